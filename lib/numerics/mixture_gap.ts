import { polynomial } from "./polynomial.ts";

/** 1/1, 1/6, 1/15, …: 1 / (k (2k - 1)) for k = 1, 2, …. */
const COEFFICIENTS = Float64Array.from({ length: 26 }, (_, i) => 1 / ((i + 1) * (2 * i + 1)));

/**
 * `(1 + d) ln(1 + d) + (1 - d) ln(1 - d)` for -1/2 < d < 1/2, never negative: what two masses
 * m (1 + d) and m (1 - d) lose when they are mixed. The series is `Σ d^(2k) / (k (2k - 1))`.
 */
export function mixtureGap(d: number): number {
  const square = d * d;
  const terms = square < 2e-3 ? 6 : 26;
  return square * polynomial(COEFFICIENTS, terms, square);
}
