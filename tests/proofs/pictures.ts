import { join, resolve } from "node:path";
import type { Locator, Page } from "playwright-core";

/** Pictures that a proof takes for the eye: none unless it is given a folder for them. */
export class Pictures {
  readonly #folder: string | undefined;

  /** Creates the folder, if one is given. */
  constructor(folder: string | undefined) {
    this.#folder = folder === undefined ? undefined : resolve(folder);
    if (this.#folder !== undefined) Deno.mkdirSync(this.#folder, { recursive: true });
  }

  /** What is seen of something now. */
  async take(seen: Page | Locator, name: string): Promise<void> {
    if (this.#folder !== undefined) await seen.screenshot({ path: this.#path(`${name}.png`) });
  }

  /** A whole page, also what has to be scrolled to. */
  async takeWhole(page: Page, name: string): Promise<void> {
    if (this.#folder === undefined) return;
    await page.screenshot({ path: this.#path(`${name}.png`), fullPage: true });
  }

  /** A page as it is printed. */
  async print(page: Page, name: string): Promise<void> {
    if (this.#folder === undefined) return;
    await page.pdf({ path: this.#path(`${name}.pdf`), format: "A4", printBackground: true });
  }

  #path(name: string): string {
    return join(this.#folder!, name);
  }
}
