import { DoubleDouble } from "../numerics/double_double.ts";
import type { Logits, LogProbabilities } from "../types/kinds.ts";
import type { Amount, Unit, UnitOption } from "../types/unit.ts";
import { amountIn, checkAmountOptions } from "./amount.ts";
import type { Precision } from "./precision.ts";
import { ofOneSign } from "./rounded.ts";
import { possibleRows } from "./softmax.ts";

/**
 * Entropy of the softmax of one vector of logits, correctly rounded (within 0.501 ulp), in nats unless
 * told otherwise: `-Σ q_j ln q_j` with `q = softmax(z)`.
 *
 * @example All but certain
 * ```ts
 * import { softmaxEntropy } from "@surprisal/loss/exact";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(softmaxEntropy([50, 0]), 9.83662422461598e-21);
 * ```
 *
 * @param z Logits: a vector of K, below +Infinity, one at least above -Infinity.
 * @param options Unit of the answer.
 * @returns The entropy, in [0, ln K].
 * @throws {TypeError} If `z` is empty or holds anything but numbers.
 * @throws {RangeError} If a logit is NaN or +Infinity, or no class is left.
 * @see Ziv, Fast Evaluation of Elementary Mathematical Functions with Correctly Rounded Last Bit, ACM
 * Transactions on Mathematical Software 17 (1991), 410-423.
 */
export function softmaxEntropy<U extends Unit = "nats">(
  z: Logits | LogProbabilities,
  options: UnitOption<U> = {},
): Amount<U> {
  const task = "compute the exact entropy of a softmax";
  checkAmountOptions(task, options);
  const rows = possibleRows(task, z as Logits);
  const estimate = (precision: Precision) => {
    const row = rows(precision);
    const sum = new DoubleDouble();
    for (let j = 0; j < row.logits.length; j++) row.addWeightedGap(sum, j);
    const { high, low } = row.logTotal;
    return ofOneSign(sum.add(high, low));
  };
  return amountIn(task, options.unit, estimate) as Amount<U>;
}
