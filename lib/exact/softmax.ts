import { LIFT } from "../numerics/lift.ts";
import type { Logits, LogProbabilities, Probabilities } from "../types/kinds.ts";
import { Site } from "../types/site.ts";
import { LARGEST_LIFTED } from "./amount.ts";
import { ExactRow } from "./exact_row.ts";
import { lower } from "./lower.ts";

/** A row with at least one class left. */
export function exactRow(task: string, z: Logits): ExactRow {
  const row = new ExactRow(task, z);
  if (row.max > -Infinity) return row;
  const site = new Site(task, "z");
  return site.refuseValue("z must leave at least one class", "every entry of z is -Infinity");
}

/**
 * Softmax of one vector of logits, each entry correctly rounded (within 0.501 ulp, tests/golden).
 *
 * @example The last digit
 * ```ts
 * import { softmax } from "@surprisal/loss/exact";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...softmax([0, 1])], [0.2689414213699951, 0.7310585786300049]);
 * ```
 *
 * @param z Logits: a vector of K, below +Infinity, one at least above -Infinity.
 * @returns K probabilities.
 * @throws {TypeError} If `z` is empty or holds anything but numbers.
 * @throws {RangeError} If a logit is NaN or +Infinity, or no class is left.
 */
export function softmax(z: Logits): Probabilities<Float64Array> {
  const row = exactRow("compute exact softmax", z);
  return row.logits.map((_, j) => lower(row.probability(j)));
}

/**
 * Natural logarithm of the softmax of one vector, each entry correctly rounded (within 0.501 ulp).
 *
 * @example A class that dominates
 * ```ts
 * import { logSoftmax } from "@surprisal/loss/exact";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...logSoftmax([0, -40])], [-4.248354255291589e-18, -40]);
 * ```
 *
 * @param z Logits: a vector of K, below +Infinity, one at least above -Infinity.
 * @returns K log-probabilities, -Infinity for masked classes.
 * @throws {TypeError} If `z` is empty or holds anything but numbers.
 * @throws {RangeError} If a logit is NaN or +Infinity, or no class is left.
 */
export function logSoftmax(z: Logits): LogProbabilities<Float64Array> {
  const row = exactRow("compute exact log-softmax", z);
  return row.logits.map((_, j) => 0 - surprisalOf(row, j));
}

/** -ln q_j, rounded once. */
export function surprisalOf(row: ExactRow, j: number): number {
  const gap = row.max - row.logits[j]!;
  return gap < LARGEST_LIFTED ? lower(row.surprisal(j)) : gap;
}

/**
 * Log-sum-exp of one vector, correctly rounded (within 0.501 ulp) unless it all but vanishes: below a
 * thousandth of the largest logit, within 1e-24 of the truth.
 *
 * @example Where the default tier loses every digit
 * ```ts
 * import { logSumExp } from "@surprisal/loss/exact";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(logSumExp([Math.log(0.25), Math.log(0.75)]), 3.114893869255071e-17);
 * ```
 *
 * @param z Logits: a vector of K, below +Infinity.
 * @returns The log-sum-exp; -Infinity where all logits are.
 * @throws {TypeError} If `z` is empty or holds anything but numbers.
 * @throws {RangeError} If a logit is NaN or +Infinity.
 */
export function logSumExp(z: Logits): number {
  const row = new ExactRow("compute exact log-sum-exp", z);
  if (Math.abs(row.max) >= LARGEST_LIFTED) return row.max;
  return lower(row.logTotal.add(row.max * LIFT));
}
