import type { MarkdownIt } from "markdown-it";

/** The characters that may stand before or after a dollar that opens or closes mathematics. */
const isSpace = (character: string | undefined) => character === undefined || /\s/.test(character);

/** Where the dollars close that open at `from`, or -1. */
function closing(source: string, from: number, mark: string): number {
  let at = source.indexOf(mark, from);
  while (at >= 0 && source[at - 1] === "\\") at = source.indexOf(mark, at + 1);
  return at;
}

/**
 * Mathematics between dollars, as Jupyter takes it: `$q - y$` in a line, `$$…$$` displayed. A price
 * is none: after the first dollar and before the last no space may stand, after the last no digit.
 */
export function mathRules(markdown: MarkdownIt): void {
  markdown.inline.ruler.after("escape", "mathematics", (state, silent) => {
    const { src, pos } = state;
    if (src[pos] !== "$") return false;
    const mark = src[pos + 1] === "$" ? "$$" : "$";
    const start = pos + mark.length;
    const end = closing(src, start, mark);
    if (end <= start) return false;
    if (mark === "$") {
      if (isSpace(src[start]) || isSpace(src[end - 1]) || /\d/.test(src[end + 1] ?? "")) {
        return false;
      }
    }
    if (!silent) {
      const token = state.push("mathematics", "", 0);
      token.content = src.slice(start, end);
      token.markup = mark;
    }
    state.pos = end + mark.length;
    return true;
  });
}
