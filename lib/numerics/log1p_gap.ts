import { polynomial } from "./polynomial.ts";

/** 1/3, 1/5, 1/7, …: the series of the inverse hyperbolic tangent, without its first term. */
const ODD_RECIPROCALS = Float64Array.from({ length: 17 }, (_, k) => 1 / (2 * k + 3));

/**
 * `u - ln(1 + u)` for -1/2 < u < 1, never negative, in full relative precision near 0, where the
 * difference itself would cancel.
 *
 * With s = u / (2 + u), ln(1 + u) = 2 artanh s, so the gap is `u s - 2 s³ (1/3 + s²/5 + …)`.
 */
export function log1pGap(u: number): number {
  const s = u / (2 + u);
  const square = s * s;
  const terms = square < 1e-3 ? 5 : 17;
  return u * s - 2 * s * square * polynomial(ODD_RECIPROCALS, terms, square);
}
