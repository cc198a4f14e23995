/**
 * Proof: every figure of the executed notebooks is seen in JupyterLab 4, trusted and untrusted, light and dark.
 *
 * Opens each notebook of a folder in a real JupyterLab in a real browser, looks for every figure and for every
 * test report, and keeps a picture of each figure for the eye, if a folder is named for them.
 *
 * Usage: deno run -A tests/proofs/jupyterlab_figures.ts FOLDER [PICTURES]
 * Needs: PYTHON (default python3) with jupyterlab, CHROMIUM (default /usr/bin/chromium).
 *
 * @module
 */
import { join, resolve } from "node:path";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { Pictures } from "./pictures.ts";
import { startJupyterLab, trust, writeSettings } from "./jupyterlab_server.ts";

const CHROMIUM = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";
const THEMES = ["JupyterLab Light", "JupyterLab Dark"] as const;

/** What a notebook's file says that a reader must see. */
interface Expected {
  readonly figures: string[];
  readonly codeCells: number;
}

// deno-lint-ignore no-explicit-any -- a notebook as JSON; its shape is checked elsewhere
function expectedIn(notebook: any): Expected {
  const cells = notebook.cells.filter((cell: { cell_type: string }) => cell.cell_type === "code");
  const html = cells.flatMap((cell: { outputs: { data?: Record<string, string | string[]> }[] }) =>
    cell.outputs.flatMap(({ data }) =>
      data?.["text/html"] ? [[data["text/html"]].flat().join("")] : []
    )
  );
  return {
    figures: html.filter((text: string) => text.includes("<figure")),
    codeCells: cells.length,
  };
}

/**
 * Checks one figure in the page: the picture is loaded and has its alternative text, or, for a live figure where scripts
 * run, there is a control to move it; and its caption is legible.
 */
async function faultOf(figure: Locator, trusted: boolean): Promise<string | undefined> {
  return await figure.evaluate((element, trusted) => {
    const image = element.querySelector("img");
    const caption = element.querySelector("figcaption");
    if (trusted && !image) {
      const live = [...element.querySelectorAll("div")].find((part) => part.shadowRoot)?.shadowRoot;
      return live?.querySelector("input, button") ? undefined : "live figure without a control";
    }
    if (!image || !image.complete || image.naturalWidth === 0) return "no picture";
    if (!image.alt) return "no alternative text";
    if (image.getBoundingClientRect().width < 300) return "picture narrower than 300 pixels";
    if (!caption?.textContent) return "no caption";
    const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
    const light = (color: string) => {
      const [r = 0, g = 0, b = 0] = channels(color).map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    let ground: Element | null = caption;
    while (ground && (channels(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0) {
      ground = ground.parentElement;
    }
    const pair = [
      light(getComputedStyle(caption).color),
      light(ground ? getComputedStyle(ground).backgroundColor : "rgb(255,255,255)"),
    ];
    const contrast = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    return contrast < 4.5 ? `caption contrast ${contrast.toFixed(2)}` : undefined;
  }, trusted);
}

async function lookAt(
  page: Page,
  url: string,
  expected: Expected,
  trusted: boolean,
  picture: (figure: Locator, k: number) => Promise<void>,
): Promise<string[]> {
  await page.goto(url, { waitUntil: "domcontentloaded" });
  await page.locator(".jp-CodeCell").nth(expected.codeCells - 1).waitFor({
    state: "attached",
    timeout: 60_000,
  });
  // without Deno's kernel installed JupyterLab asks for one, over the page
  const dismiss = page.locator(".jp-Dialog button", { hasText: "No Kernel" });
  await dismiss.click({ timeout: 5_000 }).catch(() => {});
  await page.locator(".jp-Dialog").waitFor({ state: "detached", timeout: 10_000 });
  const figures = page.locator(".jp-OutputArea-output figure");
  const deadline = Date.now() + 15_000;
  while (await figures.count() < expected.figures.length && Date.now() < deadline) {
    await page.waitForTimeout(100);
  }
  const faults: string[] = [];
  if (await figures.count() !== expected.figures.length) {
    faults.push(`${await figures.count()} of ${expected.figures.length} figures shown`);
  }
  for (let k = 0; k < await figures.count(); k++) {
    await figures.nth(k).scrollIntoViewIfNeeded();
    const fault = await faultOf(figures.nth(k), trusted);
    if (fault) faults.push(`figure ${k + 1}: ${fault}`);
    await picture(figures.nth(k), k + 1);
  }
  const shownErrors = await page.locator(
    ".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr'], .jp-mod-error",
  ).count();
  if (shownErrors > 0) faults.push(`${shownErrors} outputs show an error`);
  return faults;
}

async function proveTheme(
  browser: Browser,
  source: string,
  pictures: Pictures,
  theme: string,
  port: number,
): Promise<[number, number]> {
  let passed = 0;
  let failed = 0;
  for (const trusted of [false, true]) {
    const home = await Deno.makeTempDir({ prefix: "jupyterlab-" });
    const folder = join(home, "notebooks");
    await Deno.mkdir(folder);
    const names = [...Deno.readDirSync(source)].map(({ name }) => name).filter((name) =>
      name.endsWith(".ipynb")
    ).sort();
    for (const name of names) await Deno.copyFile(join(source, name), join(folder, name));
    await writeSettings(home, theme);
    if (trusted) await trust(names.map((name) => join(folder, name)), home);
    await using server = await startJupyterLab(folder, home, port + (trusted ? 1 : 0));
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    for (const name of names) {
      const way = `${trusted ? "trusted" : "untrusted"}-${theme.split(" ")[1]!.toLowerCase()}`;
      const stem = name.replace(/\.ipynb$/, "");
      const expected = expectedIn(JSON.parse(await Deno.readTextFile(join(folder, name))));
      const faults = await lookAt(
        page,
        `${server.url}/doc/tree/${name}`,
        expected,
        trusted,
        (figure, k) => pictures.take(figure, `${stem}-${k}-${way}`),
      );
      await pictures.take(page, `${stem}-page-${way}`);
      console.log(
        `${way} ${name}: ${expected.figures.length} figures, ${faults.join("; ") || "all seen"}`,
      );
      if (faults.length) failed++;
      else passed++;
    }
    await page.close();
    await Deno.remove(home, { recursive: true }).catch(() => {});
  }
  return [passed, failed];
}

async function main(): Promise<void> {
  const [source] = Deno.args;
  if (!source) {
    console.error("Usage: deno run -A tests/proofs/jupyterlab_figures.ts FOLDER [PICTURES]");
    Deno.exit(2);
  }
  const pictures = new Pictures(Deno.args[1]);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  // side by side: most of the time is waiting for JupyterLab
  const results = await Promise.all(
    THEMES.map((theme, i) => proveTheme(browser, resolve(source), pictures, theme, 18_890 + 2 * i)),
  );
  await browser.close();
  const [passed, failed] = results.reduce(([p, f], [a, b]) => [p + a, f + b], [0, 0]);
  console.log(`${passed} passed, ${failed} failed`);
  Deno.exit(failed > 0 || passed === 0 ? 1 : 0);
}

await main();
