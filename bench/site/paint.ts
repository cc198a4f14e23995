/**
 * When a page of the site is first painted, and when its live figures answer, in chromium with the processor slowed down.
 *
 * Pages are taken in turn, round by round, each in a fresh context without cache, from a server that compresses; the median
 * of the rounds is told. Pages of another make may stand beside ours: folders that hold an index.html and all that it loads.
 *
 * Usage: deno run -A bench/site/paint.ts [--rounds 9] [--slow 4] [--write] [FOLDER ...]
 * --write puts the table into README.md beside this file.
 * Needs: CHROMIUM (default /usr/bin/chromium).
 *
 * @module
 */
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { findNotebooks } from "../../lib/notebook/find_notebooks.ts";
import { exportSite } from "../../lib/notebook/site/export_site.ts";
import { serveFolder, startBrowser } from "../../tests/proofs/site_server.ts";

/** Times of one load in milliseconds; `live` is missing where nothing comes alive. */
interface Load {
  readonly paint: number;
  readonly live: number | undefined;
  /** Kilobytes that were sent. */
  readonly sent: number;
}

/** Notes when the last live figure has come alive; on a page of another make, when the last drawing was put in. */
function watch(): void {
  const note = () => Object.assign(globalThis, { benchLive: performance.now() });
  new MutationObserver((changes) => {
    const all = document.querySelectorAll("figure[data-live]").length;
    if (all > 0) {
      if (document.querySelectorAll("figure.alive").length < all) return;
      if (changes.some(({ type }) => type === "attributes")) note();
    } else if (
      document.readyState !== "loading" &&
      changes.some(({ addedNodes }) =>
        [...addedNodes].some((node) =>
          node instanceof Element && (node.matches("svg, svg *") || node.querySelector("svg"))
        )
      )
    ) note();
  }).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["class"],
  });
}

async function load(browser: Browser, url: string, slow: number): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slow });
  let sent = 0;
  await session.send("Network.enable");
  session.on(
    "Network.loadingFinished",
    ({ encodedDataLength }) => void (sent += encodedDataLength),
  );
  await page.addInitScript(watch);
  await page.goto(url, { waitUntil: "load" });
  await page.waitForTimeout(500 * slow);
  const [paint, live] = await page.evaluate(() => [
    performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
    (globalThis as unknown as { benchLive?: number }).benchLive,
  ]);
  await context.close();
  return { paint: paint!, live, sent: sent / 1000 };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** The table, as Markdown. */
function table(
  loads: ReadonlyMap<string, readonly Load[]>,
  { rounds, slow, version }: { rounds: number; slow: number; version: string },
): string {
  const lines = [...loads].map(([name, all]) => {
    const live = all.flatMap(({ live }) => live ?? []);
    const cells = [
      median(all.map(({ paint }) => paint)).toFixed(0),
      live.length > 0 ? median(live).toFixed(0) : "",
      median(all.map(({ sent }) => sent)).toFixed(0),
    ];
    return `| ${name} | ${cells.join(" | ")} |`;
  });
  return `Processor slowed ${slow} times, median of ${rounds} loads, milliseconds from the start of the\n` +
    `navigation; ${navigator.hardwareConcurrency} cores, Chromium ${version}.\n\n` +
    "| page | first paint | figures live | kB sent |\n| --- | ---: | ---: | ---: |\n" +
    lines.join("\n") + "\n";
}

/** Puts the table into the page beside this file. */
async function write(measured: string): Promise<void> {
  const page = new URL("README.md", import.meta.url);
  const [before, , after] = (await Deno.readTextFile(page)).split(/^<!-- \/?measured -->\n/m);
  await Deno.writeTextFile(
    page,
    `${before}<!-- measured -->\n\n${measured}\n<!-- /measured -->\n${after}`,
  );
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", page.pathname] }).output();
}

const { values, positionals } = parseArgs({
  options: { rounds: { type: "string" }, slow: { type: "string" }, write: { type: "boolean" } },
  allowPositionals: true,
});
const [rounds, slow] = [Number(values.rounds ?? 9), Number(values.slow ?? 4)];
const folder = await Deno.makeTempDir({ prefix: "site-" });
const { course } = await exportSite({
  folder: `${folder}/site`,
  notebooks: await findNotebooks(["notebooks/"]),
  say() {},
});
const own = serveFolder(`${folder}/site`);
const others = positionals.map((path) => ({ name: path.split("/").at(-1)!, ...serveFolder(path) }));
const pages = new Map([
  ...["index.html", ...course.pages.map(({ address }) => address)].map((address) =>
    [address, `${own.origin}/${address}`] as const
  ),
  ...others.map(({ name, origin }) => [name, `${origin}/index.html`] as const),
]);
const browser = await startBrowser();
const loads = new Map<string, Load[]>([...pages.keys()].map((name) => [name, []]));
await load(browser, `${own.origin}/index.html`, slow); // the browser itself starts
for (let round = 0; round < rounds; round++) {
  for (const [name, url] of pages) loads.get(name)!.push(await load(browser, url, slow));
  console.error(`round ${round + 1} of ${rounds}`);
}
const version = browser.version();
await browser.close();
await Promise.all([own, ...others].map((server) => server.close()));
await Deno.remove(folder, { recursive: true });
const measured = table(loads, { rounds, slow, version });
console.log(measured);
if (values.write) await write(measured);
