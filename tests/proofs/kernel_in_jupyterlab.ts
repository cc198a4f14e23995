/**
 * Proof: in JupyterLab 4, opened by `task lab`, our kernel runs a notebook of ours, tells faults in red, obeys the
 * interrupt button, restarts, completes and explains.
 *
 * Keeps pictures for the eye, if a folder is named for them.
 *
 * Usage: deno run -A tests/proofs/kernel_in_jupyterlab.ts [PICTURES]
 * Needs: PYTHON (default python3) with jupyterlab, CHROMIUM (default /usr/bin/chromium).
 *
 * @module
 */
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { writeSettings } from "./jupyterlab_server.ts";
import { Pictures } from "./pictures.ts";
import { family, left } from "./processes.ts";
import { CELLS, Scratch, scratchNotebook } from "./scratch_notebook.ts";
import { Verdict } from "./verdict.ts";

const CHROMIUM = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";
const PORT = 18_870;
const NOTEBOOK = "05-five-classes.ipynb";

/** How JupyterLab shows errors. */
const ERROR = ".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr'], " +
  ".jp-RenderedText[data-mime-type='application/vnd.jupyter.error']";

/** JupyterLab as `task lab` starts it. */
async function startLab(folder: string, home: string) {
  const main = new URL("../../lib/notebook/lab/main.ts", import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--frozen", main, folder, "--no-browser", `--port=${PORT}`],
    env: {
      PYTHON: Deno.env.get("PYTHON") ?? "python3",
      JUPYTER_CONFIG_DIR: join(home, "config"),
      JUPYTER_DATA_DIR: join(home, "data"),
      JUPYTER_RUNTIME_DIR: join(home, "runtime"),
      JUPYTERLAB_SETTINGS_DIR: join(home, "settings"),
    },
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let said = "";
  for await (
    const text of child.stdout.pipeThrough(new TextDecoderStream(), { preventCancel: true })
  ) {
    said += text;
    const url = said.match(/JupyterLab: (\S+)/)?.[1];
    if (url) return { child, url: new URL(url) };
  }
  throw new Error(`task lab said no address: ${said}`);
}

const verdict = new Verdict();

async function open(page: Page, url: URL, name: string, cells: number): Promise<void> {
  await page.goto(`${url.origin}/doc/tree/${name}${url.search}`, { waitUntil: "domcontentloaded" });
  await page.locator(".jp-CodeCell").nth(cells - 1).waitFor({ state: "attached", timeout: 60_000 });
  await page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').waitFor({
    state: "attached",
    timeout: 60_000,
  });
}

async function menu(page: Page, bar: string, item: string): Promise<void> {
  await page.locator(".lm-MenuBar-itemLabel", { hasText: bar }).first().click();
  await page.locator(".lm-Menu-itemLabel", { hasText: item }).first().click();
}

/** Runs all of a notebook and waits until its last cell has a number; cells whose source is hidden show none. */
async function runAll(page: Page): Promise<void> {
  await menu(page, "Edit", "Clear Outputs of All Cells");
  const last = page.locator(".jp-CodeCell").last().locator(".jp-InputPrompt");
  await last.filter({ hasNotText: /\d/ }).waitFor();
  await menu(page, "Run", "Run All Cells");
  await last.filter({ hasText: /\[\d+\]/ }).waitFor({ timeout: 300_000 });
}

async function proveNotebook(
  page: Page,
  url: URL,
  folder: string,
  pictures: Pictures,
): Promise<void> {
  const { cells } = JSON.parse(await Deno.readTextFile(join(folder, NOTEBOOK)));
  const code = cells.filter((cell: { cell_type: string }) => cell.cell_type === "code");
  const wanted = (text: string) =>
    code.filter((cell: object) => JSON.stringify(cell).includes(text)).length;
  await open(page, url, NOTEBOOK, code.length);
  await runAll(page);
  await pictures.take(page, "run-all");
  const errors = page.locator(ERROR);
  verdict.expect(
    `all ${code.length} cells of ${NOTEBOOK} run`,
    await errors.count() === 0,
    `${await errors.count()} errors`,
  );
  const figures = await page.locator(".jp-OutputArea-output figure").count();
  verdict.expect("its figures are seen", figures === wanted("<figure"), `${figures}`);
  const reports = await page.locator(".jp-OutputArea-output", { hasText: "✓" }).count();
  verdict.expect("its checks report", reports > 0, `${reports}`);
  await page.locator(".jp-OutputArea-output figure").first().scrollIntoViewIfNeeded();
  await pictures.take(page, "five-classes");
}

async function proveFaults(scratch: Scratch): Promise<void> {
  const { page } = scratch;
  await scratch.run("imports");
  await scratch.see("NaN is shown", "nan", "NaN");
  await scratch.see("a matrix is a table", "matrix", "0.333333");
  await scratch.see("a failing check fails its cell", "failing", "Check failed");
  const red = await scratch.cell("failing").locator(
    ERROR,
  )
    .evaluate((element) => getComputedStyle(element).backgroundColor);
  const [r = 0, g = 0, b = 0] = (red.match(/\d+/g) ?? []).map(Number);
  verdict.expect("in red", r > g && r > b, red);
  await scratch.see("wrong types are told below their cell", "types", "TS2322");
  await scratch.picture("faults");
  await scratch.run("waiting");
  await page.waitForTimeout(700);
  const start = performance.now();
  await page.locator(
    '[data-command="notebook:interrupt-kernel"], [data-jp-item-name="interrupt"] jp-button, [data-jp-item-name="interrupt"] button',
  ).first().click();
  const text = await scratch.below("waiting", "Interrupted");
  const time = `${Math.round(performance.now() - start)} ms`;
  verdict.expect(
    "a cell that waits is interrupted",
    text.includes("Interrupted"),
    `told after ${time}`,
  );
  await scratch.see("the next cell runs, without the variables", "gone", '"undefined"');
  await scratch.picture("interrupted");
}

async function proveRestart(scratch: Scratch): Promise<void> {
  const { page } = scratch;
  await menu(page, "Kernel", "Restart Kernel…");
  await page.locator(".jp-Dialog button.jp-mod-warn, .jp-Dialog .jp-mod-accept").last().click();
  await page.locator(".jp-Dialog").waitFor({ state: "detached" });
  await page.waitForTimeout(3000);
  await scratch.run("imports");
  await scratch.see("after a restart cells run", "gone", '"number"');
}

async function proveLanguage(scratch: Scratch): Promise<void> {
  const { page } = scratch;
  const words = "Softmax cross-entropy of logits";
  await scratch.select("documented");
  await page.keyboard.press("Shift+Tab");
  const tooltip = page.locator(".jp-Tooltip", { hasText: words });
  await tooltip.waitFor({ timeout: 90_000 }).catch(() => {});
  verdict.expect("Shift-Tab shows the documentation", await tooltip.count() === 1);
  await scratch.picture("tooltip");
  await page.keyboard.press("Escape");
  await scratch.select("completed");
  await page.keyboard.press("Backspace"); // so that there is more than one
  for (let i = 0; i < 5; i++) await page.keyboard.press("Backspace");
  await page.keyboard.press("Tab");
  const completer = page.locator(".jp-Completer-item", { hasText: "softmaxCrossEntropy" });
  await completer.first().waitFor({ timeout: 90_000 }).catch(() => {});
  const line = await scratch.cell("completed").locator(".cm-content").textContent();
  const completed = await completer.count() > 0 || line === "softmaxCrossEntropy";
  verdict.expect("Tab completes", completed, line ?? "");
  await scratch.picture("completion");
}

async function main(): Promise<void> {
  const pictures = new Pictures(Deno.args[0]);
  const home = await Deno.makeTempDir({ prefix: "jupyterlab-" });
  const project = join(home, "project");
  for (const part of ["lib", "types", "notebooks"]) await copyFolder(part, join(project, part));
  for (const file of ["deno.json", "deno.lock"]) await Deno.copyFile(file, join(project, file));
  const folder = join(project, "notebooks");
  await Deno.writeTextFile(join(folder, "scratch.ipynb"), scratchNotebook());
  await writeSettings(home, "JupyterLab Light");
  const { child, url } = await startLab(folder, home);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(120_000); // machines differ
    await proveNotebook(page, url, folder, pictures);
    await open(page, url, "scratch.ipynb", Object.keys(CELLS).length);
    const scratch = new Scratch(page, pictures, verdict);
    await proveFaults(scratch);
    await proveRestart(scratch);
    await proveLanguage(scratch);
    await page.keyboard.press("Control+s");
    await page.waitForTimeout(1000);
    const saved = JSON.parse(await Deno.readTextFile(join(folder, "scratch.ipynb")));
    verdict.expect(
      "saved, it is a notebook of Deno's kernel still",
      saved.metadata.kernelspec.name === "deno",
      JSON.stringify(saved.metadata.kernelspec),
    );
    const members = await family(child.pid);
    child.kill("SIGKILL"); // task lab itself: it can tell nobody
    await child.status;
    const stays = await left(members);
    const what = `nothing stays of ${members.size} processes, task lab killed`;
    verdict.expect(what, stays.length === 0, stays.join("; "));
  } finally {
    await browser.close();
    try {
      child.kill("SIGTERM");
    } catch { /* it has ended, as it should */ }
    await child.status;
    await Deno.remove(home, { recursive: true }).catch(() => {});
  }
  verdict.end("everything seen");
}

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(join(from, name), join(to, name));
    else await Deno.copyFile(join(from, name), join(to, name));
  }
}

await main();
