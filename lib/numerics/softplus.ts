import type { Vector } from "../types/kinds.ts";
import { type Elementary, elementwise, isNotNaN } from "./elementwise.ts";

/** ln(1 + e^x) of a checked number. */
export function softplusOf(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

const SOFTPLUS: Elementary = {
  task: "compute softplus",
  domain: "must not be NaN",
  accepts: isNotNaN,
  of: softplusOf,
};

/**
 * Softplus: `ln(1 + exp(x))`, without overflow and without a threshold.
 *
 * At most 2 ulp from the correctly rounded answer (tests/golden).
 *
 * @example Large and small arguments
 * ```ts
 * import { softplus } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...softplus([800, 0, -40])], [800, Math.LN2, 4.248354255291589e-18]);
 * ```
 *
 * @param x A number, or a vector of numbers; the infinities are limits.
 * @returns A number >= 0 for a number, a vector of them for a vector.
 * @throws {TypeError} If `x` is neither, or empty.
 * @throws {RangeError} If a number is NaN.
 * @see Mächler, Accurately Computing log(1 - exp(-
 * @see a
 * @see )), vignette of the R package Rmpfr (2012).
 */
export function softplus(x: number): number;
/** Softplus of every entry of a vector. */
export function softplus(x: Vector): Float64Array;
export function softplus(x: number | Vector): number | Float64Array {
  return elementwise(SOFTPLUS, x);
}
