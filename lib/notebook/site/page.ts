import type { Exercise } from "./exercise.ts";
import type { Html } from "./html.ts";
import type { Heading } from "./render_markdown.ts";
import type { ReportedCheck } from "./report.ts";

/** A claim of a page: a check with a number. */
export interface Claim {
  /** Its number, such as `C3.1`. */
  readonly id: string;
  /** What the stored run says of it. */
  readonly state: ReportedCheck["state"];
}

/** A part of a page that a search can find. */
export interface Section {
  /** Name of the place in the page; empty for the top. */
  readonly id: string;
  /** Its heading. */
  readonly title: string;
  /** Its words. */
  readonly text: string;
}

/** A page of the site. */
export interface Page {
  /** Where the notebook was, for messages. */
  readonly path: string;
  /** Where the page goes below the site's folder, with `/`. */
  readonly address: string;
  /** Its title, as text. */
  readonly title: string;
  /** What it is about, in one paragraph: text and mathematics; may be empty. */
  readonly question: Html;
  /** Minutes that it takes to read. */
  readonly minutes: number;
  /** Addresses of the pages that its introduction asks to have been read. */
  readonly needs: readonly string[];
  /** Its content below the title. */
  readonly body: Html;
  readonly headings: readonly Heading[];
  readonly claims: readonly Claim[];
  readonly exercises: readonly Exercise[];
  readonly sections: readonly Section[];
  /** Names of live figures, in order. */
  readonly live: readonly string[];
  /** A drawing that stands for the page, as the notebook has it. */
  readonly cover: string | undefined;
  /** How many figures it shows. */
  readonly figures: number;
  /** What is not as it should be, for whoever exports. */
  readonly warnings: readonly string[];
}
