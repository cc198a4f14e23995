import type { Logits, LogProbabilities, Vector } from "../types/kinds.ts";
import { type Elementary, elementwise, isNotNaN } from "./elementwise.ts";
import { softplusOf } from "./softplus.ts";

const LOG_SIGMOID: Elementary = {
  task: "compute log-sigmoid",
  domain: "must not be NaN",
  accepts: isNotNaN,
  of: (x) => 0 - softplusOf(-x),
};

/**
 * Natural logarithm of the sigmoid: `ln σ(x) = -softplus(-x)`.
 *
 * At most 2 ulp from the correctly rounded answer (tests/golden).
 *
 * @example Where the sigmoid itself is 0
 * ```ts
 * import { logSigmoid, sigmoid } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([sigmoid(-800), logSigmoid(-800)], [0, -800]);
 * ```
 *
 * @param x A number, or a vector of numbers; the infinities are limits.
 * @returns A number <= 0 for a number, a vector of them for a vector.
 * @throws {TypeError} If `x` is neither, or empty.
 * @throws {RangeError} If a number is NaN.
 * @see Mächler, Accurately Computing log(1 - exp(-
 * @see a
 * @see )), vignette of the R package Rmpfr (2012).
 */
export function logSigmoid(x: Logits<number> | LogProbabilities<number>): number;
/** Log-sigmoid of every entry of a vector. */
export function logSigmoid(x: Logits | LogProbabilities): Float64Array;
export function logSigmoid(x: number | Vector): number | Float64Array {
  return elementwise(LOG_SIGMOID, x);
}
