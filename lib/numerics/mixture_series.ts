import { polynomial } from "./polynomial.ts";

/** 1/1, 1/6, 1/15, …: 1 / (k (2k - 1)) for k = 1, 2, …. */
const COEFFICIENTS = Float64Array.from({ length: 26 }, (_, i) => 1 / ((i + 1) * (2 * i + 1)));

/**
 * `((1 + d) ln(1 + d) + (1 - d) ln(1 - d)) / d²` for d² < 1/4: what two masses m (1 + d) and
 * m (1 - d) lose when they are mixed, over d². The series is `Σ d^(2k-2) / (k (2k - 1))`.
 */
export function mixtureSeries(square: number): number {
  const terms = square < 2e-3 ? 6 : 26;
  return polynomial(COEFFICIENTS, terms, square);
}
