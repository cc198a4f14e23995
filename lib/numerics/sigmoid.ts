import type { Chances, Logits, LogProbabilities, Vector } from "../types/kinds.ts";
import { type Elementary, elementwise, isNotNaN } from "./elementwise.ts";

/** σ(x) of a checked number, full relative precision on both sides. */
export function sigmoidOf(x: number): number {
  const e = Math.exp(-Math.abs(x));
  const total = 1 + e;
  const quotient = (x >= 0 ? 1 : e) / total;
  // e - (total - 1) is what rounding took from the total.
  return quotient - quotient * ((e - (total - 1)) / total);
}

const SIGMOID: Elementary = {
  task: "compute sigmoid",
  domain: "must not be NaN",
  accepts: isNotNaN,
  of: sigmoidOf,
};

/**
 * Logistic sigmoid: `σ(x) = 1 / (1 + exp(-x))`.
 *
 * At most 2 ulp from the correctly rounded answer (tests/golden).
 *
 * @example Both ends
 * ```ts
 * import { sigmoid } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...sigmoid([-Infinity, 0, Infinity])], [0, 0.5, 1]);
 * ```
 *
 * @param x A number, or a vector of numbers; the infinities are limits.
 * @returns A number in [0, 1] for a number, a vector of them for a vector.
 * @throws {TypeError} If `x` is neither, or empty.
 * @throws {RangeError} If a number is NaN.
 * @see {@linkcode logSigmoid} for its logarithm.
 * @see Cox, Journal of the Royal Statistical Society B 20 (1958), 215-242.
 */
export function sigmoid(x: Logits<number> | LogProbabilities<number>): Chances<number>;
/** Sigmoid of every entry of a vector. */
export function sigmoid(x: Logits | LogProbabilities): Chances<Float64Array>;
export function sigmoid(x: number | Vector): number | Float64Array {
  return elementwise(SIGMOID, x);
}
