import { distributionPair } from "../information/cross_entropy.ts";
import type { MeasureOptions } from "../information/entropy.ts";
import { DoubleDouble } from "../numerics/double_double.ts";
import { takeBack } from "../numerics/lent_masses.ts";
import { LIFT } from "../numerics/lift.ts";
import type { Probabilities } from "../types/kinds.ts";
import type { Amount, Unit } from "../types/unit.ts";
import { amountIn, checkAmountOptions } from "./amount.ts";
import { isRuledOut } from "./cross_entropy.ts";
import { addLogRatio, SERIES } from "./log_ratio.ts";
import type { Precision } from "./precision.ts";
import type { Estimate } from "./rounded.ts";

const quotient = new DoubleDouble();
const term = new DoubleDouble();

/**
 * Kullback-Leibler divergence, correctly rounded (within 0.501 ulp), in nats unless told otherwise:
 * `Σ p_j ln(p_j / q_j)` with `0 ln 0 = 0`, on the doubles as given.
 *
 * @example Nearly the same
 * ```ts
 * import { klDivergence } from "@surprisal/loss/exact";
 * import { assertEquals } from "@std/assert";
 *
 * const shift = 2 ** -40;
 * assertEquals(klDivergence([0.5, 0.5], [0.5 + shift, 0.5 - shift]), 2 * shift ** 2);
 * ```
 *
 * @param p The true distribution: K numbers >= 0 with sum 1.
 * @param q The predicted distribution, of the same K.
 * @param options Unit of the answer; how far from 1 the sums may be.
 * @returns The divergence; +Infinity where q rules out what p does not.
 * @throws {TypeError} If an argument is empty, holds anything but numbers, or the lengths differ.
 * @throws {RangeError} If an argument is no distribution.
 * @see Ziv, Fast Evaluation of Elementary Mathematical Functions with Correctly Rounded Last Bit,
 * ACM Transactions on Mathematical Software 17 (1991), 410-423.
 */
export function klDivergence<U extends Unit = "nats">(
  p: Probabilities,
  q: Probabilities,
  options: MeasureOptions<U> = {},
): Amount<U> {
  const task = "compute exact Kullback-Leibler divergence";
  checkAmountOptions(task, options);
  const masses = distributionPair(p, q, task, options.tolerance);
  const estimate = (precision: Precision) => klDivergenceSum(masses.p, masses.q, precision);
  const answer = isRuledOut(masses) ? Infinity : amountIn(task, options.unit, estimate);
  takeBack(masses);
  return answer as Amount<U>;
}

/** Σ p ln(p/q) of checked masses, lifted; q above 0 wherever p is. */
export function klDivergenceSum(
  p: Float64Array,
  q: Float64Array,
  precision: Precision,
): Estimate {
  const sum = new DoubleDouble();
  const differences = new DoubleDouble();
  let size = 0;
  for (let j = 0; j < p.length; j++) {
    const a = LIFT * p[j]!;
    const b = LIFT * q[j]!;
    if (a === 0) continue;
    if (Math.abs(b - a) > SERIES * (a + b)) size += addLogRatio(sum, precision, a, b);
    else size += addGap(sum, differences, a, b);
  }
  return { value: sum.add(differences.high, differences.low), size };
}

/**
 * Adds a ln(a/b) of an a and a b that nearly agree as `a ln(a/b) - a + b` and, apart from it, a - b;
 * gives the size of the first.
 */
function addGap(sum: DoubleDouble, differences: DoubleDouble, a: number, b: number): number {
  const difference = b - a;
  const ratio = difference / (a + b);
  term.setSum(a, b);
  const { high, low } = quotient.set(difference).divide(term.high, term.low);
  const square = ratio * ratio;
  // s (difference - 2 a s² (1/3 + s²/5)) with s the quotient; see the default tier's divergenceGap().
  term.set(difference).add(-2 * a * square * (1 / 3 + square / 5)).multiply(high, low);
  sum.add(term.high, term.low);
  differences.add(-difference);
  return term.high;
}
