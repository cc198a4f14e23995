import { CompensatedSum } from "../numerics/compensated_sum.ts";
import { fastSurprisal } from "../numerics/fast_surprisal.ts";
import { quickSurprisal } from "../numerics/quick_surprisal.ts";
import { LIFT } from "../numerics/lift.ts";
import { distributionOf, toleranceOf, type ToleranceOption } from "../numerics/distribution.ts";
import type { Probabilities, Vector } from "../types/kinds.ts";
import { checkOptions, NO_OPTIONS } from "../types/options.ts";
import { Site } from "../types/site.ts";
import { type Amount, type Unit, type UnitOption, wantsBits } from "../types/unit.ts";

/** Options of every measure of distributions. */
export interface MeasureOptions<U extends Unit = Unit> extends UnitOption<U>, ToleranceOption {}

/**
 * Shannon entropy: `H(p) = -Σ p_j ln p_j` with `0 ln 0 = 0`, in nats unless told otherwise.
 *
 * At most 2 ulp from the correctly rounded answer (tests/golden); exact where every p_j is a power
 * of two and the unit is bits. In nats of a `Float32Array` of 256 masses or more: 1 ulp of float32
 * (tests/kernels).
 *
 * @example Three bits, exactly
 * ```ts
 * import { entropy } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(entropy([0.5, 0.25, 0.125, 0.125], { unit: "bits" }), 1.75);
 * assertEquals(entropy([1, 0]), 0);
 * ```
 *
 * @param p A distribution: K numbers >= 0 with sum 1.
 * @param options Unit of the answer; how far from 1 the sum may be.
 * @returns The entropy, in [0, ln K].
 * @throws {TypeError} If `p` is empty or holds anything but numbers.
 * @throws {RangeError} If an entry is negative or not finite, or the sum is not 1.
 * @see Shannon, A Mathematical Theory of Communication (1948), section 6.
 */
export function entropy<U extends Unit = "nats">(
  p: Probabilities,
  options: MeasureOptions<U> = NO_OPTIONS,
): Amount<U> {
  const task = "compute entropy";
  checkOptions(task, options);
  const log = wantsBits(task, options.unit) ? Math.log2 : Math.log;
  const tolerance = toleranceOf(task, options.tolerance);
  const quick = log === Math.log ? quickNats(p, p, tolerance) : undefined;
  if (quick !== undefined) return quick as Amount<U>;
  return entropyOf(distributionOf(p, new Site(task, "p"), tolerance), log) as Amount<U>;
}

/** -Σ p log p of checked masses, which need not sum to 1. */
export function entropyOf(masses: Float64Array, log: (x: number) => number): number {
  const quick = log === Math.log ? quickNats(masses, masses, Infinity) : undefined;
  if (quick !== undefined) return quick;
  const sum = new CompensatedSum();
  for (let j = 0; j < masses.length; j++) {
    const mass = masses[j]!;
    if (mass > 0) sum.addProduct(-LIFT * mass, log(mass));
  }
  return sum.value / LIFT;
}

/** -Σ p ln q of two distributions, by the kernels or in one quick pass, where either can. */
export function quickNats(p: Vector, q: Vector, tolerance: number): number | undefined {
  return fastSurprisal(p, q, tolerance) ?? quickSurprisal(p, q, tolerance);
}
