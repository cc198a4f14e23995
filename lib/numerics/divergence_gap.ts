import { polynomial } from "./polynomial.ts";

/** 1/3, 1/5, 1/7, …: the series of the inverse hyperbolic tangent, without its first term. */
const ODD_RECIPROCALS = Float64Array.from({ length: 17 }, (_, k) => 1 / (2 * k + 3));

/** The largest |s| for which the series is taken: masses within a factor of 2. */
export const LARGEST_SERIES = 1 / 3;

/**
 * `a ln(a/b) - a + b`, never negative, in full relative precision where a and b nearly agree and the
 * formula itself would cancel. For `difference = b - a` and `s = difference / (a + b)` with |s| < 1/3.
 *
 * As ln(b/a) = 2 artanh s, this is `s (difference - 2 a s² (1/3 + s²/5 + …))`.
 */
export function divergenceGap(a: number, difference: number, s: number): number {
  const square = s * s;
  const terms = square < 1e-3 ? 5 : 17;
  return s * (difference - 2 * a * square * polynomial(ODD_RECIPROCALS, terms, square));
}
