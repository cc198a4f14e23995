import { checkDistribution, toleranceOf } from "../numerics/distribution.ts";
import { batchOf, isTable, type Table } from "../types/batch.ts";
import { describe, Site } from "../types/site.ts";
import { type Matrix, zeros } from "../types/matrix.ts";

/** A joint distribution of a row variable and a column variable, checked and copied. */
export function jointOf(
  task: string,
  joint: Table,
  tolerance: number | undefined,
): Matrix<Float64Array> {
  const site = new Site(task, "joint");
  if (!isTable(joint)) {
    site.refuseType("joint must be a matrix or an array of rows", `joint is ${describe(joint)}`);
  }
  const batch = batchOf(joint, site);
  const cells = zeros(batch.rows, batch.columns);
  for (let i = 0; i < batch.rows; i++) {
    const row = batch.read(i, cells.data.subarray(i * batch.columns, (i + 1) * batch.columns));
    checkCells(row, site);
  }
  site.row = undefined;
  checkDistribution(cells.data, site, toleranceOf(task, tolerance));
  return cells;
}

function checkCells(row: Float64Array, site: Site): void {
  const at = row.findIndex((cell) => !(cell >= 0 && cell < Infinity));
  if (at >= 0) site.refuseEntry(at, row[at], "must contain finite numbers >= 0");
}
