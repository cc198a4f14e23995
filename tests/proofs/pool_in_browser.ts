/**
 * Proof: a pool runs in a page, bundled, with shared memory (a page that is cross-origin isolated) and
 * without: the answers are those of Deno to the last bit, a call is cancelled, and no thread is left.
 *
 * Usage: deno run -A tests/proofs/pool_in_browser.ts
 * Needs: CHROMIUM (default /usr/bin/chromium).
 *
 * @module
 */
import type { Browser } from "playwright-core";
import { poolAnswers } from "./pool_program.ts";
import { startBrowser } from "./site_server.ts";

const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

const place = (path: string) => new URL(path, import.meta.url).pathname;

async function bundle(entry: string): Promise<string> {
  const args = ["bundle", "--quiet", "--platform", "browser", place(entry)];
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

const FILES: Record<string, readonly [type: string, text: string]> = {
  "/": [
    "text/html",
    `<!doctype html><title>pool</title><script type="module" src="page.js"></script>`,
  ],
  "/page.js": ["text/javascript", await bundle("pool_page.ts")],
  "/worker.js": ["text/javascript", await bundle("../../lib/parallel/worker.ts")],
  "/favicon.ico": ["image/x-icon", ""],
};

function serve(headers: Record<string, string>) {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const [type, text] = FILES[new URL(request.url).pathname] ?? ["text/plain", "not there"];
    return new Response(text, { headers: { "content-type": type, ...headers } });
  });
}

/** What a page with these headers answers, and what is wrong with it besides. */
async function inPage(browser: Browser, headers: Record<string, string>) {
  const server = serve(headers);
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on("pageerror", ({ message }) => void faults.push(message));
  await page.goto(`http://127.0.0.1:${server.addr.port}/`);
  await page.waitForFunction(() => "poolAnswers" in globalThis);
  const isolated = await page.evaluate(() => crossOriginIsolated);
  const answers = await page.evaluate(() => {
    const { poolAnswers } = globalThis as unknown as {
      poolAnswers: (module: URL) => Promise<string[]>;
    };
    return poolAnswers(new URL("worker.js", location.href));
  });
  for (let n = 0; n < 50 && page.workers().length > 0; n++) await page.waitForTimeout(100);
  if (page.workers().length > 0) faults.push(`${page.workers().length} threads are left`);
  if (isolated !== (headers === ISOLATED)) faults.push(`isolated: ${isolated}`);
  await page.close();
  await server.shutdown();
  return { answers, faults };
}

const expected = await poolAnswers();
if (!expected.includes("cancelled: enough")) throw new Error(`in Deno: ${expected.join(", ")}`);
const browser = await startBrowser();
let failed = false;
try {
  for (const headers of [ISOLATED, {}]) {
    const name = headers === ISOLATED ? "with shared memory" : "without shared memory";
    const { answers, faults } = await inPage(browser, headers);
    expected.forEach((wanted, k) => {
      if (answers[k] !== wanted) faults.push(`${answers[k]}, in Deno ${wanted}`);
    });
    for (const fault of faults) console.error(`a page ${name}: ${fault}`);
    if (faults.length === 0) console.log(`a page ${name}: the pool answers as in Deno`);
    failed ||= faults.length > 0;
  }
} finally {
  await browser.close();
}
if (failed) Deno.exit(1);
