/**
 * Proof: every live figure works in a real browser, by keyboard and by pointer, and shows the library's numbers.
 *
 * Writes each figure twice into a page of its own, opens it from the file system, and checks that no error is
 * logged and nothing is fetched; that every control moves by its keys, that every grip is dragged by a mouse
 * and the first by a finger, and that the numbers shown are those of the model run here; that nothing is wider than 320 pixels; that what has the focus
 * shows it; and that without scripts the static figure stands there.
 *
 * Usage: deno run -A tests/proofs/live_figures.ts [PICTURES]
 * Needs: CHROMIUM (default /usr/bin/chromium).
 *
 * @module
 */
import { join } from "node:path";
import { type Browser, chromium, type Locator } from "playwright-core";
import { LIVE_CASES, type LiveCase } from "../figures/live/cases.ts";
import { byKeyboard, byPointer, Twin } from "./live_twin.ts";
import { overflow } from "./overflow.ts";
import { Pictures } from "./pictures.ts";

const CHROMIUM = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";

/** The first grip by a finger: it must drag the part, not the page. */
async function byFinger(browser: Browser, subject: LiveCase, path: string): Promise<string[]> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 500 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await page.goto(`file://${path}`);
  await page.waitForTimeout(500); // drawn again for this width
  const twin = new Twin(page.locator(".card").first(), subject);
  const svg = twin.card.locator("svg");
  await svg.scrollIntoViewIfNeeded();
  const place = (await svg.boundingBox())!;
  const grip = twin.view(Math.round(place.width)).handles?.[0];
  if (grip) {
    const { box, along, at, name } = grip;
    const x = Math.round(place.x + box.x + box.w / 2);
    const y = Math.round(place.y + box.y + box.h / 2);
    const endX = along === "y" ? x : x + 40;
    const endY = along === "x" ? y : y - 30;
    const session = await context.newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", x?: number, y?: number) =>
      session.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: x === undefined ? [] : [{ x, y: y! }],
      });
    const scrolled = await page.evaluate(() => scrollY);
    await touch("touchStart", x, y);
    await touch("touchMove", endX, endY);
    await touch("touchEnd");
    for (const [px, py] of [[x, y], [endX, endY]] as const) {
      twin.change(name, at(px - place.x, py - place.y));
    }
    await twin.compare(`finger on ${name}`);
    if (await page.evaluate(() => scrollY) !== scrolled) twin.faults.push("the finger scrolled");
  }
  await context.close();
  return twin.faults;
}

/** Labels and sizes that a reader needs. */
async function accessibility(card: Locator): Promise<string[]> {
  const faults: string[] = [];
  for (const input of await card.locator("input").all()) {
    const name = await input.evaluate((element) =>
      (element as HTMLInputElement).labels?.[0]?.textContent?.trim() ?? ""
    );
    if (!name) faults.push("an input without label");
  }
  for (const target of await card.locator("button, input[type=range], input[type=text]").all()) {
    const box = await target.boundingBox();
    if (!box || box.height < 24 || box.width < 24) faults.push("a target below 24 pixels");
  }
  const label = await card.locator("svg").getAttribute("aria-label");
  if (!label || label.length < 20) faults.push("a drawing without words");
  if (await card.locator("[aria-live=polite]").count() !== 1) faults.push("nothing is read aloud");
  return faults;
}

async function prove(
  browser: Browser,
  subject: LiveCase,
  folder: string,
  pictures: Pictures,
): Promise<string[]> {
  const { name } = subject;
  const faults: string[] = [];
  const html = subject.html();
  const path = join(folder, `${name}.html`);
  const head = `<!doctype html><meta charset="utf-8"><title>${name}</title>` +
    `<meta name="viewport" content="width=device-width"><body>`;
  await Deno.writeTextFile(path, `${head}${html}<hr>${html}`);
  const context = await browser.newContext({ viewport: { width: 900, height: 1100 } });
  const page = await context.newPage();
  page.on("console", (message) => void faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => void faults.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(?:file|data):/.test(request.url())) faults.push(`request: ${request.url()}`);
  });
  await page.goto(`file://${path}`);
  const cards = page.locator(".card");
  if (await cards.count() !== 2) return [`${await cards.count()} of 2 live figures`];
  for (const [k, drive] of [byKeyboard, (twin: Twin) => byPointer(page, twin)].entries()) {
    const twin = new Twin(cards.nth(k), subject);
    await twin.compare("start");
    await drive(twin);
    faults.push(...twin.faults, ...await accessibility(cards.nth(k)));
  }
  for (const [ground, ink] of [["#fff", "#000"], ["#111", "#ddd"]]) {
    for (const width of [900, 360, 320]) {
      await page.setViewportSize({ width, height: 1100 });
      await page.evaluate(
        ([a, b]) => Object.assign(document.body.style, { background: a, color: b }),
        [
          ground,
          ink,
        ],
      );
      const wider = await overflow(page);
      if (wider > 0) faults.push(`${wider} pixels wider than ${width}`);
      await pictures.take(page, `${name}-${ground?.slice(1)}-${width}`);
    }
  }
  await context.close();
  faults.push(...await byFinger(browser, subject, path), ...await withoutScripts(browser, path));
  return faults;
}

async function withoutScripts(browser: Browser, path: string): Promise<string[]> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`file://${path}`);
  const pictures = page.locator("figure img");
  const seen = await pictures.count() === 2 && await pictures.first().isVisible() &&
    await page.locator("figcaption").first().isVisible();
  const box = await pictures.first().boundingBox();
  await context.close();
  return seen && box!.width > 300 && box!.height > 100 ? [] : ["no static figure without scripts"];
}

async function main(): Promise<void> {
  const pictures = new Pictures(Deno.args[0]);
  const folder = await Deno.makeTempDir({ prefix: "live-" });
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  let failed = 0;
  for (const subject of LIVE_CASES) {
    const faults = await prove(browser, subject, folder, pictures);
    console.log(`${subject.name}: ${faults.join("; ") || "works"}`);
    if (faults.length > 0) failed++;
  }
  await browser.close();
  await Deno.remove(folder, { recursive: true });
  console.log(`${LIVE_CASES.length - failed} passed, ${failed} failed`);
  Deno.exit(failed > 0 ? 1 : 0);
}

await main();
