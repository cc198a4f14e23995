import MiniSearch from "minisearch";
import type { Course } from "./course.ts";
import { relativeAddress } from "./page_links.ts";
import { type FoundSection, SEARCH_OPTIONS } from "./search_options.ts";

/** The script that hands the index of all pages to the search. */
export function searchIndex({ pages, extras }: Course): string {
  const sections = [...pages, ...extras].flatMap((page) =>
    page.sections.map(({ id, title, text }) => ({
      address: relativeAddress("index.html", page.address) + (id === "" ? "" : `#${id}`),
      page: page.title,
      title: title === page.title ? "" : title,
      text,
    }))
  );
  const index = new MiniSearch<FoundSection>(SEARCH_OPTIONS);
  index.addAll(sections.map((section, id) => ({ id, ...section })));
  return `globalThis.siteIndex=${JSON.stringify(JSON.stringify(index))};\n`;
}
