import { distributionOf, toleranceOf } from "../numerics/distribution.ts";
import type { MeasureOptions } from "../information/entropy.ts";
import type { Probabilities } from "../types/kinds.ts";
import { Site } from "../types/site.ts";
import type { Amount, Unit } from "../types/unit.ts";
import { amountIn, checkAmountOptions } from "./amount.ts";
import { crossEntropySum } from "./cross_entropy.ts";
import type { Precision } from "./precision.ts";
import { ofOneSign } from "./rounded.ts";

/**
 * Shannon entropy, correctly rounded (within 0.501 ulp), in nats unless told otherwise:
 * `-Σ p_j ln p_j` with `0 ln 0 = 0`.
 *
 * @example Three classes
 * ```ts
 * import { entropy } from "@surprisal/loss/exact";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(entropy([0.5, 0.25, 0.25], { unit: "bits" }), 1.5);
 * ```
 *
 * @param p A distribution: K numbers >= 0 with sum 1.
 * @param options Unit of the answer; how far from 1 the sum may be.
 * @returns The entropy of the numbers as given.
 * @throws {TypeError} If `p` is empty or holds anything but numbers.
 * @throws {RangeError} If `p` is no distribution.
 * @see Ziv, Fast Evaluation of Elementary Mathematical Functions with Correctly Rounded Last Bit,
 * ACM Transactions on Mathematical Software 17 (1991), 410-423.
 */
export function entropy<U extends Unit = "nats">(
  p: Probabilities,
  options: MeasureOptions<U> = {},
): Amount<U> {
  const task = "compute exact entropy";
  checkAmountOptions(task, options);
  const masses = distributionOf(p, new Site(task, "p"), toleranceOf(task, options.tolerance));
  const estimate = (precision: Precision) => ofOneSign(crossEntropySum(masses, masses, precision));
  return amountIn(task, options.unit, estimate) as Amount<U>;
}
