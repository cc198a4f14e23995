import { CompensatedSum } from "../numerics/compensated_sum.ts";
import { distributionOf } from "../numerics/distribution.ts";
import type { Probabilities, Vector } from "../types/kinds.ts";
import { Site } from "../types/site.ts";
import type { Bits } from "../types/unit.ts";
import { checkLength } from "../types/vector.ts";
import { lengthsOf } from "./kraft_sum.ts";

/**
 * Shannon's code word lengths: `⌈-log2 p_j⌉`, the surprisals rounded up to whole bits.
 *
 * Exact, also where p_j is next to a power of two and its logarithm rounds to an integer. Their Kraft
 * sum is at most Σ p_j: a prefix code of these lengths exists, unless rounding carried the sum of `p`
 * above 1. Its expected length is in [H(p), H(p) + 1). A symbol of probability 0 gets no word (length
 * Infinity).
 *
 * @example Surprisals rounded up
 * ```ts
 * import { kraftSum, shannonLengths } from "@surprisal/loss/coding";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const lengths = shannonLengths([0.5, 0.3, 0.2, 0]);
 * assertEquals(lengths, [1, 2, 3, Infinity]);
 * assert(kraftSum(lengths) <= 1);
 * ```
 *
 * @param p A distribution: numbers >= 0 with sum 1.
 * @returns The length of each symbol's word.
 * @throws {TypeError} If `p` is empty or holds anything but numbers.
 * @throws {RangeError} If an entry is negative or not finite, or the sum is not 1.
 * @see Shannon, A Mathematical Theory of Communication (1948), section 9.
 */
export function shannonLengths(p: Probabilities): number[] {
  return Array.from(distributionOf(p, new Site("compute code lengths", "p")), shannonLength);
}

/** The least l with 2^-l <= p. */
function shannonLength(p: number): number {
  if (p >= 1) return 0;
  const length = Math.ceil(-Math.log2(p));
  return 2 ** -length > p ? length + 1 : length;
}

/**
 * Expected length of a code: `Σ p_j l_j` in bits a symbol, with `0 · Infinity = 0`.
 *
 * @example Huffman against the entropy
 * ```ts
 * import { entropy } from "@surprisal/loss";
 * import { expectedLength, huffmanLengths } from "@surprisal/loss/coding";
 * import { assert } from "@std/assert";
 *
 * const p = [0.7, 0.2, 0.1];
 * const L = expectedLength(p, huffmanLengths(p));
 * const H = entropy(p, { unit: "bits" });
 * assert(H <= L && L < H + 1);
 * ```
 *
 * @param p What the symbols follow: a distribution over K symbols.
 * @param lengths Bits of each of the K code words; Infinity for a symbol without a word.
 * @returns The expected length; Infinity if a symbol that can happen has no word.
 * @throws {TypeError} If an argument is empty or holds anything but numbers, or the lengths differ.
 * @throws {RangeError} If `p` is no distribution, or a length is neither an integer in [0, 4096]
 * nor Infinity.
 */
export function expectedLength(p: Probabilities, lengths: Vector): Bits {
  const task = "compute an expected length";
  const masses = distributionOf(p, new Site(task, "p"));
  const site = new Site(task, "lengths");
  const checked = lengthsOf(lengths, site);
  checkLength(checked, masses.length, "p", site);
  const sum = new CompensatedSum();
  for (let j = 0; j < masses.length; j++) if (masses[j]! > 0) sum.add(masses[j]! * checked[j]!);
  return sum.value;
}
