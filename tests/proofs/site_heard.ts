/**
 * The pages as they are heard: a screen reader of the ARIA specification goes through a page from top to bottom, and tells
 * what a page says by itself when a figure is moved, an answer checked, a word searched.
 *
 * @module
 */
import reader from "@guidepup/virtual-screen-reader/browser.js" with { type: "text" };
import type { Browser, Page } from "playwright-core";
import { watchedPage } from "./site_server.ts";

/** What is said when nothing is left. */
const END = "end of document";

/** Milliseconds in which a page might say more than it should. */
const MORE = 700;

interface Virtual {
  start(options: { container: Element }): Promise<void>;
  stop(): Promise<void>;
  next(): Promise<void>;
  lastSpokenPhrase(): Promise<string>;
  spokenPhraseLog(): Promise<string[]>;
  clearSpokenPhraseLog(): Promise<void>;
}

type Reading = typeof globalThis & { virtual: Virtual };

/** A page with the screen reader in it; its policy would not let the reader in. */
async function openWithReader(
  browser: Browser,
  url: string,
  home: string,
  faults: string[],
): Promise<Page> {
  const page = await watchedPage(browser, home, faults, { bypassCSP: true });
  await page.goto(url);
  for (const figure of await page.locator("figure[data-live]").all()) {
    await figure.locator(".card").waitFor();
  }
  const bytes = new TextEncoder().encode(reader);
  const module = `data:text/javascript;base64,${bytes.toBase64()}`;
  await page.evaluate(async (module) => {
    const { virtual } = await import(module);
    Object.assign(globalThis, { virtual });
    await virtual.start({ container: document.body });
  }, module);
  return page;
}

/** Phrases without what stands inside of pictures, which are told in words, and of code, which may say anything. */
function withoutInsides(phrases: readonly string[]): string[] {
  let until = "";
  return phrases.filter((phrase, k) => {
    if (until !== "") {
      if (phrase === until) until = "";
      return false;
    }
    const end = `end of ${phrase}`;
    if (/^(?:image, |code$)/.test(phrase) && phrases.indexOf(end, k) > 0) until = end;
    return true;
  });
}

/** What a page says from top to bottom, a phrase at a time. */
async function readAll(page: Page): Promise<string[]> {
  const phrases = await page.evaluate(async (end) => {
    const { virtual } = globalThis as Reading;
    while (await virtual.lastSpokenPhrase() !== end) await virtual.next();
    const phrases = await virtual.spokenPhraseLog();
    await virtual.clearSpokenPhraseLog();
    return phrases;
  }, END);
  return withoutInsides(phrases);
}

/** What was said since the last time. */
async function heard(page: Page): Promise<string[]> {
  return await page.evaluate(async () => {
    const { virtual } = globalThis as Reading;
    const phrases = await virtual.spokenPhraseLog();
    await virtual.clearSpokenPhraseLog();
    return phrases;
  });
}

/** What was said without being asked for. */
async function announced(page: Page): Promise<string[]> {
  return (await heard(page)).filter((phrase) => phrase.startsWith("polite: "))
    .map((phrase) => phrase.slice("polite: ".length));
}

/** Waits until a page has something to say at a place, and a little longer. */
async function said(page: Page, place: string): Promise<void> {
  await page.waitForFunction(
    (place) => [...document.querySelectorAll(place)].some(({ textContent }) => textContent !== ""),
    place,
  );
  await page.waitForTimeout(MORE);
}

/** Headings in order, one for the page, none skipped. */
function headings(phrases: readonly string[]): string[] {
  const levels = phrases.map((phrase) => /^heading, .+, level (\d)$/.exec(phrase)?.[1])
    .filter((level) => level !== undefined).map(Number);
  return [
    ...(levels[0] === 1 && levels.filter((level) => level === 1).length === 1
      ? []
      : [`headings of level ${levels}`]),
    ...levels.flatMap((level, k) =>
      k > 0 && level > levels[k - 1]! + 1 ? [`heading ${level} after ${levels[k - 1]}`] : []
    ),
  ];
}

/** Parts of what was said, from a phrase to its end. */
function parts(phrases: readonly string[], name: string): string[][] {
  return phrases.flatMap((phrase, k) =>
    phrase === name ? [phrases.slice(k, phrases.indexOf(`end of ${name}`, k))] : []
  );
}

/** Every figure is told with what it shows and what it finds, every table with its headers, every control by its name. */
function content(phrases: readonly string[]): string[] {
  const faults: string[] = [];
  for (const figure of parts(phrases, "figure")) {
    const picture = figure.find((phrase) => phrase.startsWith("image, "));
    if ((picture?.length ?? 0) < 30) faults.push(`a figure shows ${picture}`);
    const finding = figure[figure.indexOf("caption") + 1];
    if (!figure.includes("caption") || finding!.length < 20) {
      faults.push(`${picture} finds nothing`);
    }
  }
  for (const table of parts(phrases, "table")) {
    const [header, cell] = ["columnheader, ", "cell, "].map((kind) =>
      table.findIndex((phrase) => phrase.startsWith(kind))
    );
    if (header! < 0 || header! > cell!) faults.push(`a table without headers: ${table[2]}`);
  }
  for (const phrase of phrases) {
    if (/^(?:button|link|slider|radio|textbox|searchbox|image|columnheader)$/.test(phrase)) {
      faults.push(`a ${phrase} without a name`);
    }
    if (/[✓✗]/.test(phrase)) faults.push(`a mark that is to be a word: ${phrase}`);
    if (phrase.startsWith("slider, ") && !/, current value \S/.test(phrase)) faults.push(phrase);
  }
  return faults;
}

/** What is said first, where the content begins, and that claims say whether they hold. */
function order(phrases: readonly string[]): string[] {
  const places = ["link, Skip to the content", "banner", "main", "contentinfo"].map((phrase) =>
    phrases.indexOf(phrase)
  );
  const claims = phrases.filter((phrase, k) =>
    /^C\d+\.\d+$/.test(phrase) && phrases[k - 2] === "paragraph" && phrases[k + 1] !== "holds:"
  );
  return [
    ...(places.every((place, k) => place > (places[k - 1] ?? 0)) ? [] : [`order ${places}`]),
    ...claims.map((claim) => `${claim} does not say that it holds`),
  ];
}

/** A slider moved: its name and value at once, its result once, and when the hand rests. */
async function moved(page: Page): Promise<string[]> {
  const slider = page.locator(".card input[type=range]").first();
  if (await slider.count() === 0) return [];
  await slider.focus();
  const slid = (await heard(page)).filter((phrase) => phrase.startsWith("slider, "));
  const faults = slid.length === 1 ? [] : [`a slider says ${slid}`];
  await slider.evaluate((element) => { // in one go: a slow machine would rest between keys
    const input = element as HTMLInputElement;
    for (let k = 0; k < 6; k++) {
      if (k < 4) input.stepUp();
      else input.stepDown();
      input.dispatchEvent(new Event("input"));
    }
  });
  await said(page, ".card .unseen");
  const result = await announced(page);
  const words = await slider.evaluate((element) =>
    element.closest(".card")!.querySelector(".words")!.textContent
  );
  if (result.length !== 1 || result[0] !== words) faults.push(`moved, it says ${result}`);
  return faults;
}

/** An answer checked: the verdict is said. */
async function checked(page: Page): Promise<string[]> {
  const section = page.locator("section.exercise").first();
  if (await section.count() === 0) return [];
  await section.locator("textarea").focus();
  await heard(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await section.locator(".verdict").waitFor();
  await page.waitForTimeout(100);
  const result = (await announced(page)).at(-1) ?? "nothing";
  return result.startsWith("… ") ? [] : [`checked, it says ${result}`];
}

/** A search: where it is, how much was found, once; closed, the focus is where it was. */
async function searched(page: Page): Promise<string[]> {
  const button = page.getByRole("button", { name: "Search" }).first();
  await button.focus();
  await heard(page);
  await page.keyboard.press("Enter");
  await page.locator("dialog input").waitFor();
  await page.waitForTimeout(200);
  const opened = (await heard(page)).join(" | ");
  await page.locator("dialog input").evaluate((element, words) => {
    const input = element as HTMLInputElement;
    for (let k = 1; k <= words.length; k++) {
      input.value = words.slice(0, k);
      input.dispatchEvent(new Event("input"));
    }
  }, "brier score");
  await said(page, "dialog .count");
  const counts = await announced(page);
  await page.keyboard.press("Escape");
  const back = await button.evaluate((element) => element === document.activeElement);
  return [
    ...(opened.includes("searchbox, Search all notebooks") ? [] : [`opened, it says ${opened}`]),
    ...(counts.length === 1 && /^\d+ places/.test(counts[0]!)
      ? []
      : [`searched, it says ${counts}`]),
    ...(back ? [] : ["closed, the search leaves the focus nowhere"]),
  ];
}

/** Everything that is asked of a page as it is heard. */
export async function proveHeard(browser: Browser, url: string, home: string): Promise<string[]> {
  const faults: string[] = [];
  const page = await openWithReader(browser, url, home, faults);
  const phrases = await readAll(page);
  faults.push(...order(phrases), ...headings(phrases), ...content(phrases));
  faults.push(...await moved(page), ...await checked(page), ...await searched(page));
  await page.context().close();
  return faults.map((fault) => `heard: ${fault.slice(0, 300)}`);
}
