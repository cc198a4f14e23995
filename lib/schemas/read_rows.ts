import { batchOf, isTable } from "../types/batch.ts";
import { columnsOf } from "../types/matrix.ts";
import type { Vector } from "../types/kinds.ts";
import type { Site } from "../types/site.ts";

/** Reads a matrix or an array of rows, and has each row checked. */
export function readRows(
  x: unknown,
  site: Site,
  check: (row: Float64Array, site: Site) => void,
): void {
  // What is no table has no columns either, and is refused for it.
  if (!isTable(x)) columnsOf(x as readonly Vector[], site);
  const batch = batchOf(x as Vector, site);
  const row = new Float64Array(batch.columns);
  for (let i = 0; i < batch.rows; i++) check(batch.read(i, row), site);
}
