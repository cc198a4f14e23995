import type { Locator, Page } from "playwright-core";
import type { Pictures } from "./pictures.ts";
import type { Verdict } from "./verdict.ts";

/** One cell for each thing to be seen. */
export const CELLS = {
  imports: 'import { softmaxCrossEntropy } from "@surprisal/loss";\nlet kept = 1;',
  nan: "0 / 0",
  failing:
    'Deno.test("C9.9 one is two", () => {\n  if (1 + 0 !== 2) throw new Error("1 is not 2");\n});',
  types: 'const n: number = "abc";',
  matrix: "[[1, 2, 3], [0.1, 0.2, 1 / 3]]",
  waiting: "await new Promise(() => {});",
  gone: "typeof kept",
  documented: "softmaxCrossEntropy",
  completed: "softmaxCross",
} as const;

type Name = keyof typeof CELLS;

/** A notebook of them, as a file holds it. */
export function scratchNotebook(): string {
  const cells = Object.entries(CELLS).map(([id, source]) => ({
    ...{ cell_type: "code", id, metadata: {}, source, outputs: [], execution_count: null },
  }));
  const kernelspec = { name: "deno", display_name: "Deno", language: "typescript" };
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells });
}

/** The notebook of {@linkcode CELLS}, open in a page of JupyterLab. */
export class Scratch {
  constructor(
    readonly page: Page,
    readonly pictures: Pictures,
    readonly verdict: Verdict,
  ) {}

  cell(name: Name): Locator {
    return this.page.locator(".jp-CodeCell").nth(Object.keys(CELLS).indexOf(name));
  }

  async select(name: Name): Promise<void> {
    await this.cell(name).scrollIntoViewIfNeeded();
    await this.cell(name).locator(".cm-content").click();
    await this.page.keyboard.press("Control+End");
  }

  async run(name: Name): Promise<void> {
    await this.select(name);
    await this.page.keyboard.press("Control+Enter");
  }

  /** The text below a cell once it holds the words, or what is there after a while. */
  async below(name: Name, words: string): Promise<string> {
    const area = this.cell(name).locator(".jp-OutputArea");
    await area.filter({ hasText: words }).waitFor({ timeout: 90_000 }).catch(() => {});
    return (await area.textContent() ?? "").trim();
  }

  /** Runs a cell, which is to show the words. */
  async see(what: string, name: Name, words: string): Promise<void> {
    await this.run(name);
    const text = await this.below(name, words);
    this.verdict.expect(what, text.includes(words), text.slice(0, 100));
  }

  async picture(name: string): Promise<void> {
    await this.pictures.take(this.page, name);
  }
}
