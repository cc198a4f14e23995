import type { Course } from "./course.ts";
import { type Html, html, type HtmlValue, trusted } from "./html.ts";
import { type Assets, layout } from "./layout.ts";
import type { Page } from "./page.ts";
import { relativeAddress } from "./page_links.ts";
import { textOf } from "./page_text.ts";
import type { Heading } from "./render_markdown.ts";

/** How many claims hold, in words. */
export function claimCount({ claims }: Page): string | undefined {
  if (claims.length === 0) return undefined;
  const held = claims.filter(({ state }) => state === "passed").length;
  const all = claims.length === 1 ? "1 claim" : `${claims.length} claims`;
  if (held === claims.length) return `${all}, ${all === "1 claim" ? "it holds" : "all hold"}`;
  return `${all}, ${held} hold`;
}

/** How many exercises there are, in words. */
export function exerciseCount({ exercises }: Page): string | undefined {
  if (exercises.length === 0) return undefined;
  return exercises.length === 1 ? "1 exercise" : `${exercises.length} exercises`;
}

/** Facts in one line; what the eye tells apart by space, the ear does by a stop. */
export function factsLine(parts: readonly (HtmlValue)[]): Html {
  const shown = parts.filter((part) => part !== undefined && part !== false);
  return html`<p class="facts">${
    shown.map((part) => html`<span>${part}<span class="unseen">. </span></span>`)
  }</p>`;
}

/** Facts of a page in one line. */
function facts(page: Page, course: Course): Html {
  const needs = page.needs.map((address, i) => {
    const { title } = course.pages.find((each) => each.address === address)!;
    return html`${i > 0 && ", "}<a href="${relativeAddress(page.address, address)}">${title}</a>`;
  });
  const parts = [
    `about ${page.minutes} min`,
    claimCount(page),
    exerciseCount(page),
    needs.length > 0 && html`needs ${needs}`,
  ];
  return factsLine(parts);
}

/** Headings as nested lists. */
function list(headings: readonly Heading[]): Html {
  const items: { heading: Heading; below: Heading[] }[] = [];
  for (const heading of headings) {
    if (heading.level === 2 || items.length === 0) items.push({ heading, below: [] });
    else items.at(-1)!.below.push(heading);
  }
  return html`<ol>${
    items.map(({ heading, below }) =>
      html`<li><a href="#${heading.id}">${heading.text}</a>${
        below.length > 0 &&
        html`<ol>${
          below.map(({ id, text }) => html`<li><a href="#${id}">${text}</a></li>`)
        }</ol>`
      }</li>`
    )
  }</ol>`;
}

function contents({ headings }: Page): Html | undefined {
  const shown = headings.filter(({ level }) => level === 2 || level === 3);
  if (shown.length < 2) return undefined;
  return html`
    <nav class="contents" aria-label="On this page">
      <details open><summary>On this page</summary>${list(shown)}</details>
    </nav>
  `;
}

function neighbours(page: Page, { pages }: Course): Html | undefined {
  const at = pages.indexOf(page);
  const link = (other: Page | undefined, rel: string, label: string) =>
    other &&
    html`<a class="${rel}" rel="${rel}" href="${
      relativeAddress(page.address, other.address)
    }"><span>${label}</span> ${other.title}</a>`;
  const [before, after] = [pages[at - 1], pages[at + 1]];
  if (at < 0 || (before === undefined && after === undefined)) return undefined;
  return html`<nav class="neighbours" aria-label="Previous and next">${
    link(before, "prev", "Previous")
  }${link(after, "next", "Next")}</nav>`;
}

/** The page of a notebook. */
export function notebookHtml(page: Page, course: Course, assets: Assets): string {
  const line = course.pages.includes(page) ? facts(page, course).text : "";
  const body = page.body.text.replace("</h1>", () => `</h1>\n${line}`);
  const scripts = [
    ...(assets.live && page.live.length > 0 ? ["live.js"] : []),
    ...(assets.exercises && page.exercises.length > 0 ? ["exercise.js"] : []),
  ];
  return layout({
    course,
    assets,
    address: page.address,
    title: page.title,
    description: textOf(page.question.text),
    scripts,
    main: html`<article>${trusted(body)}</article>${neighbours(page, course)}`,
    aside: contents(page),
    kind: "notebook",
  });
}
