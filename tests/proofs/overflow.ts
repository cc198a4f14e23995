import type { Page } from "playwright-core";

/**
 * By how many pixels a page is wider than its window, once it has come to rest: figures are drawn anew
 * some time after their room changes, so a page that is too wide gets five seconds to fit.
 */
export async function overflow(page: Page): Promise<number> {
  await page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth, null, {
    timeout: 5000,
  }).catch(() => {});
  return await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
