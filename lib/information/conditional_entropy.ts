import { CompensatedSum } from "../numerics/compensated_sum.ts";
import { LIFT } from "../numerics/lift.ts";
import type { Table } from "../types/batch.ts";
import { type Amount, type Unit, wantsBits } from "../types/unit.ts";
import type { MeasureOptions } from "./entropy.ts";
import { jointOf } from "./joint.ts";
import { checkOptions } from "../types/options.ts";

/**
 * Conditional entropy of the column given the row: `H(column | row) = -Σ p_ij ln(p_ij / r_i)`, in
 * nats unless told otherwise.
 *
 * At most 3 ulp from the correctly rounded answer (tests/golden).
 *
 * @example Nothing is left to say about a copy
 * ```ts
 * import { conditionalEntropy } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(conditionalEntropy([[0.5, 0], [0, 0.5]]), 0);
 * assertEquals(conditionalEntropy([[0.25, 0.25], [0.25, 0.25]], { unit: "bits" }), 1);
 * ```
 *
 * @param joint The joint distribution: rows of numbers >= 0 that sum to 1 all together.
 * @param options Unit of the answer; how far from 1 the sum may be.
 * @returns The conditional entropy, >= 0.
 * @throws {TypeError} If `joint` is no table of numbers.
 * @throws {RangeError} If a cell is negative or not finite, or the sum is not 1.
 * @see Shannon, A Mathematical Theory of Communication (1948), section 6.
 */
export function conditionalEntropy<U extends Unit = "nats">(
  joint: Table,
  options: MeasureOptions<U> = {},
): Amount<U> {
  const task = "compute conditional entropy";
  checkOptions(task, options);
  const bits = wantsBits(task, options.unit);
  const { data, rows, columns } = jointOf(task, joint, options.tolerance);
  const sum = new CompensatedSum();
  for (let i = 0; i < rows; i++) {
    addRow(data.subarray(i * columns, (i + 1) * columns), sum, bits);
  }
  return sum.value / LIFT as Amount<U>;
}

/** Adds p ln(r / p) of each cell of a row with sum r. */
function addRow(row: Float64Array, sum: CompensatedSum, bits: boolean): void {
  const total = new CompensatedSum();
  for (let j = 0; j < row.length; j++) total.add(row[j]!);
  for (let j = 0; j < row.length; j++) {
    const cell = row[j]!;
    if (cell === 0) continue;
    sum.add(LIFT * cell * logOneOver(cell, (total.high - cell) + total.low, bits));
  }
}

/** log(1 + others / cell): right also where one cell has all but nothing, or nothing but all. */
function logOneOver(cell: number, others: number, bits: boolean): number {
  const ratio = others / cell;
  const log = bits ? Math.log2 : Math.log;
  if (ratio === Infinity) return log(others) - log(cell);
  if (ratio >= 0.5) return log(1 + ratio);
  return Math.log1p(ratio) / (bits ? Math.LN2 : 1);
}
