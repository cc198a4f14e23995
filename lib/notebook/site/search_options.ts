import type { Options } from "minisearch";

/** A part of a page as the search knows it. */
export interface FoundSection {
  /** Its number. */
  readonly id: number;
  /** Address below the site, with the name of its place. */
  readonly address: string;
  /** Title of the page. */
  readonly page: string;
  /** Its heading; empty for the top of the page. */
  readonly title: string;
  readonly text: string;
}

/** How the index is made at export and asked in the page. */
export const SEARCH_OPTIONS: Options<FoundSection> = {
  fields: ["title", "page", "text"],
  storeFields: ["address", "page", "title", "text"],
  searchOptions: {
    boost: { title: 4, page: 2 },
    prefix: (term) => term.length > 1,
    fuzzy: (term) => term.length > 4 ? 0.2 : false,
    combineWith: "AND",
  },
};
