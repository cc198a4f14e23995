import type { Vector } from "../types/kinds.ts";
import type { Site } from "../types/site.ts";
import { checkVector, copyNumbers } from "../types/vector.ts";
import { SoftmaxRow } from "./softmax_row.ts";
import { SpareRows } from "./spare_rows.ts";

const spares = new SpareRows((columns) => new SoftmaxRow(columns));

/** A row for one call; to be given back. */
export function lendRow(columns: number): SoftmaxRow {
  return spares.lend(columns);
}

/** A row for one call with the numbers of a vector, not loaded yet. */
export function borrowRow(z: Vector, site: Site): SoftmaxRow {
  checkVector(z, site);
  const row = spares.lend(z.length);
  copyNumbers(z, row.logits, site);
  return row;
}

/** Ends the use of a row. One that was not given back, after a refusal, is not missed. */
export function giveBack(row: SoftmaxRow): void {
  spares.giveBack(row);
}
