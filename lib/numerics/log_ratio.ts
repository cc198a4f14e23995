import type { CompensatedSum } from "./compensated_sum.ts";
import { DoubleDouble } from "./double_double.ts";
import { shortProductError } from "./error_free.ts";
import { quickLog } from "./quick_logarithm.ts";
import { splitLog, UPPER } from "./split_logarithm.ts";

/** Quotients beyond this size, or below its inverse, leave no room for error terms. */
const LARGEST_RATIO = 2 ** 900;

/**
 * Adds `a ln(a/b)` to a sum, for a > 0 and b >= 0 that are lifted out of the subnormals. The logarithms
 * of a and b are taken in two parts, so that their difference is right to 2^-62. Gives the size of
 * what it added.
 */
export function addLogRatio(sum: CompensatedSum, a: number, b: number): number {
  if (b === 0) {
    sum.add(Infinity);
    return Infinity;
  }
  const aLow = splitLog(a);
  const aHigh = UPPER[0]!;
  const low = aLow - splitLog(b);
  const high = aHigh - UPPER[0]!;
  const term = a * high;
  sum.add(term);
  sum.low += shortProductError(a, high, term) + a * low;
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
