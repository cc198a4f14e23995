import { LIFT } from "../numerics/lift.ts";
import type { Logits, LogProbabilities, Probabilities } from "../types/kinds.ts";
import { Site } from "../types/site.ts";
import { LARGEST_LIFTED } from "./amount.ts";
import { type ExactRows, exactRows } from "./exact_row.ts";
import { lower } from "./lower.ts";
import { QUICK } from "./precision.ts";
import { ofOneSign, rounded } from "./rounded.ts";

/** Rows of logits with at least one class left. */
export function possibleRows(task: string, z: Logits): ExactRows {
  const rows = exactRows(task, z);
  if (rows(QUICK).max > -Infinity) return rows;
  const site = new Site(task, "z");
  return site.refuseValue("z must leave at least one class", "every entry of z is -Infinity");
}

/**
 * Softmax of one vector of logits, `q_j = exp(z_j) / Σ exp(z_i)`, each entry correctly rounded (within
 * 0.501 ulp, tests/golden).
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
 * @see Ziv, Fast Evaluation of Elementary Mathematical Functions with Correctly Rounded Last Bit,
 * ACM Transactions on Mathematical Software 17 (1991), 410-423.
 */
export function softmax(z: Logits): Probabilities<Float64Array> {
  const rows = possibleRows("compute exact softmax", z);
  return rows(QUICK).logits.map((_, j) =>
    rounded((precision) => ofOneSign(rows(precision).probability(j)), lower)
  );
}

/**
 * Natural logarithm of the softmax of one vector, `ln q_j = z_j - ln Σ exp(z_i)`, each entry correctly
 * rounded (within 0.501 ulp).
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
 * @see Ziv, Fast Evaluation of Elementary Mathematical Functions with Correctly Rounded Last Bit,
 * ACM Transactions on Mathematical Software 17 (1991), 410-423.
 */
export function logSoftmax(z: Logits): LogProbabilities<Float64Array> {
  const rows = possibleRows("compute exact log-softmax", z);
  const { max, logits } = rows(QUICK);
  return logits.map((logit, j) => {
    const gap = max - logit;
    if (!(gap < LARGEST_LIFTED)) return -gap;
    return 0 - rounded((precision) => ofOneSign(rows(precision).surprisal(j)), lower);
  });
}

/**
 * Log-sum-exp of one vector, `ln Σ exp(z_j)`, correctly rounded (within 0.501 ulp) unless it all but
 * vanishes: below a thousandth of the largest logit, within 1e-24 of the truth.
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
 * @see Ziv, Fast Evaluation of Elementary Mathematical Functions with Correctly Rounded Last Bit,
 * ACM Transactions on Mathematical Software 17 (1991), 410-423.
 */
export function logSumExp(z: Logits): number {
  const rows = exactRows("compute exact log-sum-exp", z);
  const { max } = rows(QUICK);
  if (Math.abs(max) >= LARGEST_LIFTED) return max;
  return rounded((precision) => {
    const value = rows(precision).logTotal;
    const size = value.high;
    return { value: value.add(max * LIFT), size };
  }, lower);
}
