import { distributionOf, toleranceOf } from "../numerics/distribution.ts";
import { SoftmaxRow } from "../numerics/softmax_row.ts";
import type { Probabilities } from "../types/kinds.ts";
import { checkOptions } from "../types/options.ts";
import { Site } from "../types/site.ts";
import { type Amount, natsPerUnit, type Unit } from "../types/unit.ts";
import { entropyOf, type MeasureOptions } from "./entropy.ts";
import { orderOf, orderSumMinusOne } from "./order_sum.ts";

/**
 * Rényi entropy: `ln(Σ p_j^order) / (1 - order)`, in nats unless told otherwise.
 *
 * Order 1 is Shannon's entropy, order 0 the logarithm of the number of possible classes, order 2 the
 * collision entropy, order +Infinity the min-entropy.
 *
 * At most 4 ulp from the correctly rounded answer (tests/golden).
 *
 * @example Every order agrees on a uniform distribution
 * ```ts
 * import { renyiEntropy } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * const orders = [0, 1, 2, Infinity];
 * const answers = orders.map((order) => renyiEntropy([0.5, 0.5], order, { unit: "bits" }));
 * assertEquals(answers, [1, 1, 1, 1]);
 * ```
 *
 * @param p A distribution: K numbers >= 0 with sum 1.
 * @param order The order, >= 0.
 * @param options Unit of the answer; how far from 1 the sum may be.
 * @returns The entropy; it falls as the order grows.
 * @throws {TypeError} If `p` is empty or holds anything but numbers.
 * @throws {RangeError} If `p` is no distribution, or the order is negative or NaN.
 * @see Rényi, On Measures of Entropy and Information (1961).
 */
export function renyiEntropy<U extends Unit = "nats">(
  p: Probabilities,
  order: number,
  options: MeasureOptions<U> = {},
): Amount<U> {
  const task = "compute Rényi entropy";
  checkOptions(task, options);
  const alpha = orderOf(task, order);
  const divisor = natsPerUnit(task, options.unit);
  const masses = distributionOf(p, new Site(task, "p"), toleranceOf(task, options.tolerance));
  return renyiOf(masses, alpha) / divisor + 0 as Amount<U>;
}

function renyiOf(p: Float64Array, order: number): number {
  if (order === 1) return entropyOf(p, Math.log);
  if (order === Infinity) return -Math.log(p.reduce((a, b) => Math.max(a, b)));
  if (order === 0) return Math.log(p.filter((mass) => mass > 0).length);
  const excess = orderSumMinusOne(p, order);
  const logSum = excess > -0.5 ? Math.log1p(excess) : logOrderSum(p, order);
  return logSum / (1 - order);
}

/** ln Σ p^order where the sum is far below 1, and might underflow. */
function logOrderSum(p: Float64Array, order: number): number {
  const row = new SoftmaxRow(p.length);
  for (let j = 0; j < p.length; j++) row.logits[j] = order * Math.log(p[j]!);
  return row.loadLogSumExp(new Site("compute Rényi entropy", "p"));
}
