import { CompensatedSum } from "../numerics/compensated_sum.ts";
import { shortProductError, sumError } from "../numerics/error_free.ts";
import { splitLog, UPPER } from "../numerics/split_logarithm.ts";
import { type Masses, takeBack } from "../numerics/lent_masses.ts";
import { LIFT } from "../numerics/lift.ts";
import { addMixtureGap, nearlyMix } from "../numerics/mixture_gap.ts";
import { valueIn } from "../numerics/value_in.ts";
import type { Probabilities } from "../types/kinds.ts";
import { type Amount, type Unit, wantsBits } from "../types/unit.ts";
import { distributionPair } from "./cross_entropy.ts";
import type { MeasureOptions } from "./entropy.ts";
import { checkOptions, NO_OPTIONS } from "../types/options.ts";

/**
 * Jensen-Shannon divergence: the mean of the Kullback-Leibler divergences of p and q from their
 * mixture, `½ Σ p_j ln(p_j / m_j) + ½ Σ q_j ln(q_j / m_j)` with `m = (p + q) / 2`, in nats unless told
 * otherwise.
 *
 * Symmetric, finite, never negative, exactly 0 for equal and exactly ln 2 (one bit) for disjoint
 * distributions; at most 4 ulp from the correctly rounded answer (tests/golden).
 *
 * @example Nothing in common
 * ```ts
 * import { jensenShannonDivergence } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(jensenShannonDivergence([1, 0], [0, 1]), Math.LN2);
 * ```
 *
 * @param p A distribution: K numbers >= 0 with sum 1.
 * @param q A distribution of the same K.
 * @param options Unit of the answer; how far from 1 the sums may be.
 * @returns The divergence, in [0, ln 2]. Not the distance, which is its square root.
 * @throws {TypeError} If an argument is empty, holds anything but numbers, or the lengths differ.
 * @throws {RangeError} If an argument is no distribution.
 * @see {@linkcode jensenShannonDistance} for the metric.
 * @see Lin, IEEE Transactions on Information Theory 37 (1991), 145-151.
 */
export function jensenShannonDivergence<U extends Unit = "nats">(
  p: Probabilities,
  q: Probabilities,
  options: MeasureOptions<U> = NO_OPTIONS,
): Amount<U> {
  const task = "compute Jensen-Shannon divergence";
  return jensenShannonOf(task, p, q, options) / LIFT as Amount<U>;
}

/**
 * Jensen-Shannon distance: `√JS(p, q)`, the square root of the Jensen-Shannon divergence; a metric.
 *
 * At most 3 ulp from the correctly rounded answer (tests/golden).
 *
 * @example The square of the distance is the divergence
 * ```ts
 * import { jensenShannonDistance } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(jensenShannonDistance([1, 0], [0, 1], { unit: "bits" }), 1);
 * ```
 *
 * @param p A distribution: K numbers >= 0 with sum 1.
 * @param q A distribution of the same K.
 * @param options Unit of the divergence whose root is taken; how far from 1 the sums may be.
 * @returns The distance, in [0, √ln 2]; in bits [0, 1]. A root of an amount is no amount: a plain number.
 * @throws {TypeError} If an argument is empty, holds anything but numbers, or the lengths differ.
 * @throws {RangeError} If an argument is no distribution.
 * @see Endres, Schindelin, IEEE Transactions on Information Theory 49 (2003), 1858-1860.
 */
export function jensenShannonDistance(
  p: Probabilities,
  q: Probabilities,
  options: MeasureOptions = NO_OPTIONS,
): number {
  const lifted = jensenShannonOf("compute Jensen-Shannon distance", p, q, options);
  return Math.sqrt(lifted) / Math.sqrt(LIFT);
}

/** The divergence times LIFT, so that a square root may be taken of one that is hardly there. */
function jensenShannonOf(
  task: string,
  p: Probabilities,
  q: Probabilities,
  options: MeasureOptions,
): number {
  checkOptions(task, options);
  const bits = wantsBits(task, options.unit);
  const masses = distributionPair(p, q, task, options.tolerance);
  const divergence = liftedDivergence(masses, bits);
  takeBack(masses);
  return divergence;
}

function liftedDivergence({ p, q }: Masses, bits: boolean): number {
  const shared = new CompensatedSum();
  const unshared = new CompensatedSum();
  addOthers(shared, unshared, p, q);
  for (let start = 0; start < p.length; start += BLOCK) {
    addDistant(shared, p, q, start, Math.min(start + BLOCK, p.length));
  }
  return valueIn(bits, shared) / 2 + (bits ? 1 : Math.LN2) * (unshared.value / 2);
}

/** Lower parts are added up with a rounding each, which would reach the answer if there were more of them. */
const BLOCK = 256;

/**
 * Adds `a ln(a/m) + b ln(b/m)` with m = (a + b) / 2 of the masses from `start` to `end` that do not nearly
 * agree. By logarithms in two parts, which leave digits enough. A change of places changes no bit.
 */
function addDistant(
  total: CompensatedSum,
  p: Float64Array,
  q: Float64Array,
  start: number,
  end: number,
): void {
  let high = 0;
  let low = 0;
  for (let j = start; j < end; j++) {
    const a = LIFT * p[j]!;
    const b = LIFT * q[j]!;
    if (a === 0 || b === 0 || nearlyMix(a, b)) continue;
    const mean = 0.5 * (a + b);
    const x = a / mean;
    const y = b / mean;
    const xLow = splitLog(x);
    const xHigh = UPPER[0]!;
    const yLow = splitLog(y);
    const yHigh = UPPER[0]!;
    const left = a * xHigh;
    const right = b * yHigh;
    const gap = left + right;
    // The quotients x and y have the sum 2 but for what rounding took from them and from the mean.
    const lost = mean * ((2 - Math.max(x, y)) - Math.min(x, y));
    const products = shortProductError(a, xHigh, left) + shortProductError(b, yHigh, right);
    const sum = high + gap;
    low += (a * xLow + b * yLow) + lost + (products + sumError(left, right, gap)) +
      sumError(high, gap, sum);
    high = sum;
  }
  total.addPair(high, low);
}

/** Masses that nearly agree, and those that only one side has. Engines keep up with short loops only: hence two. */
function addOthers(
  shared: CompensatedSum,
  unshared: CompensatedSum,
  p: Float64Array,
  q: Float64Array,
): void {
  for (let j = 0; j < p.length; j++) {
    const a = LIFT * p[j]!;
    const b = LIFT * q[j]!;
    // A mass that only one side has costs ln 2 each; summed first, so that all of it costs ln 2.
    if (a === 0 || b === 0) unshared.add(a + b);
    else if (nearlyMix(a, b)) addMixtureGap(shared, a, b);
  }
}
