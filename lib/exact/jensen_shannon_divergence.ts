import { distributionPair } from "../information/cross_entropy.ts";
import type { MeasureOptions } from "../information/entropy.ts";
import { DoubleDouble } from "../numerics/double_double.ts";
import { takeBack } from "../numerics/lent_masses.ts";
import { LIFT } from "../numerics/lift.ts";
import type { Probabilities } from "../types/kinds.ts";
import type { Amount, Unit } from "../types/unit.ts";
import { amountIn, checkAmountOptions } from "./amount.ts";
import { addLogRatio, SERIES } from "./log_ratio.ts";
import type { Precision } from "./precision.ts";
import type { Estimate } from "./rounded.ts";
import { LN2 } from "../numerics/logarithm.ts";

const both = new DoubleDouble();
const difference = new DoubleDouble();
const term = new DoubleDouble();

/**
 * Jensen-Shannon divergence, correctly rounded (within 0.501 ulp), in nats unless told otherwise:
 * `½ Σ p_j ln(p_j / m_j) + ½ Σ q_j ln(q_j / m_j)` with `m = (p + q) / 2`.
 *
 * @example Nothing in common
 * ```ts
 * import { jensenShannonDivergence } from "@surprisal/loss/exact";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(jensenShannonDivergence([1, 0], [0, 1]), Math.LN2);
 * ```
 *
 * @param p A distribution: K numbers >= 0 with sum 1.
 * @param q Another, of the same K.
 * @param options Unit of the answer; how far from 1 the sums may be.
 * @returns The divergence, between 0 and ln 2.
 * @throws {TypeError} If an argument is empty, holds anything but numbers, or the lengths differ.
 * @throws {RangeError} If an argument is no distribution.
 * @see Ziv, Fast Evaluation of Elementary Mathematical Functions with Correctly Rounded Last Bit,
 * ACM Transactions on Mathematical Software 17 (1991), 410-423.
 */
export function jensenShannonDivergence<U extends Unit = "nats">(
  p: Probabilities,
  q: Probabilities,
  options: MeasureOptions<U> = {},
): Amount<U> {
  const task = "compute exact Jensen-Shannon divergence";
  checkAmountOptions(task, options);
  const masses = distributionPair(p, q, task, options.tolerance);
  const estimate = (precision: Precision) => jensenShannonSum(masses.p, masses.q, precision);
  const answer = amountIn(task, options.unit, estimate);
  takeBack(masses);
  return answer as Amount<U>;
}

/** The divergence of checked masses in nats, lifted. */
export function jensenShannonSum(
  p: Float64Array,
  q: Float64Array,
  precision: Precision,
): Estimate {
  const sum = new DoubleDouble();
  let size = 0;
  for (let j = 0; j < p.length; j++) size += addTerms(sum, precision, LIFT * p[j]!, LIFT * q[j]!);
  return { value: sum.scale(0.5), size };
}

/** Adds a ln(a/m) + b ln(b/m) with m = (a + b) / 2; gives the size of what it added. */
function addTerms(sum: DoubleDouble, precision: Precision, a: number, b: number): number {
  if (a === 0 || b === 0) {
    term.set(LN2.high, LN2.low).multiply(a + b);
    sum.add(term.high, term.low);
    return term.high;
  }
  both.setSum(a, b);
  const d = (a - b) / both.high;
  if (Math.abs(d) > SERIES) {
    const [high, low] = [both.high / 2, both.low / 2];
    return addLogRatio(sum, precision, a, high, low) + addLogRatio(sum, precision, b, high, low);
  }
  // ½ (a - b)² / (a + b) (1 + d²/6 + d⁴/15); no square is formed, which might underflow.
  const { high, low } = difference.setDifference(a, b);
  term.set(high, low).divide(both.high, both.low).multiply(high, low);
  const series = d * d * (1 / 6 + d * d / 15);
  term.add(term.high * series).scale(0.5);
  sum.add(term.high, term.low);
  return term.high;
}
