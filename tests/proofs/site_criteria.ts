/**
 * Criteria of WCAG 2.2 that axe-core does not measure, in a page as it is used: focus that is seen, targets that can be hit,
 * text that is larger or wider spaced, colours that the system sets, motion.
 *
 * @module
 */
import type { Browser, Page } from "playwright-core";
import { overflow } from "./overflow.ts";
import { watchedPage } from "./site_server.ts";

/** Most keys it takes to go through a page. */
const KEYS = 400;

/** The spacing that a reader may ask for (1.4.12), on a narrow screen too (1.4.10), and text twice as large (1.4.4). */
const SPACING = "*{line-height:1.5!important;letter-spacing:.12em!important;" +
  "word-spacing:.16em!important}p{margin-bottom:2em!important}";
const TEXTS = [
  { name: "text spacing", css: SPACING, width: 1000 },
  { name: "text at 200 %", css: "html{font-size:200%!important}", width: 1000 },
  { name: "text spacing at 320 pixels", css: SPACING, width: 320 },
];

async function open(
  browser: Browser,
  url: string,
  home: string,
  faults: string[],
  options = {},
): Promise<Page> {
  const page = await watchedPage(browser, home, faults, options);
  await page.goto(url);
  for (const figure of await page.locator("figure[data-live]").all()) {
    await figure.locator(".card").waitFor();
  }
  return page;
}

/** What is wrong with the element that has the focus (2.4.7, 2.4.11); undefined outside of the page. */
function focusFault(): string | undefined {
  const element = document.activeElement as HTMLElement | null;
  if (element === null || element === document.body) return undefined;
  const outlined = (each: Element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  const label = element.closest("label");
  const { left, top, bottom, width, height } = element.getBoundingClientRect();
  const x = Math.min(Math.max(left + Math.min(width / 2, 20), 1), innerWidth - 2);
  const uncovered = [top + 3, top + height / 2, bottom - 3].some((y) => {
    const there = document.elementFromPoint(x, y);
    return there !== null &&
      (element.contains(there) || label === there || there.contains(element));
  });
  const name = `${element.tagName} ${element.textContent!.trim().slice(0, 30)}`;
  if (!uncovered) return `${name}: focused, and not in sight`;
  return outlined(element) || (label !== null && outlined(label)) ? "" : `${name}: focus not seen`;
}

/** Through the page by Tab, and back, where the bar may cover what comes into sight from above. */
async function focus(page: Page): Promise<string[]> {
  const faults: string[] = [];
  let stops = 0;
  const press = async (key: string) => {
    await page.keyboard.press(key);
    const fault = await page.evaluate(focusFault);
    if (fault) faults.push(`${key}: ${fault}`);
    return fault !== undefined;
  };
  while (stops < KEYS && await press("Tab")) stops++;
  if (stops < 5 || stops === KEYS) faults.push(`${stops} stops`);
  for (let k = 0; k < stops; k++) await press("Shift+Tab");
  return faults;
}

/** Targets of at least 24 by 24 pixels, but for links within a sentence (2.5.8). */
async function targets(page: Page): Promise<string[]> {
  return await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("a, button, input, summary, textarea, label")]
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        const inLine = element.tagName === "A" && getComputedStyle(element).display === "inline";
        const inLabel = element.matches("label input") && !element.matches("[type=range]");
        return width > 0 && !inLine && !inLabel && (width < 24 || height < 24);
      })
      .map((element) => `a small target: ${element.tagName} ${element.textContent!.slice(0, 30)}`)
  );
}

/** Larger and wider spaced text stays within the page and its boxes. */
async function texts(page: Page): Promise<string[]> {
  const faults: string[] = [];
  const { height } = page.viewportSize()!;
  for (const { name, css, width } of TEXTS) {
    await page.setViewportSize({ width, height });
    await page.evaluate((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
    }, css);
    const over = await overflow(page);
    if (over > 0) faults.push(`${name}: ${over} pixels wider`);
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("button, summary, dt, dd, label, .facts, .card")]
        .filter(({ clientWidth, scrollWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 2)
        .map((element) => element.textContent!.trim().slice(0, 30))
    );
    faults.push(...cut.map((text) => `${name}: cut off: ${text}`));
  }
  await page.evaluate(() => document.adoptedStyleSheets = []);
  return faults;
}

/** Nothing moves by itself (what follows the hand that scrolls does not), and nothing scrolls smoothly for who does not want it. */
async function motion(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const { scrollBehavior } = getComputedStyle(document.documentElement);
    const running = document.getAnimations()
      .filter(({ timeline }) => timeline === document.timeline).length;
    return [
      ...(scrollBehavior === "auto" ? [] : [`scrolls ${scrollBehavior}`]),
      ...(running === 0 ? [] : [`${running} animations`]),
    ];
  });
}

/** Where the system sets colours, a drawing has its own, and paper under them. */
async function forcedColours(page: Page): Promise<string[]> {
  return await page.evaluate(() =>
    [...document.querySelectorAll(".drawing svg")].filter((svg) => {
      const { forcedColorAdjust, backgroundColor } = getComputedStyle(svg);
      return forcedColorAdjust !== "none" || backgroundColor === "rgba(0, 0, 0, 0)";
    }).map((svg) => `forced colours: ${svg.getAttribute("aria-label")}`)
  );
}

/** Everything that is measured beside axe-core. */
export async function proveCriteria(
  browser: Browser,
  url: string,
  home: string,
): Promise<string[]> {
  const faults: string[] = [];
  const small = { viewport: { width: 1000, height: 700 } };
  const page = await open(browser, url, home, faults, small);
  faults.push(...await focus(page), ...await targets(page), ...await motion(page));
  faults.push(...await texts(page));
  await page.context().close();
  const forced = await open(browser, url, home, faults, { forcedColors: "active" });
  faults.push(...await forcedColours(forced));
  await forced.context().close();
  return faults;
}
