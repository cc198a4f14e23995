import { type Html, trusted, unescapeHtml } from "./html.ts";
import { withPunctuation } from "./mathematics.ts";
import type { Section } from "./page.ts";
import type { Heading } from "./render_markdown.ts";

/** Elements that stand in a line: no space comes of them. */
const INLINE =
  /<\/?(?:a|abbr|b|cite|code|em|i|kbd|mark|s|samp|small|span|strong|sub|sup|u|var)\b[^>]*>/g;

/** The mark of a claim: part of its looks, not of what it says. */
const MARK = /<span class="mark \w+">(?:<span\b[^>]*>[^<]*<\/span>)*<\/span>/g;

/** Markup as text. */
export function textOf(markup: string): string {
  const set = markup.replace(MARK, "").replace(
    /<(?:math|pre)\b[\s\S]*?<\/(?:math|pre)>/g,
    (part) => part.replace(/<[^>]*>/g, ""),
  );
  const text = set.replace(INLINE, "").replace(/<[^>]*>/g, " ");
  return unescapeHtml(text).replace(/\s+/g, " ").trim();
}

/** Parts of a rendered cell by its headings, for the search. */
export function sectionsOf(
  markup: string,
  headings: readonly Heading[],
  before: Heading | undefined,
): Section[] {
  const starts = headings.map(({ id }) => markup.indexOf(`<span id="${id}" class="place">`));
  return [-1, ...starts].map((start, k) => {
    const heading = k === 0 ? before : headings[k - 1];
    const from = start < 0 ? 0 : markup.indexOf("</h", start); // without the heading's own words
    const text = textOf(markup.slice(from, starts[k] ?? markup.length));
    return { id: heading?.id ?? "", title: heading?.text ?? "", text };
  });
}

/** Sections of the same heading as one; empty ones go. */
export function merged(sections: readonly Section[]): Section[] {
  const result: Section[] = [];
  for (const section of sections) {
    const last = result.at(-1);
    if (last !== undefined && last.id === section.id) {
      result[result.length - 1] = { ...last, text: `${last.text} ${section.text}`.trim() };
    } else result.push(section);
  }
  return result.filter(({ text }) => text !== "");
}

/** The introduction: its first paragraph, without the words that say that it is one; formulas stay set. */
export function questionOf(markup: string): Html {
  const [, inner = ""] = markup.match(/<p>([\s\S]*?)<\/p>/) ?? [];
  const text = inner.split(/(<math\b[\s\S]*?<\/math>)/)
    .map((part, k) => k % 2 === 1 ? part : part.replace(/<[^>]*>/g, ""));
  return trusted(withPunctuation(text.join("").replace(/^The question\.\s*/, "").trim()));
}
