import { dirname } from "node:path";
import { hasTag, type Notebook } from "../nbformat.ts";
import { joinText } from "../output.ts";
import { isFolded, renderCodeCell } from "./code_cell.ts";
import { type Exercise, exerciseOf } from "./exercise.ts";
import { type Html, html, trusted, unescapeHtml } from "./html.ts";
import type { Palette } from "./inline_svg.ts";
import type { StyleClasses } from "./mathematics.ts";
import type { Claim, Page, Section } from "./page.ts";
import { merged, questionOf, sectionsOf, textOf } from "./page_text.ts";
import { pageLink, pagePicture } from "./page_links.ts";
import {
  claimPlace,
  type Heading,
  type MarkdownContext,
  renderMarkdown,
} from "./render_markdown.ts";
import { mark, type OutputContext } from "./render_output.ts";
import { claimNumber, reportedBy, type ReportedCheck } from "./report.ts";

/** A notebook that becomes a page. */
export interface PageSource {
  /** Its path on this machine. */
  readonly path: string;
  /** Its place below the folder that is exported, with `/`. */
  readonly place: string;
  readonly notebook: Notebook;
}

/** What all pages share. */
export interface SiteContext {
  readonly palette: Palette;
  readonly styles: StyleClasses;
  /** Addresses of the pages by the places of their notebooks. */
  readonly pages: ReadonlyMap<string, string>;
}

/** Words that are read in a minute, and lines of code; minutes that a figure is looked at. */
const [WORDS, LINES, LOOK] = [200, 25, 0.5];

/** The checks of the stored outputs, by claim number. */
function claimsOf({ cells }: Notebook): Map<string, ReportedCheck["state"]> {
  const found = new Map<string, ReportedCheck["state"]>();
  for (const { name, state } of cells.flatMap(({ outputs = [] }) => outputs).flatMap(reportedBy)) {
    const id = claimNumber(name);
    if (id !== undefined && found.get(id) !== "failed") found.set(id, state);
  }
  return found;
}

/** Builds one page, cell by cell. */
class PageBuilder {
  readonly parts: Html[] = [];
  readonly headings: Heading[] = [];
  readonly sections: Section[] = [];
  readonly exercises: Exercise[] = [];
  readonly live: string[] = [];
  readonly warnings: string[] = [];
  readonly claims: Map<string, ReportedCheck["state"]>;
  readonly #outline = { ids: new Set<string>(), level: 0 };
  readonly #shown = new Set<string>();
  #still: string | undefined;
  #first: string | undefined;
  figures = 0;
  words = 0;
  lines = 0;
  #cell = 0;

  constructor(readonly source: PageSource, readonly site: SiteContext, readonly address: string) {
    this.claims = claimsOf(source.notebook);
  }

  /** A drawing that stands for the page: live ones often start from the same picture. */
  get cover(): string | undefined {
    return this.#still ?? this.#first;
  }

  build(): void {
    const language = String(
      (this.source.notebook.metadata.language_info as { name?: string } | undefined)?.name ??
        "typescript",
    );
    for (const cell of this.source.notebook.cells) {
      if (cell.cell_type === "code") this.#cell++;
      if (hasTag(cell, "remove-cell")) continue;
      if (cell.cell_type === "markdown") {
        this.#prose(
          joinText(cell.source),
          (cell as { attachments?: Record<string, Record<string, unknown>> }).attachments,
        );
      } else if (cell.cell_type === "code") {
        const exercise = exerciseOf(cell);
        if (exercise !== undefined) this.exercises.push(exercise);
        else if (this.#reading && !isFolded(cell)) {
          this.lines += joinText(cell.source).split("\n").length;
        }
        const { markup } = renderCodeCell(cell, {
          language,
          notebook: this.address,
          outputs: this.#outputs(),
        });
        this.parts.push(html`<div class="cell" id="cell-${this.#cell}">${markup}</div>`);
      }
    }
  }

  /** Whether the exercises, which take their own time, are still to come. */
  get #reading(): boolean {
    return this.exercises.length === 0;
  }

  #prose(source: string, attachments: Record<string, Record<string, unknown>> = {}): void {
    const { markup, headings } = renderMarkdown(source, this.#markdown(attachments));
    this.sections.push(...sectionsOf(markup.text, headings, this.headings.at(-1)));
    this.headings.push(...headings);
    if (this.#reading) {
      const prose = markup.text.replace(/<(?:table|pre)\b[\s\S]*?<\/(?:table|pre)>/g, "");
      this.words += textOf(prose).split(" ").length;
    }
    this.parts.push(html`<div class="prose">${markup}</div>`);
  }

  #markdown(attachments: Record<string, Record<string, unknown>> = {}): MarkdownContext {
    const { source, site } = this;
    return {
      styles: site.styles,
      outline: this.#outline,
      link: (href) => pageLink(href, source.place, site.pages),
      picture: (src) => pagePicture(src, dirname(source.path), attachments),
      claim: (name) => this.#claim(name),
    };
  }

  /** A bold number is a claim if a check has it: the first time, it gets the mark of its check. */
  #claim(name: string): Html | undefined {
    const state = this.claims.get(name);
    if (state === undefined) return undefined;
    if (this.#shown.has(name)) return html`${name}`;
    this.#shown.add(name);
    return html`<span class="claim" id="${claimPlace(name)}">${name} ${mark(state)}</span>`;
  }

  #outputs(): OutputContext {
    const markdown = this.#markdown();
    return {
      ...markdown,
      palette: this.site.palette,
      nextFigure: () => ++this.figures,
      undescribed: () =>
        void this.warnings.push(
          `${this.source.path}#cell${this.#cell}: a figure says nothing in words`,
        ),
      drawn: (svg, live) => {
        if (live !== undefined) this.live.push(live);
        if (live === undefined) this.#still ??= svg;
        this.#first ??= svg;
        if (live === undefined) return undefined;
        const before = this.live.filter((name) => name === live).length;
        return before > 1 ? `fig-${live}-${before}` : `fig-${live}`;
      },
      markdown: (text) => renderMarkdown(text, markdown).markup,
    };
  }
}

/** Pages before this one that the introduction links to. */
function needsOf(markup: string, own: string, pages: ReadonlyMap<string, string>): string[] {
  const all = [...pages.values()];
  const links = new Set(
    [...markup.matchAll(/<a href="([^"#]+)"/g)].map(([, href]) =>
      decodeURIComponent(unescapeHtml(href!)).split("/").at(-1)
    ),
  );
  return all.slice(0, Math.max(0, all.indexOf(own))).filter((address) =>
    links.has(address.split("/").at(-1))
  );
}

/**
 * A notebook as a page, from its stored outputs; nothing is executed.
 *
 * @throws {TypeError} If its place is none of the site's.
 */
export function readPage(source: PageSource, site: SiteContext): Page {
  const address = site.pages.get(source.place);
  if (address === undefined) {
    throw new TypeError(`Cannot read ${source.path} as it must be a page of the site`);
  }
  const builder = new PageBuilder(source, site, address);
  builder.build();
  const [first] = builder.parts;
  const title = builder.headings.find(({ level }) => level === 1)?.text ??
    source.place.replace(/^.*\//, "").replace(/\.(?:ipynb|md)$/, "");
  const body = builder.headings.some(({ level }) => level === 1)
    ? html`${builder.parts}`
    : html`<h1>${title}</h1>${builder.parts}`;
  const intro = first?.text ?? "";
  return {
    path: source.path,
    address,
    title,
    question: questionOf(intro),
    minutes: Math.max(
      1,
      Math.round(builder.words / WORDS + builder.lines / LINES + builder.figures * LOOK),
    ),
    needs: needsOf(intro, address, site.pages),
    body: trusted(body.text),
    headings: builder.headings,
    claims: [...builder.claims].map(([id, state]) => ({ id, state } satisfies Claim)),
    exercises: builder.exercises,
    sections: merged(builder.sections),
    live: builder.live,
    cover: builder.cover,
    figures: builder.figures,
    warnings: builder.warnings,
  };
}
