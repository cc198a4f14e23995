import type { Options } from "minisearch";

/** A part of a page as the search knows it. */
export interface FoundSection {
  /** Its number. */
  readonly id: number;
  /** Address below the site, with the name of its place. */
  readonly address: string;
  /** Title of the page. */
  readonly page: string;
  /** Its heading; at the top that of the page. */
  readonly title: string;
  readonly text: string;
  /** By what its score is multiplied. */
  readonly weight: number;
}

/** How the index is made at export and asked in the page. */
export const SEARCH_OPTIONS: Options<FoundSection> = {
  fields: ["title", "page", "text"],
  storeFields: ["address", "page", "title", "text", "weight"],
  searchOptions: {
    boost: { title: 4, page: 2 },
    boostDocument: (_id, _term, stored) => Number(stored!.weight),
    prefix: (term) => term.length > 1,
    fuzzy: (term) => term.length > 4 ? 0.2 : false,
    combineWith: "AND",
  },
};
