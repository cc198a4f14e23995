import { CompensatedSum } from "./compensated_sum.ts";
import { DoubleDouble } from "./double_double.ts";
import { LIFT } from "./lift.ts";
import { quickExponentialLifted } from "./quick_exponential.ts";

/** What the other classes have is next to nothing: products with it fall among the subnormals. */
export const FAINT = 1e-280;

/** Below this, exp is nothing even beside the smallest number. */
const LOWEST_EXPONENT = -760;

const e = new DoubleDouble();

/**
 * Entropy of the softmax of logits that leave all classes but one next to nothing: `Σ e_j (1 + gap_j)`
 * with `gap_j = max - z_j` and `e_j = exp(-gap_j)`, lifted out of the subnormals on its way.
 */
export function faintEntropy(z: Float64Array, argmax: number): CompensatedSum {
  const sum = new CompensatedSum();
  const max = z[argmax]!;
  for (let j = 0; j < z.length; j++) {
    const difference = z[j]! - max;
    if (j === argmax || difference < LOWEST_EXPONENT) continue;
    sum.add(quickExponentialLifted(e.setDifference(z[j]!, max)).high * (1 - difference));
  }
  sum.high /= LIFT;
  sum.low /= LIFT;
  return sum;
}
