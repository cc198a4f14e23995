import type { Course } from "./course.ts";
import { html } from "./html.ts";
import { type Assets, layout } from "./layout.ts";
import { relativeAddress } from "./page_links.ts";

/** Where hosts of static pages look for what they show when an address leads nowhere. */
export const LOST = "404.html";

/**
 * The page of addresses that lead nowhere: back to the first page and to every notebook.
 *
 * @param script Finds the site from wherever the page is shown.
 */
export function lostHtml(course: Course, assets: Assets, script: string): string {
  const list = course.pages.map(({ address, title }) =>
    html`<li><a href="${relativeAddress(LOST, address)}">${title}</a></li>`
  );
  return layout({
    course,
    assets,
    address: LOST,
    title: "No page here",
    description: "",
    scripts: [],
    inline: script,
    main: html`
      <h1>There is no page here</h1>
      <p>The address may have a slip in it, or the page another name by now. <a href="${relativeAddress(
        LOST,
        "index.html",
      )}">The first page</a> leads to everything; these are the notebooks:</p>
      <ul class="more">${list}</ul>
    `,
    kind: "notebook",
  });
}
