import type { Vector } from "../types/kinds.ts";
import { Site } from "../types/site.ts";
import { numbersOf } from "../types/vector.ts";

/**
 * The longest code word in bits. The smallest double, 2^-1074, asks for 1,074 bits, and no Huffman
 * code of doubles needs more than 3,100 (their Fibonacci numbers end there).
 */
const LONGEST_WORD = 4096;

/**
 * The Kraft sum of code word lengths: `Σ 2^-l`, the share of the budget that a prefix code spends.
 *
 * A prefix code of these lengths exists if and only if the sum is at most 1. It is added up without
 * rounding, so that comparing it with 1 always tells the truth: the answer is the sum itself where a
 * double can hold it, else a double next to it, on the same side of 1.
 *
 * @example A full budget, and an overdrawn one
 * ```ts
 * import { kraftSum } from "@surprisal/loss/coding";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(kraftSum([1, 2, 3, 3]), 1);
 * assertEquals(kraftSum([1, 1, 2]), 1.25);
 * ```
 *
 * @param lengths Bits of each code word: integers >= 0, or Infinity for a symbol without a word.
 * @returns The sum, >= 0.
 * @throws {TypeError} If `lengths` is empty or holds anything but numbers.
 * @throws {RangeError} If a length is neither an integer in [0, 4096] nor Infinity.
 * @see Kraft, A Device for Quantizing, Grouping, and Coding Amplitude-Modulated Pulses (1949).
 */
export function kraftSum(lengths: Vector): number {
  const checked = lengthsOf(lengths, new Site("compute a Kraft sum", "lengths"));
  const longest = checked.reduce((max, l) => l < Infinity ? Math.max(max, l) : max, 0);
  let leaves = 0n;
  for (const l of checked) if (l < Infinity) leaves += 1n << BigInt(longest - l);
  return ratio(leaves, longest);
}

/** Code word lengths as numbers, each refused unless it is one. */
export function lengthsOf(x: unknown, site: Site): Float64Array {
  const lengths = numbersOf(x, site);
  const wrong = lengths.findIndex((l) =>
    l !== Infinity && !(Number.isInteger(l) && l >= 0 && l <= LONGEST_WORD)
  );
  if (wrong < 0) return lengths;
  return site.refuseEntry(
    wrong,
    lengths[wrong],
    `must contain integers in [0, ${LONGEST_WORD}], or Infinity for no word`,
  );
}

/** `leaves / 2^depth`; only a ratio of exactly 1 gives 1. */
function ratio(leaves: bigint, depth: number): number {
  const excess = Math.max(0, leaves.toString(2).length - 53);
  const kept = leaves >> BigInt(excess);
  const rest = leaves - (kept << BigInt(excess));
  const above = leaves > 1n << BigInt(depth);
  // Cut off below 1, round up above it: either way the answer stays on its side.
  return scaled(Number(above && rest > 0n ? kept + 1n : kept), excess - depth);
}

/** `x · 2^exponent`, in two steps: the power alone may be too small for a double. */
function scaled(x: number, exponent: number): number {
  return x * 2 ** Math.max(exponent, -1000) * 2 ** Math.min(exponent + 1000, 0);
}
