import type { Course } from "./course.ts";
import { type Html, html } from "./html.ts";
import { type Assets, layout } from "./layout.ts";
import { claimCount } from "./notebook_html.ts";
import type { Page } from "./page.ts";

/** The number with which a title begins, or the place in the order. */
function numbered({ title }: Page, place: number): { number: string; name: string } {
  const [, number, name] = title.match(/^(\d+)\s*[·.:–-]\s*(.+)$/) ?? [];
  return number === undefined ? { number: String(place), name: title } : { number, name: name! };
}

function step(page: Page, place: number, course: Course): Html {
  const { number, name } = numbered(page, place);
  const needs = page.needs.map((address) => {
    const at = course.pages.findIndex((each) => each.address === address);
    return { page: course.pages[at]!, number: numbered(course.pages[at]!, at + 1).number };
  });
  const claims = claimCount(page);
  return html`
    <li>
      <span class="number" aria-hidden="true">${number}</span>
      <div><h2><a href="${page.address}">${name}</a></h2>
    ${page.question !== "" && html`<p>${page.question}</p>`}
    <p class="facts"><span>about ${page.minutes} min</span>${claims !== undefined &&
      html`<span>${claims}</span>`}${page.exercises.length > 0 &&
      html`<span>${page.exercises.length} ${
        page.exercises.length === 1 ? "exercise" : "exercises"
      }</span>`}${page.live.length > 0 && html`<span>moves by hand</span>`}${needs.length > 0 &&
      html`<span>needs ${
        needs.map(({ page: { address, title }, number }, i) =>
          html`${i > 0 && ", "}<a href="${address}" title="${title}">${number}</a>`
        )
      }</span>`}</p></div>
    </li>
  `;
}

/** The first page: what it is about, and the path through the notebooks. */
export function indexHtml(course: Course, assets: Assets): string {
  const { about, title, pages, extras } = course;
  const minutes = pages.reduce((sum, page) => sum + page.minutes, 0);
  const hours = minutes < 90 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
  const head = about ?? html`<h1>${title}</h1>`;
  return layout({
    course,
    assets,
    address: "index.html",
    title,
    description: "",
    scripts: [],
    main: html`
      <div class="about">${head}</div>
      <section aria-labelledby="site-path">
        <h2 id="site-path" class="path-title">${pages.length === 1
          ? "The notebook"
          : `The path: ${pages.length} notebooks, about ${hours}`}</h2>
        <ol class="path">${pages.map((page, i) => step(page, i + 1, course))}</ol>
      </section>
      ${extras.length > 0 && html`
        <section aria-labelledby="site-more">
          <h2 id="site-more" class="path-title">More</h2>
          <ul class="more">${extras.map(({ address, title }) =>
            html`<li><a href="${address}">${title}</a></li>`
          )}</ul>
        </section>
      `}
    `,
    kind: "index",
  });
}
