/**
 * A site as a server on this machine and as files, and a page that hears of everything that should not be.
 *
 * @module
 */
import { extname, join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
};

/** A file, compressed. */
async function answerWith(file: string, status: number): Promise<Response> {
  const type = TYPES[extname(file)] ?? "application/octet-stream";
  const body = (await Deno.open(file)).readable.pipeThrough(new CompressionStream("gzip"));
  const headers = { "content-type": type, "content-encoding": "gzip" };
  return new Response(body, { status, headers });
}

/**
 * Serves a folder on a free port of this machine, as hosts of static pages do.
 *
 * @param lost What is shown where nothing is.
 */
export function serveFolder(
  folder: string,
  lost = "404.html",
): { origin: string; close(): Promise<void> } {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const path = decodeURIComponent(new URL(request.url).pathname);
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    return await answerWith(file, 200).catch(() => answerWith(join(folder, lost), 404));
  });
  return { origin: `http://127.0.0.1:${server.addr.port}`, close: () => server.shutdown() };
}

/** Starts chromium, without a word to anybody. */
export async function startBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

/** A page that collects what must not happen: console messages of trouble, errors, requests to elsewhere, dialogs. */
export async function watchedPage(
  browser: Browser,
  home: string,
  faults: string[],
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 1000 },
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => void faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("requestfailed", (request) => void faults.push(`failed: ${request.url().slice(0, 100)}`));
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(home) && !/^(?:data:|blob:null\/|blob:http:\/\/127\.0\.0\.1)/.test(url)) {
      faults.push(`request to elsewhere: ${url.slice(0, 100)}`);
    }
  });
  return page;
}
