import { type Cell, hasTag, type Notebook } from "./nbformat.ts";
import { joinText } from "./output.ts";

/** A place in a notebook. */
export interface CellPlace {
  /** Number of the code cell, from 1. */
  readonly cell: number;
  /** Line in the cell, from 1. */
  readonly line: number;
  /** Column in the line, from 1. */
  readonly column: number;
}

/** The code cells of a notebook as one module of TypeScript, with the way back. */
export interface CellsModule {
  /** The text of the module; each line of a cell is a line of it. */
  readonly text: string;
  /** The place in the notebook of a place in the module, both counted from 1. */
  locate(line: number, column: number): CellPlace | undefined;
  /** The place in the notebook of an offset in the text. */
  locateOffset(offset: number): CellPlace | undefined;
  /** The line of a cell. */
  lineAt(place: CellPlace): string;
}

/** A code cell with its number among them, from 1. */
export interface NumberedCell {
  /** Number of the code cell, from 1. */
  readonly number: number;
  /** The cell. */
  readonly cell: Cell;
  /** Its source in one piece. */
  readonly source: string;
}

/** The code cells of a notebook that are executed. */
export function codeCells({ cells }: Notebook): NumberedCell[] {
  return cells.filter((cell) => cell.cell_type === "code")
    .map((cell, i) => ({ number: i + 1, cell, source: joinText(cell.source) }))
    .filter(({ cell }) => !hasTag(cell, "skip-execution"));
}

/**
 * Joins code cells to a module. An empty block keeps a cell that ends without a semicolon
 * one apart from the next; the types of `Deno.jupyter`, which a kernel has, are asked for.
 */
export function cellsModule(cells: readonly NumberedCell[]): CellsModule {
  const lines = ['/// <reference lib="deno.unstable" />'];
  const origins: (NumberedCell & { first: number; count: number })[] = [];
  for (const cell of cells) {
    const own = cell.source.split("\n");
    origins.push({ ...cell, first: lines.length + 1, count: own.length });
    lines.push(...own, "{}");
  }
  lines.push("export {};", "");
  const lineOf = new Map(cells.map(({ number, source }) => [number, source.split("\n")]));
  const text = lines.join("\n");
  function locate(line: number, column: number): CellPlace | undefined {
    const at = origins.find(({ first, count }) => line >= first && line < first + count);
    return at && { cell: at.number, line: line - at.first + 1, column };
  }
  return {
    text,
    locate,
    locateOffset(offset) {
      const before = text.slice(0, offset);
      return locate(before.split("\n").length, offset - before.lastIndexOf("\n"));
    },
    lineAt: ({ cell, line }) => lineOf.get(cell)?.[line - 1] ?? "",
  };
}
