/**
 * When a page of the site is first painted, and when its live figures answer, in chromium with the processor slowed down.
 *
 * Pages are taken in turn, round by round, each in a fresh context without cache; the median of the rounds is told. Other
 * pages on this machine may stand beside ours: give their addresses, such as that of a page saved with all it loads.
 *
 * Usage: deno run -A bench/site/paint.ts [--rounds 9] [--slow 4] [--site DIR] [http://127.0.0.1:PORT/page.html ...]
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

const { values, positionals } = parseArgs({
  options: { rounds: { type: "string" }, slow: { type: "string" }, site: { type: "string" } },
  allowPositionals: true,
});
const [rounds, slow] = [Number(values.rounds ?? 9), Number(values.slow ?? 4)];
const folder = values.site ?? await Deno.makeTempDir({ prefix: "site-" });
const { course } = await exportSite({
  folder: `${folder}/site`,
  notebooks: await findNotebooks(["notebooks/"]),
  say() {},
});
const server = serveFolder(`${folder}/site`);
const browser = await startBrowser();
const urls = [
  ...["index.html", ...course.pages.map(({ address }) => address)].map((address) =>
    `${server.origin}/${address}`
  ),
  ...positionals,
];
const loads = new Map<string, Load[]>(urls.map((url) => [url, []]));
await load(browser, urls[0]!, slow); // the browser itself starts
for (let round = 0; round < rounds; round++) {
  for (const url of urls) loads.get(url)!.push(await load(browser, url, slow));
  console.error(`round ${round + 1} of ${rounds}`);
}
await browser.close();
await server.close();
if (values.site === undefined) await Deno.remove(folder, { recursive: true });
console.log(
  `Processor slowed ${slow} times, median of ${rounds} loads, milliseconds from the start of the navigation.\n`,
);
console.log("| page | first paint | figures live | kB sent |\n| --- | ---: | ---: | ---: |");
for (const [url, all] of loads) {
  const live = all.flatMap(({ live }) => live ?? []);
  const name = url.startsWith(server.origin) ? url.slice(server.origin.length + 1) : url;
  console.log(
    `| ${name} | ${median(all.map(({ paint }) => paint)).toFixed(0)} | ${
      live.length > 0 ? median(live).toFixed(0) : ""
    } | ${median(all.map(({ sent }) => sent)).toFixed(0)} |`,
  );
}
