import type { CompensatedSum } from "./compensated_sum.ts";
import { differenceError, productError, sumError } from "./error_free.ts";
import { polynomial } from "./polynomial.ts";

/** 1/6, 1/15, 1/28, …: 1 / (k (2k - 1)) for k = 2, 3, …. */
const COEFFICIENTS = Float64Array.from({ length: 7 }, (_, i) => 1 / ((i + 2) * (2 * i + 3)));

/** Whether two numbers above 0 are so near each other that the gap is taken as a series. */
export function nearlyMix(a: number, b: number): boolean {
  return a < 1.25 * b && b < 1.25 * a;
}

/**
 * Adds `a ln(a/m) + b ln(b/m)` with m = (a + b) / 2, of numbers that {@linkcode nearlyMix}: what two
 * masses lose when they are mixed. It is never negative, and right in full relative precision: with
 * c = (a - b) / (a + b), below 1/9, it is `½ (a - b) c (1 + c²/6 + c⁴/15 + …)`. What rounding takes from
 * each of the three is put back.
 */
export function addMixtureGap(sum: CompensatedSum, a: number, b: number): void {
  const d = a - b;
  const dLow = differenceError(a, b, d);
  const both = a + b;
  const c = d / both;
  const back = c * both;
  const rest = (d - back) - productError(c, both, back) + (dLow - c * sumError(a, b, both));
  const main = d * c;
  const square = c * c;
  const series = main * square * polynomial(COEFFICIENTS, square < 2e-3 ? 5 : 7, square);
  const low = productError(d, c, main) + d * (rest / both) + dLow * c;
  sum.addPair(0.5 * main, 0.5 * (low + series));
}
