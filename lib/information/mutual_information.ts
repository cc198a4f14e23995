import { CompensatedSum } from "../numerics/compensated_sum.ts";
import { addDivergenceGap, nearlyAgree } from "../numerics/divergence_gap.ts";
import { LIFT } from "../numerics/lift.ts";
import { addLogRatio } from "../numerics/log_ratio.ts";
import { valueIn } from "../numerics/value_in.ts";
import type { Table } from "../types/batch.ts";
import type { Matrix } from "../types/matrix.ts";
import { type Amount, type Unit, wantsBits } from "../types/unit.ts";
import type { MeasureOptions } from "./entropy.ts";
import { jointOf } from "./joint.ts";
import { checkOptions } from "../types/options.ts";

/**
 * Mutual information of the row and the column of a joint distribution:
 * `Σ p_ij ln(p_ij / (r_i c_j))` with marginals r and c, in nats unless told otherwise.
 *
 * Never negative, by construction: each cell adds `p ln(p/rc) - p + rc`.
 *
 * At most 4 ulp, of the answer or of its square root, from the correctly rounded answer
 * (tests/golden): around 0 it is ill-conditioned.
 *
 * @example A copy says all, a coin beside another nothing
 * ```ts
 * import { mutualInformation } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(mutualInformation([[0.5, 0], [0, 0.5]], { unit: "bits" }), 1);
 * assertEquals(mutualInformation([[0.25, 0.25], [0.25, 0.25]]), 0);
 * ```
 *
 * @param joint The joint distribution: rows of numbers >= 0 that sum to 1 all together.
 * @param options Unit of the answer; how far from 1 the sum may be.
 * @returns The mutual information, >= 0.
 * @throws {TypeError} If `joint` is no table of numbers.
 * @throws {RangeError} If a cell is negative or not finite, or the sum is not 1.
 * @see Shannon, A Mathematical Theory of Communication (1948), section 12.
 */
export function mutualInformation<U extends Unit = "nats">(
  joint: Table,
  options: MeasureOptions<U> = {},
): Amount<U> {
  const task = "compute mutual information";
  checkOptions(task, options);
  const bits = wantsBits(task, options.unit);
  const sum = informationOf(jointOf(task, joint, options.tolerance));
  return valueIn(bits, sum) / LIFT as Amount<U>;
}

/** Σ_i r_i D(p(·|i) ‖ c), lifted: no product of marginals is formed, which might underflow. */
function informationOf(joint: Matrix<Float64Array>): CompensatedSum {
  const { rows, columns } = marginalsOf(joint);
  const sum = new CompensatedSum();
  rows.forEach((row, i) => {
    if (row === 0) return;
    const gaps = new CompensatedSum();
    for (let j = 0; j < columns.length; j++) {
      const share = joint.data[i * joint.columns + j]! / row;
      addGap(gaps, LIFT * share, LIFT * columns[j]!);
    }
    sum.add(row * gaps.value);
  });
  return sum;
}

/** Adds a ln(a/b) - a + b, which is never negative. */
function addGap(sum: CompensatedSum, a: number, b: number): void {
  if (a === 0) return sum.add(b);
  if (nearlyAgree(a, b)) return addDivergenceGap(sum, a, b);
  addLogRatio(sum, a, b);
  sum.add(b - a);
}

/** Sums of the rows and of the columns of a joint distribution. */
function marginalsOf(joint: Matrix<Float64Array>): { rows: Float64Array; columns: Float64Array } {
  const rows = Array.from({ length: joint.rows }, () => new CompensatedSum());
  const columns = Array.from({ length: joint.columns }, () => new CompensatedSum());
  joint.data.forEach((cell, at) => {
    rows[Math.floor(at / joint.columns)]!.add(cell);
    columns[at % joint.columns]!.add(cell);
  });
  return { rows: valuesOf(rows), columns: valuesOf(columns) };
}

function valuesOf(sums: readonly CompensatedSum[]): Float64Array {
  return Float64Array.from(sums, (sum) => sum.value);
}
