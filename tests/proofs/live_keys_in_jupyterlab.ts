/**
 * Proof: in JupyterLab 4 every live figure is mounted, and the keys typed into it stay in it.
 *
 * JupyterLab takes single keys for itself when a cell is selected: `a` and `b` add cells, `dd` deletes one, the
 * arrows walk. Opens a trusted notebook with all live figures, moves the first control of each by arrow keys, types
 * such letters, and looks whether the notebook is as it was. At last it types a `b` beside the figures, where
 * JupyterLab must take it: else the proof proves nothing.
 *
 * Usage: deno run -A tests/proofs/live_keys_in_jupyterlab.ts
 * Needs: PYTHON (default python3) with jupyterlab, CHROMIUM (default /usr/bin/chromium).
 *
 * @module
 */
import { join } from "node:path";
import { chromium, type Locator, type Page } from "playwright-core";
import { LIVE_CASES } from "../figures/live/cases.ts";
import { startJupyterLab, trust, writeSettings } from "./jupyterlab_server.ts";

const CHROMIUM = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";

/** A notebook with one cell a figure, its output stored. */
function notebook(): string {
  const cells = LIVE_CASES.map(({ name, html }) => ({
    cell_type: "code",
    id: name,
    metadata: {},
    execution_count: 1,
    source: `// ${name}`,
    outputs: [{
      output_type: "execute_result",
      execution_count: 1,
      metadata: {},
      data: { "text/html": html(), "text/plain": name },
    }],
  }));
  const kernelspec = { name: "deno", display_name: "Deno", language: "typescript" };
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells });
}

/** The notebook as its keys may change it: cells and the one that is selected. */
async function shape(page: Page): Promise<string> {
  return await page.locator(".jp-Cell").evaluateAll((cells) => {
    const selected = cells.findIndex((cell) => cell.classList.contains("jp-mod-active"));
    return `${cells.length} cells, number ${selected + 1} selected`;
  });
}

/** Types into the first control of a figure; says what went wrong. */
async function typeInto(page: Page, card: Locator): Promise<string | undefined> {
  const control = card.locator("input").first();
  await control.scrollIntoViewIfNeeded();
  await control.click();
  const before = await shape(page);
  const status = card.locator("p.words");
  const said = new Set([await status.textContent()]);
  for (const key of ["ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowUp", "PageDown"]) {
    await page.keyboard.press(key);
    said.add(await status.textContent());
  }
  for (const key of ["a", "b", "d", "d", "j", "x", "h"]) await page.keyboard.press(key);
  await page.waitForTimeout(200);
  said.add(await status.textContent());
  const after = await shape(page);
  if (after !== before) return `the notebook had ${before}, then ${after}`;
  return said.size > 1 ? undefined : "the keys moved nothing";
}

async function prove(page: Page, url: string): Promise<string[]> {
  const faults: string[] = [];
  page.on("pageerror", (error) => void faults.push(error.message));
  await page.goto(url, { waitUntil: "domcontentloaded" });
  await page.locator(".jp-CodeCell").nth(LIVE_CASES.length - 1).waitFor({ state: "attached" });
  const dismiss = page.locator(".jp-Dialog button", { hasText: "No Kernel" });
  await dismiss.click({ timeout: 5_000 }).catch(() => {});
  const cards = page.locator(".jp-OutputArea-output .card");
  await cards.nth(LIVE_CASES.length - 1).waitFor({ state: "attached", timeout: 15_000 });
  for (const [k, { name }] of LIVE_CASES.entries()) {
    const fault = await typeInto(page, cards.nth(k));
    console.log(`${name}: ${fault ?? "keys stay"}`);
    if (fault) faults.push(`${name}: ${fault}`);
  }
  await page.locator(".jp-InputPrompt").first().click();
  const before = await shape(page);
  await page.keyboard.press("b");
  await page.waitForTimeout(200);
  if (await shape(page) === before) faults.push("JupyterLab takes no key anywhere");
  return faults;
}

const home = await Deno.makeTempDir({ prefix: "jupyterlab-" });
const folder = join(home, "notebooks");
await Deno.mkdir(folder);
await Deno.writeTextFile(join(folder, "live.ipynb"), notebook());
await writeSettings(home, "JupyterLab Dark");
await trust([join(folder, "live.ipynb")], home);
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
let faults: string[];
{
  await using server = await startJupyterLab(folder, home, 18_880);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  faults = await prove(page, `${server.url}/doc/tree/live.ipynb`);
}
await browser.close();
await Deno.remove(home, { recursive: true }).catch(() => {});
console.log(faults.join("\n") || `${LIVE_CASES.length} passed, 0 failed`);
Deno.exit(faults.length > 0 ? 1 : 0);
