import type { Vector } from "../types/kinds.ts";
import { type Elementary, elementwise } from "./elementwise.ts";

/** ln(1 - e^x) of a checked number; the better of two forms on either side of -ln 2. */
function log1mExpOf(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : 0 + Math.log1p(-Math.exp(x));
}

const LOG1M_EXP: Elementary = {
  task: "compute ln(1 - exp(x))",
  domain: "must be <= 0",
  accepts: (x) => x <= 0,
  of: log1mExpOf,
};

/**
 * `ln(1 - exp(x))` for x <= 0: the logarithm of the other probability, from a log-probability.
 *
 * At most 2 ulp from the correctly rounded answer (tests/golden).
 *
 * @example From ln p to ln(1 - p)
 * ```ts
 * import { log1mExp } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...log1mExp([-1e-20, -50, 0])], [-46.051701859880914, -1.9287498479639178e-22, -Infinity]);
 * ```
 *
 * @param x A number <= 0, or a vector of them.
 * @returns A number <= 0 for a number, a vector of them for a vector; -Infinity at 0.
 * @throws {TypeError} If `x` is neither, or empty.
 * @throws {RangeError} If a number is NaN or above 0.
 * @see Mächler, Accurately Computing log(1 - exp(-|a|)), vignette of the R package Rmpfr (2012).
 */
export function log1mExp(x: number): number;
/** ln(1 - exp(x)) of every entry of a vector. */
export function log1mExp(x: Vector): Float64Array;
export function log1mExp(x: number | Vector): number | Float64Array {
  return elementwise(LOG1M_EXP, x);
}
