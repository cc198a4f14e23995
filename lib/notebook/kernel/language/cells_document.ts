import type { Position } from "./language_server.ts";

/** A cell that was run. */
interface RunCell {
  /** What the frontend calls it, if it does. */
  readonly id: string | undefined;
  /** Its text, in which names that a later cell declares again have another name. */
  source: string;
}

/** How many cells are kept. */
const KEPT = 1000;

/**
 * All cells run so far and the one that is written, as one module: that which `nb check` makes of a
 * notebook (see cellsModule, of which a kernel can not have the schemas).
 */
export class CellsDocument {
  #cells: RunCell[] = [];

  /** Takes a cell that is run; one of the same name, or the same text, is forgotten. */
  add(source: string, id?: string): void {
    this.#cells = this.#cells.filter((cell) =>
      id === undefined || cell.id === undefined ? cell.source !== source : cell.id !== id
    );
    this.#cells.push({ id, source });
    if (this.#cells.length > KEPT) this.#cells.shift();
  }

  /** Forgets all cells, as after a restart. */
  clear(): void {
    this.#cells = [];
  }

  /** The module; `current` is a cell that is not run yet. */
  text(current?: string): string {
    const lines = this.#all(current).flatMap((source) => [source, "{}"]);
    return ['/// <reference lib="deno.unstable" />', ...lines, "export {};", ""].join("\n");
  }

  /** The first line, from 0, of the last cell. */
  firstLine(current?: string): number {
    const before = this.#all(current).slice(0, -1);
    return before.reduce((line, source) => line + source.split("\n").length + 1, 1);
  }

  /** The place in the module of an offset in the last cell, which is `current`. */
  position(current: string, offset: number): Position {
    const before = current.slice(0, offset).split("\n");
    const line = this.firstLine(current) + before.length - 1;
    return { line, character: before.at(-1)!.length };
  }

  /** Gives another name to what stands at a place of a cell before the last. */
  rename({ start, end }: { readonly start: Position; readonly end: Position }): void {
    let first = 1;
    for (const cell of this.#cells.slice(0, -1)) {
      const lines = cell.source.split("\n");
      const line = lines[start.line - first];
      if (line !== undefined && start.line >= first) {
        const name = line.slice(start.character, end.character);
        lines[start.line - first] = line.slice(0, start.character) + `${name}$before` +
          line.slice(end.character);
        cell.source = lines.join("\n");
      }
      first += lines.length + 1;
    }
  }

  #all(current: string | undefined): string[] {
    const sources = this.#cells.map(({ source }) => source);
    return current === undefined ? sources : [...sources, current];
  }
}
