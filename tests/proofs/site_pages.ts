/**
 * What must hold for every page of a site: seen, read by a machine that reads for those who do not see, printed, without
 * scripts, on a phone.
 *
 * @module
 */
import axe from "axe-core/axe.min.js" with { type: "text" };
import type { Browser, Page } from "playwright-core";
import { overflow } from "./overflow.ts";
import type { Pictures } from "./pictures.ts";
import { watchedPage } from "./site_server.ts";

/** Widths of a phone, a tablet, a desktop: where pictures are taken; 320 is where WCAG wants no scrolling. */
const WIDTHS = [390, 820, 1440];

/** Rules of axe-core that are asked. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe-core finds wrong in a page as it is now. */
export async function axeFaults(page: Page, theme: string): Promise<string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate(async (values) => {
    const run = (globalThis as unknown as {
      axe: { run(context: unknown, options: unknown): Promise<{ violations: unknown }> };
    }).axe.run;
    // what the axe of the page would look into: the frame for exercises is checked apart
    return (await run(document, {
      runOnly: { type: "tag", values },
      iframes: false,
      resultTypes: ["violations"],
    })).violations;
  }, RULES) as Violation[];
  return violations.map(({ id, nodes }) =>
    `axe, ${theme}: ${id}: ${nodes.length} × ${nodes[0]!.html.slice(0, 160)} ${
      nodes[0]!.failureSummary.replaceAll(/\s+/g, " ").slice(0, 200)
    }`
  );
}

/** Whether the page has to be scrolled sideways. */
async function wider(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 1000 });
  const over = await overflow(page);
  return over > 0 ? [`${over} pixels wider than ${width}`] : [];
}

/** Stops and brackets that stand in the line after the formula that they lean on, unless it is one that may break itself. */
async function stopsAlone(page: Page, width: number): Promise<string[]> {
  const alone = await page.evaluate(() =>
    [...document.querySelectorAll("math:not([display], .long)")].filter((formula) => {
      const after = formula.nextSibling ?? formula.parentElement!.nextSibling;
      if (!(after instanceof Text) || !/^[.,;:!?)\]]/.test(after.data)) return false;
      const range = document.createRange();
      range.setStart(after, 0);
      range.setEnd(after, 1);
      return range.getBoundingClientRect().top >= formula.getBoundingClientRect().bottom - 3;
    }).map(({ textContent }) => textContent)
  );
  return alone.map((formula) => `at ${width}, what follows ${formula} stands in the next line`);
}

/** Every picture says what it shows, every place that is linked to is there, every control has a name. */
async function words(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const faults: string[] = [];
    for (const svg of document.querySelectorAll("svg")) {
      if ((svg.getAttribute("aria-label") ?? "").length < 20) {
        faults.push("a drawing without words");
      }
    }
    for (const image of document.querySelectorAll("img")) {
      if (!image.alt) faults.push("an image without alt");
    }
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')) {
      const id = decodeURIComponent(link.hash.slice(1));
      if (!document.getElementById(id)) faults.push(`no place #${id}`);
    }
    for (const landmark of ["header", "main", "footer", "h1"]) {
      if (document.querySelectorAll(landmark).length !== 1) faults.push(`not one ${landmark}`);
    }
    return faults;
  });
}

/** The first key leads past the bar. */
async function skips(page: Page): Promise<string[]> {
  await page.keyboard.press("Tab");
  const seen = await page.evaluate(() => {
    const box = document.activeElement!.getBoundingClientRect();
    return document.activeElement!.className === "skip" && box.left >= 0 && box.width > 50;
  });
  await page.keyboard.press("Enter");
  const there = await page.evaluate(() => document.activeElement?.id === "main");
  return [
    ...(seen ? [] : ["the first Tab shows no way past the bar"]),
    ...(there ? [] : ["the skip link leads nowhere"]),
  ];
}

/** What is there when no script runs: all text, all figures. */
async function withoutScripts(browser: Browser, url: string, home: string): Promise<string[]> {
  const faults: string[] = [];
  const page = await watchedPage(browser, home, faults, { javaScriptEnabled: false });
  await page.goto(url);
  for (const svg of await page.locator(".drawing svg").all()) {
    const box = await svg.boundingBox();
    if (!box || box.width < 200 || box.height < 50) {
      faults.push("without scripts a figure is not seen");
    }
  }
  if (await page.locator(".exercise pre").count() !== await page.locator(".exercise").count()) {
    faults.push("without scripts an exercise is not shown");
  }
  await page.context().close();
  return faults;
}

/** Everything that is asked of every page; pictures and a print are taken of it. */
export async function provePage(
  browser: Browser,
  url: string,
  home: string,
  pictures: Pictures,
): Promise<string[]> {
  const faults: string[] = [];
  const name = decodeURIComponent(new URL(url).pathname.split("/").at(-1)!).replace(".html", "");
  for (const theme of ["light", "dark"] as const) {
    const page = await watchedPage(browser, home, faults, { colorScheme: theme });
    await page.goto(url);
    const live = page.locator("figure[data-live]");
    for (const figure of await live.all()) await figure.locator(".card").waitFor();
    faults.push(...await axeFaults(page, theme));
    if (theme === "light") faults.push(...await words(page), ...await skips(page));
    for (const width of theme === "light" ? [320, ...WIDTHS] : WIDTHS.slice(-1)) {
      faults.push(...await wider(page, width), ...await stopsAlone(page, width));
      if (width > 320) await pictures.takeWhole(page, `${name}-${width}-${theme}`);
    }
    if (theme === "dark") await pictures.print(page, name);
    await page.context().close();
  }
  return [...faults, ...await withoutScripts(browser, url, home)];
}
