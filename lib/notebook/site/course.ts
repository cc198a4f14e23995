import type { Html } from "./html.ts";
import type { Page } from "./page.ts";

/** The whole site: its pages in order, and what stands before them. */
export interface Course {
  /** Name of the site. */
  readonly title: string;
  /** Language of its texts, as BCP 47 names it. */
  readonly language: string;
  /** What the index says before the list of pages. */
  readonly about: Html | undefined;
  /** Notebooks, in order. */
  readonly pages: readonly Page[];
  /** Pages made of Markdown beside the notebooks: they stand outside the path. */
  readonly extras: readonly Page[];
}
