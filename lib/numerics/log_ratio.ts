import type { CompensatedSum } from "./compensated_sum.ts";
import { productError } from "./error_free.ts";

/** Quotients beyond this size, or below its inverse, leave no room for error terms. */
const LARGEST_RATIO = 2 ** 900;

/**
 * Adds `a ln(a/b)` to a sum, for a and b above 0 and below 2^300: what rounding takes from the
 * quotient and from the product goes into the sum's low part, so that only the logarithm rounds.
 */
export function addLogRatio(sum: CompensatedSum, a: number, b: number): void {
  const ratio = a / b;
  if (!(ratio < LARGEST_RATIO && ratio > 1 / LARGEST_RATIO)) {
    sum.add(a * (Math.log(a) - Math.log(b)));
    return;
  }
  const log = Math.log(ratio);
  const term = a * log;
  const back = ratio * b;
  sum.add(term);
  // a (ln(a/b) - ln(ratio)) is a - ratio b, to first order.
  sum.low += productError(a, log, term) + ((a - back) - productError(ratio, b, back));
}
