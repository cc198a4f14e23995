/**
 * Proof: what `nb clean` wrote is in normal form still when JupyterLab has saved it.
 *
 * Opens copies of our notebooks in JupyterLab, adds a cell and deletes it, so that there is something
 * to save, saves by Ctrl-S, and asks `nb clean --check`; tells what JupyterLab changed at all.
 *
 * Usage: deno run -A tests/proofs/clean_in_jupyterlab.ts
 * Needs: PYTHON (default python3) with jupyterlab, CHROMIUM (default /usr/bin/chromium).
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "playwright-core";
import { startJupyterLab, writeSettings } from "./jupyterlab_server.ts";

const CHROMIUM = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";
const ROOT = fileURLToPath(import.meta.resolve("../../"));
const NAMES = ["01-surprise-bits-and-nats", "05-five-classes", "10-training"];
const PORT = 9155;

/** Adds a cell below the first, deletes it, and saves. */
async function saveInLab(page: Page, url: string, path: string): Promise<void> {
  await page.goto(url, { waitUntil: "domcontentloaded" });
  await page.locator(".jp-CodeCell").first().waitFor({ state: "attached", timeout: 60_000 });
  await page.locator(".jp-Dialog button", { hasText: "No Kernel" }).click({ timeout: 20_000 })
    .catch(() => {});
  const count = await page.locator(".jp-Cell").count();
  await page.locator(".jp-Cell .jp-InputPrompt, .jp-MarkdownCell").first().click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("b");
  await page.waitForFunction((n) => document.querySelectorAll(".jp-Cell").length === n, count + 1);
  await page.keyboard.press("d");
  await page.keyboard.press("d");
  await page.waitForFunction((n) => document.querySelectorAll(".jp-Cell").length === n, count);
  const before = (await Deno.stat(path)).mtime!.getTime();
  await page.keyboard.press("Control+s");
  for (let trial = 0; trial < 100; trial++) {
    const saved = (await Deno.stat(path)).mtime!.getTime() > before;
    if (saved && (await Deno.readTextFile(path)).trimEnd().endsWith("}")) return; // whole by now
    await page.waitForTimeout(100);
  }
  throw new Error(`Cannot prove as JupyterLab must save ${path}: it did not`);
}

const home = await Deno.makeTempDir();
const folder = join(home, "notebooks");
await Deno.mkdir(folder);
const paths = NAMES.map((name) => join(folder, `${name}.ipynb`));
for (const [i, path] of paths.entries()) {
  await Deno.copyFile(`${ROOT}notebooks/${NAMES[i]}.ipynb`, path);
}
await Deno.copyFile(`${ROOT}deno.json`, join(folder, "deno.json")); // how cells are formatted
const written = await Promise.all(paths.map((path) => Deno.readTextFile(path)));
await writeSettings(home, "JupyterLab Light");
let code = 1;
{
  await using lab = await startJupyterLab(folder, home, PORT);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    for (const [i, path] of paths.entries()) {
      const page = await browser.newPage();
      const url = `${lab.url}/lab/workspaces/save${i}/tree/${NAMES[i]}.ipynb`;
      await saveInLab(page, url, path);
      await page.close();
      const now = await Deno.readTextFile(path);
      const [before, after] = [written[i]!, now].map((text) => text.split("\n"));
      const at = after!.findIndex((line, k) => line !== before![k]);
      const what = now === written[i] ? "not a byte changed" : `changed from line ${at + 1} on:`;
      console.log(`${NAMES[i]}: saved by JupyterLab, ${what}`);
      if (now !== written[i]) console.log(`    ${before![at]}\n    ${after![at]}`);
    }
  } finally {
    await browser.close();
  }
  const check = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--frozen", `${ROOT}lib/notebook/cli.ts`, "clean", "--check", folder],
  }).output();
  console.log(new TextDecoder().decode(check.stdout).replaceAll(`${folder}/`, "").trimEnd());
  code = check.code;
}
await Deno.remove(home, { recursive: true });
Deno.exit(code);
