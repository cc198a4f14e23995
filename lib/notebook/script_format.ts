import { formatMarker, markerOf, parseMarker, toCell, toNotebook } from "./cell_marker.ts";
import type { Cell, Notebook } from "./nbformat.ts";
import { joinText, splitText } from "./output.ts";

/** A line of a cell that looks like a marker gets a backslash more, and loses it on the way back. */
const ESCAPABLE = /^(\/\/ )(\\*%% \[)/;

/**
 * A notebook as a TypeScript file, in which editors see cells: `// %% [code] {...}` before each,
 * Markdown as comments. Outputs are left out.
 */
export function toScript({ cells, metadata }: Notebook): string {
  const head = `// ${formatMarker({ kind: "notebook", data: metadata })}\n\n`;
  return head +
    cells.map((cell) => `// ${formatMarker(markerOf(cell))}\n${body(cell)}\n`).join("\n");
}

function body(cell: Cell): string {
  const lines = joinText(cell.source).split("\n");
  if (cell.cell_type === "code") {
    return lines.map((line) => line.replace(ESCAPABLE, "$1\\$2")).join("\n");
  }
  const comments = lines.map((line) => line === "" ? "//" : `// ${line}`);
  return comments.map((line) => line.replace(ESCAPABLE, "$1\\$2")).join("\n");
}

/**
 * Reads a notebook from a TypeScript file that {@linkcode toScript} wrote, or anyone with the same
 * marks.
 *
 * @throws {SyntaxError} If text stands before the first cell.
 */
export function fromScript(text: string): Notebook {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const cells: Cell[] = [];
  let metadata: Record<string, unknown> = {};
  let at = 0;
  while (at < lines.length) {
    const marker = parseMarker(lines[at]!.replace(/^\/\/ /, ""));
    if (!marker) {
      if (lines[at++]!.trim() === "") continue;
      throw new SyntaxError(
        `Cannot read script as each cell must begin with // %% [code]: line ${at}`,
      );
    }
    let end = at + 1;
    while (end < lines.length && !/^\/\/ %% \[/.test(lines[end]!)) end++;
    const own = lines.slice(at + 1, end);
    if (end < lines.length) own.pop(); // the empty line between cells
    if (marker.kind === "notebook") metadata = { ...marker.data };
    else cells.push(toCell(marker, splitText(sourceOf(own, marker.kind === "code"))));
    at = end;
  }
  return toNotebook(cells, metadata);
}

function sourceOf(lines: readonly string[], code: boolean): string {
  const plain = lines.map((line) => line.replace(/^(\/\/ )\\(\\*%% \[)/, "$1$2"));
  return (code ? plain : plain.map((line) => line.replace(/^\/\/ ?/, ""))).join("\n");
}
