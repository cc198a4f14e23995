import { CompensatedSum } from "../numerics/compensated_sum.ts";
import { addDivergenceGap, nearlyAgree } from "../numerics/divergence_gap.ts";
import { shortProductError, sumError } from "../numerics/error_free.ts";
import { takeBack } from "../numerics/lent_masses.ts";
import { toleranceOf } from "../numerics/distribution.ts";
import { areMany, fastDivergence } from "../numerics/fast_divergence.ts";
import { quickDivergence } from "../numerics/quick_divergence.ts";
import { LIFT } from "../numerics/lift.ts";
import { addPreciseLogRatio } from "../numerics/log_ratio.ts";
import { splitLog, UPPER } from "../numerics/split_logarithm.ts";
import type { Probabilities } from "../types/kinds.ts";
import { valueIn } from "../numerics/value_in.ts";
import { type Amount, type Unit, wantsBits } from "../types/unit.ts";
import { distributionPair } from "./cross_entropy.ts";
import type { MeasureOptions } from "./entropy.ts";
import { checkOptions, NO_OPTIONS } from "../types/options.ts";

/**
 * Kullback-Leibler divergence: `Σ p_j ln(p_j / q_j)` with `0 ln 0 = 0`, in nats unless told
 * otherwise.
 *
 * Right to the last digits where p and q nearly agree, and exactly 0 where they do: masses within a
 * factor of 2 add `p ln(p/q) - p + q`, which is never negative, and apart from it p - q. At most 4 ulp
 * from the correctly rounded answer (tests/golden). Computed on the doubles as given: never negative
 * where p and q have the same sum; where their sums differ by rounding, it may be below 0 by as much.
 * Of two `Float32Array`s of 256 masses or more: 1 ulp of float32 (tests/kernels).
 *
 * @example Nearly the same
 * ```ts
 * import { klDivergence } from "@surprisal/loss";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const shift = 2 ** -30;
 * assertAlmostEquals(klDivergence([0.5, 0.5], [0.5 + shift, 0.5 - shift]), 2 * shift ** 2, 1e-32);
 * assertEquals(klDivergence([0.5, 0.5], [1, 0]), Infinity);
 * ```
 *
 * @param p The true distribution: K numbers >= 0 with sum 1.
 * @param q The predicted distribution, of the same K.
 * @param options Unit of the answer; how far from 1 the sums may be.
 * @returns The divergence; +Infinity where q rules out what p does not.
 * @throws {TypeError} If an argument is empty, holds anything but numbers, or the lengths differ.
 * @throws {RangeError} If an argument is no distribution.
 * @see Kullback, Leibler, Annals of Mathematical Statistics 22 (1951), 79-86.
 */
export function klDivergence<U extends Unit = "nats">(
  p: Probabilities,
  q: Probabilities,
  options: MeasureOptions<U> = NO_OPTIONS,
): Amount<U> {
  const task = "compute Kullback-Leibler divergence";
  checkOptions(task, options);
  const bits = wantsBits(task, options.unit);
  const tolerance = toleranceOf(task, options.tolerance);
  const quick = fastDivergence(p, q, tolerance) ?? quickDivergence(p, q, tolerance);
  if (quick !== undefined) return valueIn(bits, quick) / LIFT as Amount<U>;
  const masses = distributionPair(p, q, task, options.tolerance);
  // What the kernels left once is not for them.
  const fast = areMany(p, q) ? undefined : fastDivergence(masses.p, masses.q, Infinity);
  const sum = fast ?? klDivergenceOf(masses.p, masses.q);
  takeBack(masses);
  return valueIn(bits, sum) / LIFT + 0 as Amount<U>; // what is next to nothing rounds to -0 too
}

/** A sum of terms that are this many times larger than itself is taken again, with more digits. */
const CANCELLING = 16;

/** Σ p ln(p/q) of checked masses in nats, lifted; infinite where q is 0 and p is not. */
function klDivergenceOf(p: Float64Array, q: Float64Array): CompensatedSum {
  const sum = new CompensatedSum();
  addNearRatios(sum, p, q);
  const size = addDistantRatios(sum, p, q);
  return size > CANCELLING * Math.abs(sum.high) ? preciseDivergence(p, q) : sum;
}

/** Adds a ln(a/b) of all that nearly agree: their difference is exact, and what is left a series. */
function addNearRatios(sum: CompensatedSum, p: Float64Array, q: Float64Array): void {
  for (let j = 0; j < p.length; j++) {
    const a = LIFT * p[j]!;
    const b = LIFT * q[j]!;
    if (!nearlyAgree(a, b)) continue;
    addDivergenceGap(sum, a, b);
    sum.add(a - b);
  }
}

/** Adds a ln(a/b) of all others, by logarithms in two parts; gives the size of what it added, or what harms as much. */
function addDistantRatios(total: CompensatedSum, p: Float64Array, q: Float64Array): number {
  let high = 0;
  let low = 0;
  let size = 0;
  for (let j = 0; j < p.length; j++) {
    const a = LIFT * p[j]!;
    const b = LIFT * q[j]!;
    if (a === 0 || nearlyAgree(a, b)) continue;
    if (b === 0) {
      total.add(Infinity);
      return 0;
    }
    const aLow = splitLog(a);
    const aHigh = UPPER[0]!;
    const rest = aLow - splitLog(b);
    const ratio = aHigh - UPPER[0]!;
    const term = a * ratio;
    const sum = high + term;
    low += sumError(high, term, sum) + (shortProductError(a, ratio, term) + a * rest);
    high = sum;
    size += Math.abs(term);
  }
  total.addPair(high, low);
  // The lower parts are added up with a rounding each: of many, and next to nothing left, it is as if terms cancelled.
  return Math.max(size, CANCELLING * p.length * Math.abs(low) / 2);
}

/** The same sum with more digits. */
function preciseDivergence(p: Float64Array, q: Float64Array): CompensatedSum {
  const sum = new CompensatedSum();
  addNearRatios(sum, p, q);
  for (let j = 0; j < p.length; j++) {
    const a = LIFT * p[j]!;
    const b = LIFT * q[j]!;
    if (a > 0 && !nearlyAgree(a, b)) addPreciseLogRatio(sum, a, b);
  }
  return sum;
}
