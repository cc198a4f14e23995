import { distributionOf, toleranceOf, type ToleranceOption } from "../numerics/distribution.ts";
import type { Probabilities } from "../types/kinds.ts";
import { checkOptions } from "../types/options.ts";
import { Site } from "../types/site.ts";
import { entropyOf } from "./entropy.ts";
import { orderOf, orderSumMinusOne } from "./order_sum.ts";

/**
 * Tsallis entropy: `(1 - Σ p_j^order) / (order - 1)`. It has no unit: a plain number.
 *
 * Order 1 is Shannon's entropy in nats, order 2 the Gini impurity.
 *
 * At most 4 ulp from the correctly rounded answer (tests/golden).
 *
 * @example Gini impurity
 * ```ts
 * import { tsallisEntropy } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tsallisEntropy([0.5, 0.5], 2), 0.5);
 * ```
 *
 * @param p A distribution: K numbers >= 0 with sum 1.
 * @param order The order, >= 0.
 * @param options How far from 1 the sum may be.
 * @returns The entropy.
 * @throws {TypeError} If `p` is empty or holds anything but numbers.
 * @throws {RangeError} If `p` is no distribution, or the order is negative or NaN.
 * @see Tsallis, Journal of Statistical Physics 52 (1988), 479-487.
 */
export function tsallisEntropy(
  p: Probabilities,
  order: number,
  options: ToleranceOption = {},
): number {
  const task = "compute Tsallis entropy";
  checkOptions(task, options);
  const alpha = orderOf(task, order);
  const masses = distributionOf(p, new Site(task, "p"), toleranceOf(task, options.tolerance));
  if (alpha === 1) return entropyOf(masses, Math.log);
  if (alpha === Infinity) return 0;
  if (alpha === 0) return masses.filter((mass) => mass > 0).length - 1;
  return 0 - orderSumMinusOne(masses, alpha) / (alpha - 1);
}
