/**
 * The live figures of a page: by keys and by pointer, beside the library; their state in the address.
 *
 * @module
 */
import type { Locator, Page } from "playwright-core";
import { LIVE_MODELS } from "../../lib/figures/live/models.ts";
import type { LiveName } from "../../lib/figures/live/registry.ts";
import { byKeyboard, byPointer, Twin } from "./live_twin.ts";

async function twinOf(figure: Locator): Promise<Twin> {
  const [name, props] = await figure.evaluate((
    element,
  ) => [element.dataset.live!, element.dataset.props!]);
  return new Twin(figure.locator(".card"), {
    model: LIVE_MODELS[name as LiveName],
    props: JSON.parse(props),
  });
}

async function numbers(figure: Locator): Promise<string> {
  return (await figure.locator("dd b, p.words").allTextContents()).join(" | ");
}

/** Every live figure of a page answers to keys and pointer with the library's numbers. */
export async function proveFigures(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const figure of await page.locator("figure[data-live]").all()) {
    await figure.locator(".card").waitFor();
    for (const drive of [byKeyboard, (twin: Twin) => byPointer(page, twin)]) {
      await page.evaluate(() => history.replaceState(null, "", " "));
      await page.goto(page.url().replace(/#.*/, ""));
      await page.reload();
      await figure.locator(".card").waitFor();
      const twin = await twinOf(figure);
      await twin.compare("start");
      await drive(twin);
      faults.push(...twin.faults);
    }
  }
  return faults;
}

/** A moved figure is the same after a reload, after going away and back, and for whoever is given the address. */
async function proveState(page: Page, figure: Locator, home: string): Promise<string[]> {
  const faults: string[] = [];
  const control = figure.locator(".controls input, .controls button").first();
  if (await control.getAttribute("type") === "text") {
    await control.fill("whales");
  } else {
    await control.focus();
    await control.press("ArrowLeft"); // a slider
    await control.press("Space"); // a radio button
  }
  const moved = await numbers(figure);
  await page.waitForTimeout(400); // the address follows when the hand rests
  const address = page.url();
  if (!/#fig-[\w-]+=/.test(address)) return [`the address holds no state: ${address}`];
  const same = async (when: string) => {
    await figure.locator(".card").waitFor();
    const now = await numbers(figure);
    if (now !== moved) faults.push(`${when}: ${now} instead of ${moved}`);
  };
  await page.reload();
  await same("after a reload");
  await page.goto(`${home}/index.html`);
  await page.goBack();
  await same("after going back");
  await page.goForward();
  if (!page.url().endsWith("index.html")) faults.push(`forward leads to ${page.url()}`);
  await page.goto(address);
  await same("for whoever is given the address");
  const id = await figure.getAttribute("id");
  const brokenStates = [
    "[9,9]",
    "%E0%A4",
    '{"__proto__":1}',
    '"<img src=x onerror=alert(1)>"',
    "1e999",
  ];
  for (const broken of [...brokenStates.map((state) => `#${id}=${state}`), "#fig-none=1"]) {
    await page.goto(address.replace(/#.*/, "") + broken);
    await page.reload();
    await figure.locator(".card").waitFor();
  }
  return faults;
}

/** Each live figure of a page keeps its state in the address. */
export async function proveStates(page: Page, home: string): Promise<string[]> {
  const faults: string[] = [];
  const address = page.url().replace(/#.*/, "");
  for (const figure of await page.locator("figure[data-live]").all()) {
    await page.goto(address);
    await page.reload();
    faults.push(...await proveState(page, figure, home));
  }
  return faults;
}
