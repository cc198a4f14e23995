import MiniSearch from "minisearch";
import type { Course } from "./course.ts";
import type { Page } from "./page.ts";
import { relativeAddress } from "./page_links.ts";
import { type FoundSection, SEARCH_OPTIONS } from "./search_options.ts";

/** What a part counts that does not teach: one whose heading other pages have too, such as "Sources". */
const APART = 0.5;

/** Headings that several pages have, and page after page the same: they say nothing of a subject. */
function recurring(pages: readonly Page[]): Set<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { sections } of pages) {
    for (const title of new Set(sections.map(({ title }) => title))) {
      if (seen.has(title)) twice.add(title);
      seen.add(title);
    }
  }
  return twice;
}

/** All parts of all pages: texts beside the notebooks count as what does not teach. */
function foundSections({ pages, extras }: Course): FoundSection[] {
  const frame = recurring(pages);
  return [...pages, ...extras].flatMap((page) =>
    page.sections.map(({ id, title, text }) => ({
      address: relativeAddress("index.html", page.address) + (id === "" ? "" : `#${id}`),
      page: page.title,
      title: title || page.title,
      text,
      weight: frame.has(title) || extras.includes(page) ? APART : 1,
    }))
  ).map((section, id) => ({ id, ...section }));
}

/** The script that hands the index of all pages to the search. */
export function searchIndex(course: Course): string {
  const index = new MiniSearch<FoundSection>(SEARCH_OPTIONS);
  index.addAll(foundSections(course));
  return `globalThis.siteIndex=${JSON.stringify(JSON.stringify(index))};\n`;
}
