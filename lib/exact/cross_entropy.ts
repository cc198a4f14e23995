import { distributionPair } from "../information/cross_entropy.ts";
import type { MeasureOptions } from "../information/entropy.ts";
import { DoubleDouble } from "../numerics/double_double.ts";
import { type Masses, takeBack } from "../numerics/lent_masses.ts";
import { LIFT } from "../numerics/lift.ts";
import type { Probabilities } from "../types/kinds.ts";
import type { Amount, Unit } from "../types/unit.ts";
import { amountIn, checkAmountOptions } from "./amount.ts";
import type { Precision } from "./precision.ts";
import { ofOneSign } from "./rounded.ts";

/**
 * Cross-entropy of two distributions, correctly rounded (within 0.501 ulp), in nats unless told
 * otherwise: `-Σ p_j ln q_j` with `0 ln 0 = 0`.
 *
 * @example Against a uniform prediction
 * ```ts
 * import { crossEntropy } from "@surprisal/loss/exact";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(crossEntropy([0.9, 0.1], [0.5, 0.5], { unit: "bits" }), 1);
 * ```
 *
 * @param p The true distribution: K numbers >= 0 with sum 1.
 * @param q The predicted distribution, of the same K.
 * @param options Unit of the answer; how far from 1 the sums may be.
 * @returns The cross-entropy; +Infinity where q rules out what p does not.
 * @throws {TypeError} If an argument is empty, holds anything but numbers, or the lengths differ.
 * @throws {RangeError} If an argument is no distribution.
 * @see Ziv, Fast Evaluation of Elementary Mathematical Functions with Correctly Rounded Last Bit,
 * ACM Transactions on Mathematical Software 17 (1991), 410-423.
 */
export function crossEntropy<U extends Unit = "nats">(
  p: Probabilities,
  q: Probabilities,
  options: MeasureOptions<U> = {},
): Amount<U> {
  const task = "compute exact cross-entropy";
  checkAmountOptions(task, options);
  const masses = distributionPair(p, q, task, options.tolerance);
  const estimate = (precision: Precision) =>
    ofOneSign(crossEntropySum(masses.p, masses.q, precision));
  const answer = isRuledOut(masses) ? Infinity : amountIn(task, options.unit, estimate);
  takeBack(masses);
  return answer as Amount<U>;
}

/** Whether q is 0 somewhere where p is not. */
export function isRuledOut({ p, q }: Masses): boolean {
  for (let j = 0; j < p.length; j++) if (q[j] === 0 && p[j]! > 0) return true;
  return false;
}

/** -Σ p ln q of checked masses, lifted; q above 0 wherever p is. */
export function crossEntropySum(
  p: Float64Array,
  q: Float64Array,
  precision: Precision,
): DoubleDouble {
  const sum = new DoubleDouble();
  const term = new DoubleDouble();
  for (let j = 0; j < p.length; j++) {
    if (p[j] === 0) continue;
    const { high, low } = precision.log(term.set(q[j]!)).multiply(-LIFT * p[j]!);
    sum.add(high, low);
  }
  return sum;
}
