import { DoubleDouble } from "./double_double.ts";
import { sumError } from "./error_free.ts";
import { exponentiateLifted } from "./exponential.ts";
import { LIFT } from "./lift.ts";
import { takeLog1p } from "./logarithm.ts";
import { quickExponentialLifted } from "./quick_exponential.ts";

/** Below this, exp is nothing beside a 1. */
const LOWEST_EXPONENT = -750;

/** Answers below this, as a share of the largest logit, are all error after quick exponentials. */
const NOTHING_LEFT = 2 ** -64;

const e = new DoubleDouble();

/**
 * Log-sum-exp of checked logits whose maximum, at `argmax`, is all but undone by what the others add:
 * with so many digits more that some are left. Needs a maximum of moderate size, as it then has.
 */
export function preciseLogSumExp(z: Float64Array, argmax: number): number {
  const answer = logSumExpBy(quickExponentialLifted, z, argmax);
  if (Math.abs(answer) > NOTHING_LEFT * Math.abs(z[argmax]!)) return answer;
  return logSumExpBy(exponentiateLifted, z, argmax);
}

function logSumExpBy(exp: typeof exponentiateLifted, z: Float64Array, argmax: number): number {
  const max = z[argmax]!;
  let high = 0;
  let low = 0;
  for (let j = 0; j < z.length; j++) {
    if (j === argmax || z[j]! - max < LOWEST_EXPONENT) continue;
    exp(e.setDifference(z[j]!, max));
    const sum = high + e.high;
    low += sumError(high, e.high, sum) + e.low;
    high = sum;
  }
  const others = new DoubleDouble().setSum(high, low).scale(1 / LIFT);
  return takeLog1p(others).add(max).high + 0;
}
