/**
 * Addresses that lead nowhere: a host shows 404.html there, in whatever folder that is, with the site at its root or below.
 *
 * @module
 */
import { basename, dirname } from "node:path";
import type { Browser, Page } from "playwright-core";
import { serveFolder } from "./site_server.ts";

/** What such a page must do: look like the site, name its notebooks, search, lead home. */
async function works(page: Page, url: string, home: string): Promise<string[]> {
  const faults: string[] = [];
  const status = (await page.goto(url))!.status();
  if (status !== 404) faults.push(`answers ${status}`);
  const theme = page.locator("#site-tools button").last();
  await theme.click(); // light
  await theme.click(); // dark
  const dark = () => {
    const { backgroundColor, margin } = getComputedStyle(document.body);
    return margin === "0px" && Math.max(...backgroundColor.match(/\d+/g)!.map(Number)) < 99;
  };
  await page.waitForFunction(dark).catch(() => void faults.push("does not look like the site"));
  for (const link of await page.locator("main a, .home").all()) {
    const { pathname, href } = new URL(await link.evaluate((a) => (a as HTMLAnchorElement).href));
    const { status } = await fetch(href);
    if (status !== 200 || !href.startsWith(home)) faults.push(`${pathname} leads nowhere either`);
  }
  await page.keyboard.press("Control+k");
  await page.locator("dialog input").fill("label smoothing");
  await page.locator("dialog li a").first().click();
  await page.waitForURL(/#truths-that-are-not-certain$/);
  if (!page.url().startsWith(home)) faults.push(`the search leads to ${page.url()}`);
  await page.goBack();
  await page.locator(".home").click();
  await page.waitForURL(`${home}/index.html`);
  return faults.map((fault) => `${new URL(url).pathname}: ${fault}`);
}

/** The page at the root of a host and in a folder of one, near and deep. */
export async function proveLost(browser: Browser, folder: string): Promise<string[]> {
  const faults: string[] = [];
  const name = basename(folder);
  const hosts = [
    { server: serveFolder(folder), below: "" },
    { server: serveFolder(dirname(folder), `${name}/404.html`), below: `/${name}` },
  ];
  for (const { server, below } of hosts) {
    const home = server.origin + below;
    for (const address of ["/nowhere.html", "/deep/er/nowhere", "/deep/"]) {
      const context = await browser.newContext();
      const page = await context.newPage();
      page.on("pageerror", (error) => void faults.push(`${address}: ${error.message}`));
      faults.push(...await works(page, home + address, home));
      await context.close();
    }
    await server.close();
  }
  return faults;
}
