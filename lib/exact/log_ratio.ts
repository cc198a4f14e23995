import { DoubleDouble } from "../numerics/double_double.ts";
import type { Precision } from "./precision.ts";

/** Masses are a gap apart up to this |a - b| / (a + b): two terms of a series are enough. */
export const SERIES = 2 ** -13;

const LARGEST_RATIO = 2 ** 900;

const ratio = new DoubleDouble();
const denominator = new DoubleDouble();

/** Adds `a ln(a / (high + low))` to a sum, for positive numbers; gives the size of what it added. */
export function addLogRatio(
  sum: DoubleDouble,
  precision: Precision,
  a: number,
  high: number,
  low = 0,
): number {
  const size = a / high;
  if (size < LARGEST_RATIO && size > 1 / LARGEST_RATIO) {
    precision.log(ratio.set(a).divide(high, low));
  } else {
    precision.log(denominator.set(high, low));
    precision.log(ratio.set(a)).add(-denominator.high, -denominator.low);
  }
  ratio.multiply(a);
  sum.add(ratio.high, ratio.low);
  return Math.abs(ratio.high);
}
