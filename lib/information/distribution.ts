import { sumOf } from "../numerics/compensated_sum.ts";
import {
  checkDistribution,
  sumOfMasses,
  toleranceOf,
  type ToleranceOption,
} from "../numerics/distribution.ts";
import { checkClassIndex } from "../types/class_index.ts";
import type { Probabilities, Vector } from "../types/kinds.ts";
import { checkOptions } from "../types/options.ts";
import { describe, Site } from "../types/site.ts";
import { numbersOf } from "../types/vector.ts";

/** Options of {@linkcode probabilities}. */
export interface ProbabilitiesOptions extends ToleranceOption {
  /** Divide the numbers by their sum, instead of refusing a sum that is not 1. Default false. */
  readonly normalize?: boolean;
}

/**
 * Numbers as a distribution, checked and copied: finite, >= 0, sum 1; or, with `normalize`,
 * `p_j = x_j / Σ x_i`.
 *
 * With `normalize` each entry is at most 2 ulp from the correctly rounded answer
 * (tests/accuracy_bounds_test.ts); without, the numbers stay as they are.
 *
 * @example Counts need the word normalize
 * ```ts
 * import { probabilities } from "@surprisal/loss";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * assertEquals([...probabilities([1, 3], { normalize: true })], [0.25, 0.75]);
 * assertThrows(() => probabilities([1, 3]), RangeError, "sum");
 * ```
 *
 * @param x Numbers >= 0, at least one.
 * @param options Whether to normalise, and how far from 1 the sum may be otherwise.
 * @returns The distribution, a new array.
 * @throws {TypeError} If `x` is empty or holds anything but numbers.
 * @throws {RangeError} If a number is negative or not finite, or the sum is not 1 (with `normalize`:
 * is 0 or overflows).
 * @see Kolmogoroff, Grundbegriffe der Wahrscheinlichkeitsrechnung (1933).
 */
export function probabilities(
  x: Vector,
  options: ProbabilitiesOptions = {},
): Probabilities<Float64Array> {
  const site = new Site("read probabilities", "x");
  checkOptions(site.task, options);
  const tolerance = toleranceOf(site.task, options.tolerance);
  const normalize = flagOf(site.task, "normalize", options.normalize);
  const masses = Float64Array.from(numbersOf(x, site));
  if (!normalize) {
    checkDistribution(masses, site, tolerance);
    return masses;
  }
  sumOfMasses(masses, site);
  const sum = sumOf(masses);
  if (sum > 0 && sum < Infinity) return masses.map((mass) => mass / sum);
  return site.refuseValue("x must have a positive finite sum", `the sum of x is ${sum}`);
}

/**
 * The distribution that is certain of one class: `p_t = 1`, all others 0.
 *
 * @example The second of three classes
 * ```ts
 * import { oneHot } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...oneHot(1, 3)], [0, 1, 0]);
 * ```
 *
 * @param t The class: an integer in [0, K).
 * @param K The number of classes.
 * @returns A vector of K entries: 1 at `t`, 0 elsewhere.
 * @throws {TypeError} If `t` or `K` is not an integer.
 * @throws {RangeError} If `t` is not in [0, K), or `K` is below 1 or too large for an array.
 * @see Kolmogoroff, Grundbegriffe der Wahrscheinlichkeitsrechnung (1933).
 */
export function oneHot(t: number, K: number): Probabilities<Float64Array> {
  const task = "make a one-hot distribution";
  const distribution = new Float64Array(checkedClassCount(K, task));
  checkClassIndex(t, K, new Site(task, "t"));
  distribution[t] = 1;
  return distribution;
}

/**
 * The uniform distribution: `p_j = 1 / K` for every class.
 *
 * Each entry is the double nearest to 1/K: at most 0.5 ulp away.
 *
 * @example Eight classes cost three bits
 * ```ts
 * import { entropy, uniform } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(entropy(uniform(8), { unit: "bits" }), 3);
 * ```
 *
 * @param K The number of classes.
 * @returns A vector of K entries 1/K.
 * @throws {TypeError} If `K` is not an integer.
 * @throws {RangeError} If `K` is below 1 or too large for an array.
 * @see Kolmogoroff, Grundbegriffe der Wahrscheinlichkeitsrechnung (1933).
 */
export function uniform(K: number): Probabilities<Float64Array> {
  return new Float64Array(checkedClassCount(K, "make a uniform distribution")).fill(1 / K);
}

/** Reads an option that is true or false; false if absent. */
export function flagOf(task: string, name: string, flag = false): boolean {
  if (typeof flag === "boolean") return flag;
  return new Site(task, name).refuseType(
    `${name} must be true or false`,
    `${name} is ${describe(flag)}`,
  );
}

function checkedClassCount(K: unknown, task: string): number {
  if (typeof K === "number" && Number.isInteger(K) && K >= 1 && K < 2 ** 32) return K;
  const site = new Site(task, "K");
  const must = "K must be a positive integer below 2^32";
  return Number.isInteger(K)
    ? site.refuseValue(must, `K is ${describe(K)}`)
    : site.refuseType(must, `K is ${describe(K)}`);
}
