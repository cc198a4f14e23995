import type { Vector } from "../types/kinds.ts";
import { checkOptions } from "../types/options.ts";
import { Site } from "../types/site.ts";
import { checkFinite, checkLength, numbersOf } from "../types/vector.ts";
import type { ComplexFunction } from "./complex.ts";
import { centralSlope, checkFunction, complexStep, type RealFunction } from "./differences.ts";
import { toleranceOf } from "./distribution.ts";

/** How a gradient was found to compare with the function it is said to belong to. */
export interface GradientReport {
  /** Whether every entry agrees within its tolerance. */
  readonly ok: boolean;
  /** What the gradient was compared with. */
  readonly method: "finite differences" | "complex step";
  /** The gradient that the method finds. */
  readonly expected: Float64Array;
  /** How far the method itself may be off, entry by entry. */
  readonly uncertainty: Float64Array;
  /** Largest distance of the given gradient from the expected one. */
  readonly largestError: number;
  /** The entry with the largest distance beyond its tolerance, or the largest if all agree. */
  readonly worst: number;
}

/** Options of {@linkcode checkGradient}. */
export interface CheckGradientOptions {
  /** The same function for complex numbers: if given, the check is good to the last digits. */
  readonly complex?: ComplexFunction;
  /** Distance that is accepted beyond the uncertainty, relative to max(1, |entry|). Default 1e-9; with `complex` 1e-14. */
  readonly tolerance?: number;
}

/**
 * Compares a gradient with the function it is said to belong to.
 *
 * By finite differences: central ones, `(f(x + h e_j) - f(x - h e_j)) / 2h`, at steps that halve from
 * 2^-4 to 2^-13, each pair extrapolated (Richardson), and the spread of neighbouring answers as the
 * estimate of their error. By the complex step, where a complex version of the function is given: no
 * error but rounding.
 *
 * @example A gradient, and one with the sign forgotten
 * ```ts
 * import { checkGradient, softmaxCrossEntropy, softmaxCrossEntropyGradient } from "@surprisal/loss";
 * import { assert } from "@std/assert";
 *
 * const z = [1, -2, 0.5];
 * const gradient = softmaxCrossEntropyGradient(z, 2);
 * const loss = (x: Float64Array) => softmaxCrossEntropy(x, 2);
 * assert(checkGradient(loss, z, gradient).ok);
 * assert(!checkGradient(loss, z, gradient.map((slope) => -slope)).ok);
 * ```
 *
 * @param f A smooth function of a vector.
 * @param x Where the gradient was taken, K numbers.
 * @param gradient K numbers, or the function that gives them.
 * @param options A complex version of `f`, and the tolerance.
 * @returns Whether they agree, and what was found; it does not throw where they do not.
 * @throws {TypeError} If a function is none, or if `x` or the gradient is empty, holds anything but numbers, or their lengths
 * differ.
 * @throws {RangeError} If an entry of `x` is not finite, or is above 1e300
 * in size where differences are taken, or `tolerance` is no number >= 0. A gradient that is not is reported, not refused.
 * @see Ridders, Advances in Engineering Software 4 (1982), 75-76.
 */
export function checkGradient(
  f: RealFunction,
  x: Vector,
  gradient: Vector | ((x: Float64Array) => Vector),
  options: CheckGradientOptions = {},
): GradientReport {
  const task = "check a gradient";
  const { complex, tolerance } = settingsOf(task, options);
  checkFunction(f, new Site(task, "f"));
  const xSite = new Site(task, "x");
  const here = checkFinite(numbersOf(x, xSite), xSite);
  const site = new Site(task, "gradient");
  const given = numbersOf(typeof gradient === "function" ? gradient(here) : gradient, site);
  checkLength(given, here.length, "x", site);
  return complex
    ? byComplexStep(complex, here, given, tolerance)
    : byDifferences(f, here, given, tolerance);
}

function settingsOf(task: string, options: CheckGradientOptions) {
  checkOptions(task, options);
  const { complex, tolerance = complex === undefined ? 1e-9 : 1e-14 } = options;
  if (complex !== undefined) checkFunction(complex, new Site(task, "complex"));
  return { complex, tolerance: toleranceOf(task, tolerance) };
}

function byComplexStep(
  f: ComplexFunction,
  x: Float64Array,
  given: Float64Array,
  tolerance: number,
): GradientReport {
  const expected = complexStep(f, x);
  return report("complex step", given, expected, new Float64Array(x.length), tolerance);
}

function byDifferences(
  f: RealFunction,
  x: Float64Array,
  given: Float64Array,
  tolerance: number,
): GradientReport {
  const at = x.findIndex((entry) => Math.abs(entry) > LARGEST_POINT);
  if (at >= 0) {
    const site = new Site("check a gradient", "x");
    site.refuseEntry(at, x[at], `must leave room for steps: at most ${LARGEST_POINT} in size`);
  }
  const slopes = Array.from(x, (_, j) => extrapolatedSlope(f, x, j));
  const expected = Float64Array.from(slopes, ({ slope }) => slope);
  const uncertainty = Float64Array.from(slopes, ({ error }) => error);
  return report("finite differences", given, expected, uncertainty, tolerance);
}

/** Steps are taken in proportion to x, and must not overflow. */
const LARGEST_POINT = 1e300;

/** Powers of two, so that x ± h loses as little as can be. */
const STEPS = Array.from({ length: 10 }, (_, k) => 2 ** -(k + 4));

/** The slope on which neighbouring extrapolations agree best, and by how much they differ. */
function extrapolatedSlope(f: RealFunction, x: Float64Array, j: number) {
  const scale = Math.max(1, 2 ** Math.floor(Math.log2(Math.abs(x[j]!) + 1)));
  const slopes = STEPS.map((h) => centralSlope(f, x, j, h * scale));
  const better = slopes.slice(1).map((slope, k) => slope + (slope - slopes[k]!) / 3);
  const best = better.slice(1).map((slope, k) => slope + (slope - better[k]!) / 15);
  let answer = { slope: best[0]!, error: Infinity };
  for (let k = 1; k < best.length; k++) {
    const error = Math.abs(best[k]! - best[k - 1]!);
    if (error < answer.error) answer = { slope: best[k]!, error };
  }
  return answer;
}

function report(
  method: GradientReport["method"],
  given: Float64Array,
  expected: Float64Array,
  uncertainty: Float64Array,
  tolerance: number,
): GradientReport {
  const errors = given.map((slope, j) => distance(slope, expected[j]!));
  const excess = errors.map((error, j) =>
    error - uncertainty[j]! - tolerance * Math.max(1, Math.abs(expected[j]!))
  );
  const worst = excess.reduce((at, value, j) => value > excess[at]! ? j : at, 0);
  const ok = excess.every((value) => value <= 0);
  const largestError = errors.reduce((largest, error) => Math.max(largest, error), 0);
  return { ok, method, expected, uncertainty, largestError, worst };
}

/** How far a slope is from the expected one; NaN is infinitely far. */
function distance(slope: number, expected: number): number {
  return Number.isNaN(slope) ? Infinity : Math.abs(slope - expected);
}
