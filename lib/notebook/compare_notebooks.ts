import { compareOutputs, type OutputDifference } from "./compare_outputs.ts";
import { type Cell, hasTag, type Notebook } from "./nbformat.ts";

/** How close numbers must be, unless told. */
export const TOLERANCE = 1e-12;

/** A code cell whose outputs differ. */
export interface CellDifference {
  /** Its number among the code cells, from 1. */
  readonly cell: number;
  /** The first difference of each part of its outputs. */
  readonly differences: readonly OutputDifference[];
}

/** How notebooks are compared. */
export interface CompareOptions {
  /** How far numbers may lie apart, as a part of the larger; 1e-12 unless told. */
  readonly tolerance?: number;
}

/**
 * Compares the outputs of a notebook with those of a run of it: numbers within a relative tolerance
 * (a cell tagged `tolerance=X` has its own), drawings tag by tag with coordinates within 0.015,
 * pictures by what they show, everything else exactly. Cells tagged `skip-execution` are left out.
 *
 * @example A number that is another
 * ```ts
 * import { compareNotebooks, type Notebook } from "@surprisal/loss/notebook";
 * import { assertEquals } from "@std/assert";
 *
 * const notebook = (value: string): Notebook => ({
 *   nbformat: 4,
 *   nbformat_minor: 5,
 *   metadata: {},
 *   cells: [{
 *     cell_type: "code",
 *     id: "sum",
 *     metadata: {},
 *     source: "0.1 + 0.2",
 *     outputs: [{ output_type: "stream", name: "stdout", text: value }],
 *     execution_count: 1,
 *   }],
 * });
 * const stored = notebook("0.3");
 * assertEquals(compareNotebooks(stored, notebook("0.30000000000000004")), []);
 * assertEquals(compareNotebooks(stored, notebook("0.31"), { tolerance: 1e-3 }), [{
 *   cell: 1,
 *   differences: [{ part: "output 1 stdout", line: 1, stored: '"0.3"', fresh: '"0.31"' }],
 * }]);
 * ```
 *
 * @param stored The notebook with its outputs.
 * @param fresh The same with others, as {@linkcode runNotebook} gives it.
 * @param options How close numbers must be.
 * @returns The cells that differ.
 * @throws {RangeError} If the notebooks have different cells, or a tag names no number.
 */
export function compareNotebooks(
  stored: Notebook,
  fresh: Notebook,
  { tolerance = TOLERANCE }: CompareOptions = {},
): CellDifference[] {
  const [left, right] = [codeOf(stored), codeOf(fresh)];
  if (left.length !== right.length) {
    throw new RangeError(
      `Cannot compare notebooks as they must have the same code cells: ${left.length} and ${right.length}`,
    );
  }
  return left.flatMap((cell, i) => {
    if (hasTag(cell, "skip-execution")) return [];
    const own = cellTolerance(i + 1, cell) ?? tolerance;
    const differences = compareOutputs(cell.outputs ?? [], right[i]!.outputs ?? [], own);
    return differences.length === 0 ? [] : [{ cell: i + 1, differences }];
  });
}

function codeOf({ cells }: Notebook): Cell[] {
  return cells.filter((cell) => cell.cell_type === "code");
}

/** The tolerance that a tag of the cell names. */
function cellTolerance(number: number, { metadata }: Cell): number | undefined {
  const tag = metadata.tags?.find((tag) => tag.startsWith("tolerance="));
  if (tag === undefined) return undefined;
  const value = Number(tag.slice("tolerance=".length));
  if (value >= 0 && value < Infinity) return value;
  throw new RangeError(`Cannot read tag as it must hold a number: "${tag}" of cell ${number}`);
}
