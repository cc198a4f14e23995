import { CompensatedSum } from "../numerics/compensated_sum.ts";
import { lendMasses, type Masses, takeBack } from "../numerics/lent_masses.ts";
import { LIFT } from "../numerics/lift.ts";
import { distributionOf, TOLERANCE, toleranceOf } from "../numerics/distribution.ts";
import type { Probabilities } from "../types/kinds.ts";
import { checkOptions, NO_OPTIONS } from "../types/options.ts";
import { Site } from "../types/site.ts";
import type { Amount, Unit } from "../types/unit.ts";
import { checkLength } from "../types/vector.ts";
import { type MeasureOptions, quickNats } from "./entropy.ts";
import { type OnZeroOption, type ZeroRule, zeroRule } from "./on_zero.ts";

/** Options of {@linkcode crossEntropy}. */
export interface CrossEntropyOptions<U extends Unit = Unit>
  extends MeasureOptions<U>, OnZeroOption {}

/**
 * Cross-entropy of two distributions: `H(p, q) = -Σ p_j ln q_j`, in nats unless told otherwise.
 *
 * `0 ln 0 = 0`; where the truth gives a mass to what the prediction rules out, the answer is
 * +Infinity, and is not clipped unless `onZero` says so. At most 2 ulp from the correctly rounded
 * answer (tests/golden); in nats of two `Float32Array`s of 256 masses or more, 1 ulp of float32
 * (tests/kernels).
 *
 * @example The question's own numbers
 * ```ts
 * import { crossEntropy } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(crossEntropy([1, 0, 0, 0, 0], [0.1, 0.5, 0.1, 0.1, 0.2]), 2.3025850929940455);
 * assertEquals(crossEntropy([1, 0], [0, 1]), Infinity);
 * ```
 *
 * @param p The true distribution: K numbers >= 0 with sum 1.
 * @param q The predicted distribution, of the same K.
 * @param options Unit of the answer; what to answer at a predicted 0; how far from 1 the sums may be.
 * @returns The cross-entropy: H(p) where q = p, more elsewhere.
 * @throws {TypeError} If an argument is empty, holds anything but numbers, or the lengths differ.
 * @throws {RangeError} If an argument is no distribution, or `onZero` is "throw" and a zero is met.
 * @see {@linkcode klDivergence} for what it is above H(p).
 * @see Kerridge, Inaccuracy and Inference, Journal of the Royal Statistical Society B 23 (1961),
 * 184-194.
 */
export function crossEntropy<U extends Unit = "nats">(
  p: Probabilities,
  q: Probabilities,
  options: CrossEntropyOptions<U> = NO_OPTIONS,
): Amount<U> {
  const quick = options === NO_OPTIONS ? quickNats(p, q, TOLERANCE) : undefined;
  if (quick !== undefined) return quick as Amount<U>;
  const site = new Site("compute cross-entropy", "q");
  checkOptions(site.task, options);
  const rule = zeroRule(site, options.onZero, options.unit, q);
  const tolerance = toleranceOf(site.task, options.tolerance);
  const isNew = options !== NO_OPTIONS && rule.isNatural;
  const natural = isNew ? quickNats(p, q, tolerance) : undefined;
  if (natural !== undefined) return natural as Amount<U>;
  const masses = distributionPair(p, q, site.task, options.tolerance);
  const sum = crossEntropyOf(masses.p, masses.q, rule);
  takeBack(masses);
  return sum as Amount<U>;
}

/** Two distributions of one length, each checked; to be taken back. */
export function distributionPair(
  p: Probabilities,
  q: Probabilities,
  task: string,
  tolerance: number | undefined,
): Masses {
  const limit = toleranceOf(task, tolerance);
  const lent = lendMasses(p, q, limit);
  if (lent !== undefined) return lent;
  const site = new Site(task, "q");
  const truth = distributionOf(p, new Site(task, "p"), limit);
  const prediction = distributionOf(q, site, limit);
  checkLength(prediction, truth.length, "p", site);
  return { p: truth, q: prediction };
}

/** -Σ p log q of checked masses. */
export function crossEntropyOf(p: Float64Array, q: Float64Array, rule: ZeroRule): number {
  const quick = rule.isNatural ? quickNats(p, q, Infinity) : undefined;
  if (quick !== undefined) return quick;
  const sum = new CompensatedSum();
  for (let j = 0; j < p.length; j++) {
    if (p[j]! > 0) sum.addProduct(LIFT * p[j]!, rule.surprisal(q[j]!, j));
  }
  return sum.value / LIFT;
}
