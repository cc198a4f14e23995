import type { CompensatedSum } from "./compensated_sum.ts";
import { productError, sumError } from "./error_free.ts";
import { polynomial } from "./polynomial.ts";

/** 1/3, 1/5, 1/7, …: the series of the inverse hyperbolic tangent, without its first term. */
const ODD_RECIPROCALS = Float64Array.from({ length: 7 }, (_, k) => 1 / (2 * k + 3));

/** Whether two numbers above 0 are so near each other that the gap is taken as a series. */
export function nearlyAgree(a: number, b: number): boolean {
  return a < 1.125 * b && b < 1.125 * a;
}

/**
 * Adds `a ln(a/b) - a + b` to a sum, for a and b that {@linkcode nearlyAgree}. It is never negative,
 * and right in full relative precision, where the formula itself would cancel.
 *
 * With d = b - a, which is exact, and s = d / (a + b), ln(b/a) is 2 artanh s and the gap is
 * `s d - 2 a s³ (1/3 + s²/5 + …)`. What rounding takes from s and from s d is put back.
 */
export function addDivergenceGap(sum: CompensatedSum, a: number, b: number): void {
  const d = b - a;
  const both = a + b;
  const s = d / both;
  const back = s * both;
  const rest = (d - back) - productError(s, both, back) - s * sumError(a, b, both);
  const main = d * s;
  const square = s * s;
  const series = 2 * a * square * s * polynomial(ODD_RECIPROCALS, square < 3e-4 ? 4 : 7, square);
  sum.addPair(main, productError(d, s, main) + d * (rest / both) - series);
}
