import type { Vector } from "../types/kinds.ts";
import type { Site } from "../types/site.ts";
import { checkVector, copyNumbers } from "../types/vector.ts";
import { SoftmaxRow } from "./softmax_row.ts";

/** Rows of more classes are not kept: to make one costs little beside its work. */
const MOST_COLUMNS = 256;

/** A row of each number of classes. */
const spares: (SoftmaxRow | undefined)[] = Array.from({ length: MOST_COLUMNS + 1 });

/**
 * A row for one call: {@linkcode giveBack} keeps it for the next of as many classes, as making a row of
 * ten costs more than its softmax. While it is lent nobody else gets it, as reading a vector may run the
 * caller's own code.
 */
export function lendRow(columns: number): SoftmaxRow {
  const row = columns <= MOST_COLUMNS ? spares[columns] : undefined;
  if (row === undefined) return new SoftmaxRow(columns);
  spares[columns] = undefined;
  return row;
}

/** A row for one call with the numbers of a vector, not loaded yet. */
export function borrowRow(z: Vector, site: Site): SoftmaxRow {
  checkVector(z, site);
  const row = lendRow(z.length);
  copyNumbers(z, row.logits, site);
  return row;
}

/** Ends the use of a row. One that was not given back, after a refusal, is not missed. */
export function giveBack(row: SoftmaxRow): void {
  const { length } = row.logits;
  if (length <= MOST_COLUMNS) spares[length] = row;
}
