import { join } from "node:path";
import { codeOfSourceMap, type SourcePlace } from "./source_map.ts";
import { runDeno } from "./run_deno.ts";
import { makeScratchFolder, removeScratch } from "./scratch_file.ts";

/** What the kernel puts before the first line of a cell. */
const BEFORE = '"use strict"; void 0;'.length;

/** A cell that was executed. */
export interface ExecutedCell {
  /** Its number among the code cells, from 1. */
  readonly number: number;
  /** Its source, as written. */
  readonly source: string;
}

/** How a place of a cell is called in a stack. */
const FRAME = /<anonymous>:(\d+):(\d+)/g;

/**
 * Finds the places of a stack in the cells as they were written. The kernel tells those of the
 * JavaScript that it made of a cell, and of every cell the same name; so each cell is translated
 * once more by the same Deno, with a source map. The newest cell in which a place is the beginning
 * of something is taken for the one that is meant.
 */
export class CellLines {
  readonly #maps = new Map<string, Promise<ReadonlyMap<string, SourcePlace>>>();

  /** The stack with `cellN:line:column` for every place that is known. */
  async translate(stack: readonly string[], executed: readonly ExecutedCell[]): Promise<string[]> {
    const told: string[] = [];
    for (const line of stack) told.push(await this.#translateLine(line, executed));
    return told;
  }

  async #translateLine(text: string, executed: readonly ExecutedCell[]): Promise<string> {
    let result = text;
    for (const [frame, line, column] of text.matchAll(FRAME)) {
      const place = await this.#find(Number(line), Number(column), executed);
      if (place) result = result.replace(frame, place);
    }
    return result;
  }

  async #find(
    line: number,
    column: number,
    executed: readonly ExecutedCell[],
  ): Promise<string | undefined> {
    for (const { number, source } of executed.toReversed()) {
      const map = await this.#mapOf(source);
      const at = map.get(`${line}:${line === 1 ? column - BEFORE : column}`);
      if (at) return `cell${number}:${at.line}:${at.column}`;
    }
    return undefined;
  }

  #mapOf(source: string): Promise<ReadonlyMap<string, SourcePlace>> {
    const known = this.#maps.get(source) ?? translation(source);
    this.#maps.set(source, known);
    return known;
  }
}

/** Where the pieces of the JavaScript of a cell come from; as in a kernel, it may be JSX. */
async function translation(source: string): Promise<ReadonlyMap<string, SourcePlace>> {
  const folder = await makeScratchFolder();
  try {
    for (const input of ["cell.ts", "cell.tsx"].map((name) => join(folder, name))) {
      const output = join(folder, "cell.js");
      await Deno.writeTextFile(input, source);
      const flags = ["--no-check", "--no-config", "--quiet", "--source-map", "separate"];
      const args = ["transpile", ...flags, input, "-o", output];
      if (!(await runDeno(args, { cwd: folder })).success) continue;
      return codeOfSourceMap(JSON.parse(await Deno.readTextFile(`${output}.map`)).mappings);
    }
    return new Map(); // not to be translated: the kernel's own words stay
  } finally {
    removeScratch(folder);
  }
}
