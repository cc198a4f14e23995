import type { DoubleDouble } from "../numerics/double_double.ts";
import { FULL, type Precision, QUICK } from "./precision.ts";

/** What an answer is before it is rounded: its value, and the sum of the sizes of its terms. */
export interface Estimate {
  readonly value: DoubleDouble;
  readonly size: number;
}

/** A value of terms that have one sign. */
export function ofOneSign(value: DoubleDouble): Estimate {
  return { value, size: Math.abs(value.high) };
}

/**
 * An answer rounded once (Ziv): from quick arithmetic, unless its error leaves two doubles to choose
 * from; only then from the full one. Ziv, ACM Transactions on Mathematical Software 17 (1991), 410-423.
 */
export function rounded(
  estimate: (precision: Precision) => Estimate,
  round: (high: number, low: number) => number,
): number {
  const { value: { high, low }, size } = estimate(QUICK);
  const error = size * QUICK.error;
  const answer = round(high, low + error);
  if (answer === round(high, low - error)) return answer;
  const { value } = estimate(FULL);
  return round(value.high, value.low);
}
