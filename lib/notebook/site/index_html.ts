import type { Course } from "./course.ts";
import { type Html, html, trusted } from "./html.ts";
import { inlineSvg, type Palette } from "./inline_svg.ts";
import { type Assets, layout } from "./layout.ts";
import { claimCount, exerciseCount, factsLine } from "./notebook_html.ts";
import type { Page } from "./page.ts";
import { relativeAddress } from "./page_links.ts";

/** The number with which a title begins, or the place in the order. */
function numbered({ title }: Page, place: number): { number: string; name: string } {
  const [, number, name] = title.match(/^(\d+)\s*[·.:–-]\s*(.+)$/) ?? [];
  return number === undefined ? { number: String(place), name: title } : { number, name: name! };
}

/** The drawing of a page, small, for the eye only. */
function cover({ cover }: Page, place: number, palette: Palette): Html | undefined {
  if (cover === undefined) return undefined;
  const drawing = inlineSvg(cover, {
    prefix: `n${place}-`,
    palette,
    alt: "The figure of this page",
  });
  return drawing && html`<div class="cover" aria-hidden="true">${drawing.markup}</div>`;
}

/** Facts of a page, short: numbers stand for the pages that it needs. */
function facts(page: Page, { pages }: Course): Html {
  const needs = page.needs.map((address, i) => {
    const at = pages.findIndex((each) => each.address === address);
    const { number } = numbered(pages[at]!, at + 1);
    const { title } = pages[at]!;
    const href = relativeAddress("index.html", address);
    const name = `notebook ${number}`;
    // deno-fmt-ignore -- spaces would show
    return html`${i > 0 && ", "}<a href="${href}" title="${title}" aria-label="${name}">${number}</a>`;
  });
  const parts = [
    `about ${page.minutes} min`,
    claimCount(page),
    exerciseCount(page),
    page.live.length > 0 && "moves by hand",
    needs.length > 0 && html`needs ${needs}`,
  ];
  return factsLine(parts);
}

function step(page: Page, place: number, course: Course, palette: Palette): Html {
  const { number, name } = numbered(page, place);
  const question = page.question.text !== "" && html`<p>${page.question}</p>`;
  return html`
    <li>
      <span class="number" aria-hidden="true">${number}</span>
      <div><h3><a href="${relativeAddress(
        "index.html",
        page.address,
      )}">${name}</a></h3>${question}${facts(page, course)}</div>
      ${cover(page, place, palette)}
    </li>
  `;
}

/** A link that is a paragraph of its own, to a figure of a page. */
const TO_FIGURE = /<p><a href="([^"#]+)#(fig-[\w-]+)">[^<]*<\/a><\/p>/g;

/** What stands before the path; a paragraph that is but a link to a figure becomes the figure. */
function withFigures(about: Html, { pages }: Course): { head: Html; live: boolean } {
  let live = false;
  const head = about.text.replace(TO_FIGURE, (link, address: string, id: string) => {
    const page = pages.find((page) => relativeAddress("index.html", page.address) === address);
    const figures = page?.body.text.match(/<figure class="figure[\s\S]*?<\/figure>/g) ?? [];
    const figure = figures.find((figure) => figure.includes(` id="${id}"`));
    live ||= figure?.includes(" data-live=") ?? false;
    return figure ?? link;
  });
  return { head: trusted(head), live };
}

/** The first page: what it is about, and the path through the notebooks. */
export function indexHtml(course: Course, assets: Assets, palette: Palette): string {
  const { about, title, pages, extras } = course;
  const minutes = pages.reduce((sum, page) => sum + page.minutes, 0);
  const hours = minutes < 90 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
  const { head, live } = withFigures(about ?? html`<h1>${title}</h1>`, course);
  return layout({
    course,
    assets,
    address: "index.html",
    title,
    description: "",
    scripts: live && assets.live ? ["live.js"] : [],
    main: html`
      <div class="about">${head}</div>
      <section aria-labelledby="site-path">
        <h2 id="site-path" class="path-title">${pages.length === 1
          ? "The notebook"
          : `The path: ${pages.length} notebooks, about ${hours}`}</h2>
        <ol class="path">${pages.map((page, i) => step(page, i + 1, course, palette))}</ol>
      </section>
      ${extras.length > 0 && html`
        <section aria-labelledby="site-more">
          <h2 id="site-more" class="path-title">More</h2>
          <ul class="more">${extras.map(({ address, title }) =>
            html`<li><a href="${relativeAddress("index.html", address)}">${title}</a></li>`
          )}</ul>
        </section>
      `}
    `,
    kind: "index",
  });
}
