/**
 * Proof: the site of the notebooks works in a real browser, from a server and from a folder.
 *
 * For every page: no error is logged, nothing is asked from elsewhere, axe-core finds nothing, light and dark; every figure
 * says what it shows; nothing is wider than 320 pixels; without scripts all is there; a screen reader is told all that the
 * eye is, and no more than that. Live figures show the library's
 * numbers, by keys and by pointer; their state survives reload, back and a shared address. Exercises judge right and wrong
 * answers; an answer that never ends is ended, and reaches nothing. A hostile notebook runs nothing. Pages weigh what they
 * may. Two builds give the same bytes. Pictures and prints are kept for the eye, if a folder is named for them.
 *
 * Usage: deno run -A tests/proofs/site.ts [PICTURES]
 * Needs: CHROMIUM (default /usr/bin/chromium).
 *
 * @module
 */
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { findNotebooks } from "../../lib/notebook/find_notebooks.ts";
import { buildSite, type ExportedSite, exportSite } from "../../lib/notebook/site/export_site.ts";
import { serializeNotebook } from "../../lib/notebook/nbformat.ts";
import { hostileNotebook } from "../notebook/site/hostile.ts";
import { answer, proveConfinement, proveExercises, proveNoNetwork } from "./site_exercises.ts";
import { proveFigures, proveStates } from "./site_figures.ts";
import { proveCriteria } from "./site_criteria.ts";
import { Pictures } from "./pictures.ts";
import { proveLost } from "./site_lost.ts";
import { proveHeard } from "./site_heard.ts";
import { axeFaults, provePage } from "./site_pages.ts";
import { serveFolder, startBrowser, watchedPage } from "./site_server.ts";

/** Bytes, compressed, that a page may weigh before its figures come alive, and with them. */
const [STILL, ALIVE] = [150_000, 400_000];

const start = performance.now();
let failed = 0;
let passed = 0;

function tell(name: string, faults: readonly string[]): void {
  const seconds = Math.round((performance.now() - start) / 1000);
  const said = faults.length === 0 ? "holds" : `\n  ${faults.slice(0, 12).join("\n  ")}`;
  console.log(`${String(seconds).padStart(4)} s  ${name}: ${said}`);
  if (faults.length === 0) passed++;
  else failed++;
}

const NOTEBOOKS = pathToFileURL(resolve("notebooks") + "/");
const silent = { say() {} };

async function compressed(...parts: readonly (string | Uint8Array)[]): Promise<number> {
  const sizes = parts.map(async (part) => {
    const stream = new Blob([part as BlobPart]).stream().pipeThrough(new CompressionStream("gzip"));
    return (await new Response(stream).arrayBuffer()).byteLength;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** What a page loads, as a server sends it compressed. */
async function weigh({ files, course }: ExportedSite): Promise<void> {
  const faults: string[] = [];
  const asset = (name: string) => files.get(`assets/${name}`)!;
  let [still, alive] = [0, 0];
  for (const address of ["index.html", ...course.pages.map((page) => page.address)]) {
    const first = await compressed(
      files.get(address)!,
      ...["site.css", "dark.css", "theme.js", "site.js"].map(asset),
    );
    const all = first + await compressed(asset("live.js"), asset("exercise.js"));
    [still, alive] = [Math.max(still, first), Math.max(alive, all)];
    if (first > STILL || all > ALIVE) faults.push(`${address}: ${first}, with figures ${all}`);
  }
  if (/AGFzbQ/.test(String(asset("live.js")))) {
    faults.push("live.js carries WebAssembly that figures do not need");
  }
  tell(
    `weight, compressed: at most ${still} bytes before figures come alive, ${alive} with`,
    faults,
  );
}

/** Does the same with every item, two at a time. */
async function twoAtATime<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const one = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all([one(), one()]);
}

/** The same notebooks, the same bytes. */
function sameBytes({ files }: ExportedSite, again: ExportedSite): void {
  const faults = [...files].filter(([address, content]) =>
    String(again.files.get(address)) !== String(content)
  )
    .map(([address]) => address);
  tell("two builds, byte for byte", [
    ...faults,
    ...(files.size === again.files.size ? [] : ["not the same files"]),
  ]);
}

async function provePages(
  browser: Browser,
  site: ExportedSite,
  origin: string,
  pictures: Pictures,
): Promise<void> {
  const pages = [
    "index.html",
    "404.html",
    ...[...site.course.pages, ...site.course.extras].map(({ address }) => address),
  ];
  await twoAtATime(pages, async (address) => {
    const url = `${origin}/${address}`;
    tell(address, await provePage(browser, url, origin, pictures));
    tell(`${address}, by WCAG beyond axe-core`, await proveCriteria(browser, url, origin));
    tell(`${address}, as it is heard`, await proveHeard(browser, url, origin));
  });
}

async function proveWorkings(browser: Browser, site: ExportedSite, origin: string): Promise<void> {
  await twoAtATime(site.course.pages, async ({ address, live, exercises }) => {
    const faults: string[] = [];
    const page = await watchedPage(browser, origin, faults);
    await page.goto(`${origin}/${address}`);
    if (live.length > 0) {
      faults.push(...await proveFigures(page), ...await proveStates(page, origin));
      tell(`${address}: ${live.join(", ")}`, faults.splice(0));
    }
    if (exercises.length > 0) {
      await page.goto(`${origin}/${address}`);
      faults.push(...await proveExercises(page, NOTEBOOKS, address.match(/^\d+/)![0]));
      faults.push(...await axeFaults(page, "after exercises"));
      tell(`${address}: ${exercises.length} exercises`, faults.splice(0));
    }
    await page.context().close();
  });
}

async function proveSafety(browser: Browser, address: string): Promise<void> {
  const faults: string[] = [];
  const home = address.replace(/\/[^/]*$/, "");
  const page = await watchedPage(browser, home, faults);
  await page.goto(address);
  faults.push(...await proveConfinement(page));
  await page.context().close();
  const noise: string[] = []; // the browser tells what its policy denied
  const other = await watchedPage(browser, home, noise);
  await other.goto(address);
  faults.push(...await proveNoNetwork(other));
  await other.context().close();
  tell("answers are confined", faults);
}

/** The same pages without a server. */
async function proveFolder(browser: Browser, site: ExportedSite, folder: string): Promise<void> {
  const home = pathToFileURL(folder).href;
  for (const { address, live, exercises } of site.course.pages) {
    const faults: string[] = [];
    const page = await watchedPage(browser, home, faults);
    await page.goto(`${home}/${address}`);
    if (live.length > 0) {
      await page.locator("figure[data-live] .card").first().waitFor();
      await page.locator(".card input, .card button").first().focus();
      await page.keyboard.press("ArrowRight");
    }
    if (exercises.length > 0) {
      const said = await answer(page.locator("section.exercise").first(), "console.log(6 * 7)");
      if (said.join() !== "42") faults.push(`an exercise says ${said}`);
    }
    await page.keyboard.press("Control+k");
    await page.locator("dialog input").fill("brier score");
    await page.locator("dialog li a").first().click();
    await page.waitForLoadState();
    if (!page.url().startsWith(home)) faults.push(`the search leads to ${page.url()}`);
    tell(`${address}, from the folder`, faults);
    await page.context().close();
  }
}

/** A notebook that attacks the page: nothing runs, nothing is asked. */
async function proveHostile(browser: Browser, folder: string): Promise<void> {
  const faults: string[] = [];
  await Deno.mkdir(join(folder, "in"), { recursive: true });
  const path = join(folder, "in", "hostile.ipynb");
  await Deno.writeTextFile(path, serializeNotebook(hostileNotebook()));
  const out = join(folder, "out");
  await exportSite({ folder: out, notebooks: await findNotebooks([path]), ...silent });
  const home = pathToFileURL(out).href;
  for (const address of ["index.html", "hostile.html"]) {
    const page = await watchedPage(browser, home, faults);
    await page.goto(`${home}/${address}`);
    await page.waitForTimeout(500);
    for (const link of await page.locator("main a").all()) {
      const href = (await link.getAttribute("href")) ?? "";
      if (!/^(?:#|https?:|mailto:|[\w-]+\.html)/.test(href)) faults.push(`a link to ${href}`);
    }
    await page.context().close();
  }
  tell("a hostile notebook", faults);
}

async function main(): Promise<void> {
  const pictures = new Pictures(Deno.args[0]);
  const work = await Deno.makeTempDir({ prefix: "site-" });
  const folder = join(work, "site");
  const notebooks = await findNotebooks(["notebooks/"]);
  const site = await exportSite({ folder, notebooks, ...silent });
  sameBytes(site, await buildSite({ folder, notebooks, ...silent }));
  await weigh(site);
  const server = serveFolder(folder);
  const browser = await startBrowser();
  try {
    await provePages(browser, site, server.origin, pictures);
    await proveWorkings(browser, site, server.origin);
    tell("addresses that lead nowhere", await proveLost(browser, folder));
    // mostly waiting: an answer that never ends is given its time
    await Promise.all([
      proveSafety(browser, `${server.origin}/${site.course.pages[2]!.address}`),
      proveFolder(browser, site, folder).then(() => proveHostile(browser, join(work, "hostile"))),
    ]);
  } finally {
    await browser.close();
    await server.close();
    await Deno.remove(work, { recursive: true });
  }
  console.log(`${passed} passed, ${failed} failed`);
  Deno.exit(failed > 0 ? 1 : 0);
}

await main();
