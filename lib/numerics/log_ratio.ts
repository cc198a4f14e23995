import type { CompensatedSum } from "./compensated_sum.ts";
import { DoubleDouble } from "./double_double.ts";
import { productError } from "./error_free.ts";
import { quickLog } from "./quick_logarithm.ts";

/** Quotients beyond this size, or below its inverse, leave no room for error terms. */
const LARGEST_RATIO = 2 ** 900;

/**
 * Adds `a ln(a/b)` to a sum, for a and b above 0 and below 2^300: what rounding takes from the
 * quotient and from the product goes into the sum's low part, so that only the logarithm rounds. Gives
 * the size of what it added.
 */
export function addLogRatio(sum: CompensatedSum, a: number, b: number): number {
  const ratio = a / b;
  if (!(ratio < LARGEST_RATIO && ratio > 1 / LARGEST_RATIO)) {
    const term = a * (Math.log(a) - Math.log(b));
    sum.add(term);
    return Math.abs(term);
  }
  const log = Math.log(ratio);
  const term = a * log;
  const back = ratio * b;
  sum.add(term);
  // a (ln(a/b) - ln(ratio)) is a - ratio b, to first order.
  sum.low += productError(a, log, term) + ((a - back) - productError(ratio, b, back));
  return Math.abs(term);
}

const log = new DoubleDouble();
const other = new DoubleDouble();

/** The same with a logarithm of twenty bits more: for sums whose terms cancel. */
export function addPreciseLogRatio(sum: CompensatedSum, a: number, b: number): number {
  const ratio = a / b;
  if (ratio < LARGEST_RATIO && ratio > 1 / LARGEST_RATIO) quickLog(log.set(a).divide(b));
  else {
    quickLog(other.set(b));
    quickLog(log.set(a)).add(-other.high, -other.low);
  }
  log.multiply(a);
  sum.addPair(log.high, log.low);
  return Math.abs(log.high);
}
