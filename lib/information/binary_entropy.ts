import { checkOptions } from "../types/options.ts";
import { Site } from "../types/site.ts";
import type { Amount, Unit, UnitOption } from "../types/unit.ts";
import { zeroRule } from "./on_zero.ts";
import { checkedProbability } from "./surprisal.ts";

/**
 * Entropy of a coin: `-p ln p - (1 - p) ln(1 - p)`, in nats unless told otherwise.
 *
 * At most 2 ulp from the correctly rounded answer (tests/golden).
 *
 * @example A fair coin has one bit
 * ```ts
 * import { binaryEntropy } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(binaryEntropy(0.5, { unit: "bits" }), 1);
 * ```
 *
 * @param p The probability of one side, in [0, 1].
 * @param options Unit of the answer.
 * @returns The entropy, in [0, ln 2]; 0 at both ends.
 * @throws {TypeError} If `p` is no number.
 * @throws {RangeError} If `p` is not in [0, 1].
 * @see Shannon, A Mathematical Theory of Communication (1948), section 6.
 */
export function binaryEntropy<U extends Unit = "nats">(
  p: number,
  options: UnitOption<U> = {},
): Amount<U> {
  const site = new Site("compute binary entropy", "p");
  checkOptions(site.task, options);
  const rule = zeroRule(site, "infinity", options.unit);
  const heads = checkedProbability(p, site);
  if (heads === 0 || heads === 1) return 0 as Amount<U>;
  return (heads * rule.surprisal(heads, 0) + (1 - heads) * rule.complement(heads, 0)) as Amount<U>;
}
