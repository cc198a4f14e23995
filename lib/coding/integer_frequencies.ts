import { distributionOf } from "../numerics/distribution.ts";
import type { Probabilities } from "../types/kinds.ts";
import { Site } from "../types/site.ts";
import { integerOf } from "./symbol_count.ts";
import { LARGEST_TOTAL } from "./symbol_model.ts";

/**
 * Integer frequencies in proportion to a distribution, for {@linkcode FixedModel}: each `p_j · total`
 * rounded down or up so that they sum to `total` (largest remainders, ties to the lower symbol), but
 * at least 1 where p_j is positive. Where p_j is 0, so is the frequency.
 *
 * @example Thirds of 100
 * ```ts
 * import { integerFrequencies } from "@surprisal/loss/coding";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(integerFrequencies([1 / 3, 1 / 3, 1 / 3], 100), [34, 33, 33]);
 * assertEquals(integerFrequencies([1 - 1e-9, 1e-9, 0], 100), [99, 1, 0]);
 * ```
 *
 * @param p A distribution: numbers >= 0 with sum 1.
 * @param total The sum of the frequencies: an integer in [number of positive p_j, 2^20], which is
 * also its default.
 * @returns The frequencies.
 * @throws {TypeError} If `p` is empty or holds anything but numbers, or `total` is no integer.
 * @throws {RangeError} If `p` is no distribution, or `total` is out of its range.
 */
export function integerFrequencies(p: Probabilities, total = LARGEST_TOTAL): number[] {
  const site = new Site("compute integer frequencies", "p");
  const masses = distributionOf(p, site);
  const positive = masses.reduce((count, mass) => mass > 0 ? count + 1 : count, 0);
  integerOf(new Site(site.task, "total"), total, positive, LARGEST_TOTAL);
  const atLeastOne = (mass: number) => mass > 0 ? Math.max(1, Math.floor(mass * total)) : 0;
  const frequencies = Array.from(masses, atLeastOne);
  deal(frequencies, masses, total);
  return frequencies;
}

/** Adds 1 where most is missing, or takes 1 where least is, until the sum is right. */
function deal(frequencies: number[], masses: Float64Array, total: number): void {
  const missing = (s: number) => masses[s]! * total - frequencies[s]!;
  let rest = total - frequencies.reduce((sum, f) => sum + f, 0);
  while (rest !== 0) {
    const step = Math.sign(rest);
    const symbols = [...masses.keys()].filter((s) => masses[s]! > 0 && frequencies[s]! + step >= 1);
    symbols.sort((a, b) => step * (missing(b) - missing(a)) || a - b);
    for (const s of symbols.slice(0, Math.abs(rest))) frequencies[s]! += step;
    rest -= step * Math.min(symbols.length, Math.abs(rest));
  }
}
