import createMarkdown, { type MarkdownIt } from "markdown-it";
import { highlightCode } from "./highlight_code.ts";
import { type Html, html, trusted } from "./html.ts";
import { mathRules } from "./math_rules.ts";
import { mathematics, type StyleClasses, withPunctuation } from "./mathematics.ts";
import { claimNumber } from "./report.ts";
import { type Addresses, sanitise } from "./sanitise.ts";
import { Slots } from "./slots.ts";
import { type TableEnv, tableRules } from "./table_rules.ts";

/** A heading of a page, for its table of contents. */
export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  /** Name of the place in the page. */
  readonly id: string;
  /** Its words. */
  readonly text: string;
}

/** What Markdown becomes. */
export interface RenderedMarkdown {
  /** The markup, sanitised. */
  readonly markup: Html;
  /** Its headings, in order. */
  readonly headings: readonly Heading[];
}

/** What Markdown needs to know of its page. */
export interface MarkdownContext extends Addresses {
  /** Styles of mathematics. */
  readonly styles: StyleClasses;
  /** Names of places that are taken and the level of the heading before: each heading adds to it. */
  readonly outline: { readonly ids: Set<string>; level: number };
  /** What stands in place of a bold word such as C3.1, if it is a claim. */
  claim(name: string): Html | undefined;
}

/** A name for a heading that is not taken: its words, as GitHub writes them. */
export function placeName(text: string, ids: Set<string>): string {
  const words = text.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").trim().replace(/\s+/g, "-") ||
    "part";
  const base = /^(?:site|fig|cell|claim|exercise)-|^(?:main|search|contents)$/.test(words)
    ? `on-${words}`
    : words;
  let id = base;
  for (let k = 2; ids.has(id); k++) id = `${base}-${k}`;
  ids.add(id);
  return id;
}

/** The level of a heading in the page: one title, and no level left out on the way down. */
function pageLevel(given: number, before: number): number {
  return before === 0 ? 1 : Math.max(2, Math.min(given, before + 1));
}

/** Name of the place of a claim in its page. */
export function claimPlace(id: string): string {
  return `claim-${id.toLowerCase()}`;
}

type Env = TableEnv & { context: MarkdownContext; headings: Heading[] };

/** What was handed to the parser, as its rules get it back. */
function my(env: unknown): Env {
  return env as Env;
}

/** Whether a sentence may begin after a text: a number there names the claim, elsewhere it is only mentioned. */
function endsSentence(text: string): boolean {
  return text.trim() === "" || /[.!?:]["”’)\]]*\s*$/.test(text);
}

function parser(): MarkdownIt {
  const markdown = createMarkdown({ html: true, linkify: false, typographer: false });
  mathRules(markdown);
  // Slots stand for markup of ours; what is left of the link check is the sanitiser's.
  markdown.validateLink = (url) => !/^\s*(?:javascript|vbscript|file):/i.test(url);
  const { rules } = markdown.renderer;
  rules.mathematics = (tokens, i, _options, env) => {
    const { content, markup } = tokens[i]!;
    const { styles } = my(env).context;
    return my(env).slots.hold(mathematics(content, { display: markup === "$$", styles }));
  };
  rules.fence = (tokens, i, _options, env) => {
    const { content, info } = tokens[i]!;
    const language = info.trim().split(/\s+/)[0] ?? "";
    return my(env).slots.hold(codeBlock(content.replace(/\n$/, ""), language)) + "\n";
  };
  rules.code_block = (tokens, i, _options, env) =>
    my(env).slots.hold(codeBlock(tokens[i]!.content.replace(/\n$/, ""), "")) + "\n";
  rules.heading_open = (tokens, i, _options, env) => {
    const text = (tokens[i + 1]?.children ?? [])
      .filter(({ type }) => /^(?:text|code_inline|mathematics)$/.test(type))
      .map(({ content }) => content).join("");
    const { context: { outline }, headings } = my(env);
    const level = pageLevel(Number(tokens[i]!.tag.slice(1)), outline.level);
    const tag = `h${level}`;
    outline.level = level;
    tokens.slice(i).find(({ type }) => type === "heading_close")!.tag = tag;
    const id = placeName(text, outline.ids);
    headings.push({ level, id, text });
    return `<${tag}>${my(env).slots.hold(html`<span id="${id}" class="place"></span>`)}`;
  };
  tableRules(rules);
  markdown.core.ruler.push("claims", (state) => {
    const { context, slots } = my(state.env);
    for (const { children } of state.tokens) {
      children?.forEach((token, i) => {
        const [before, after] = [children[i - 1], children[i + 1]];
        if (token.type !== "text") return;
        if (
          before?.type === "strong_open" && after?.type === "strong_close" &&
          endsSentence(children[i - 2]?.content ?? "")
        ) {
          const mark = context.claim(token.content);
          if (mark !== undefined) token.content = slots.hold(mark);
        }
        // a claim of another page, [C3.1](03-x.ipynb), leads to its sentence
        if (before?.type === "link_open" && claimNumber(token.content) === token.content) {
          const href = String(before.attrGet("href") ?? "");
          if (/\.ipynb$/.test(href)) before.attrSet("href", `${href}#${claimPlace(token.content)}`);
        }
      });
    }
  });
  return markdown;
}

const markdown = parser();

/** Source code as a block that can be scrolled by keys. */
export function codeBlock(source: string, language: string): Html {
  return html`<pre tabindex="0" class="source"><code>${
    highlightCode(source, language)
  }</code></pre>`;
}

/** Markdown as HTML: mathematics set, code coloured, everything else sanitised. */
export function renderMarkdown(source: string, context: MarkdownContext): RenderedMarkdown {
  const env: Env = { context, slots: new Slots(), headings: [] };
  const raw = markdown.render(Slots.clean(source), env);
  const clean = sanitise(raw, context);
  return { markup: trusted(withPunctuation(env.slots.fill(clean.text))), headings: env.headings };
}
