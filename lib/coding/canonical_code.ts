import type { Vector } from "../types/kinds.ts";
import { Site } from "../types/site.ts";
import { kraftSum, lengthsOf } from "./kraft_sum.ts";
import { PrefixCode } from "./prefix_code.ts";

/**
 * The canonical prefix code of given lengths: words in numerical order, shorter ones first, and
 * among equals the lower symbol first. Only the lengths have to be stored to know it.
 *
 * @example Lengths in, words out
 * ```ts
 * import { canonicalCode } from "@surprisal/loss/coding";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(canonicalCode([2, 1, 3, 3]).words, ["10", "0", "110", "111"]);
 * assertEquals(canonicalCode([1, Infinity, 1]).words, ["0", undefined, "1"]);
 * ```
 *
 * @param lengths Bits of each word: integers >= 0, or Infinity for a symbol without a word.
 * @returns The code.
 * @throws {TypeError} If `lengths` is empty or holds anything but numbers.
 * @throws {RangeError} If a length is neither an integer in [0, 4096] nor Infinity, or if the Kraft
 * sum is above 1: there is no such code.
 * @see Schwartz and Kallick, Generating a Canonical Prefix Encoding (1964).
 */
export function canonicalCode(lengths: Vector): PrefixCode {
  const site = new Site("make a prefix code", "lengths");
  const checked = lengthsOf(lengths, site);
  const spent = kraftSum(checked);
  if (spent > 1) {
    site.refuseValue("lengths must have a Kraft sum of at most 1", `the sum is ${spent}`);
  }
  const words = new Array<string | undefined>(checked.length).fill(undefined);
  let word = "";
  for (const [rank, symbol] of symbolsByLength(checked).entries()) {
    word = (rank === 0 ? "" : successor(word)).padEnd(checked[symbol]!, "0");
    words[symbol] = word;
  }
  return new PrefixCode(words);
}

/** The symbols that have a word, shortest first. */
function symbolsByLength(lengths: Float64Array): number[] {
  const symbols = [...lengths.keys()].filter((symbol) => lengths[symbol]! < Infinity);
  return symbols.sort((a, b) => lengths[a]! - lengths[b]! || a - b);
}

/** The next binary number of the same length. */
function successor(word: string): string {
  const last = word.lastIndexOf("0");
  return word.slice(0, last) + "1" + "0".repeat(word.length - last - 1);
}
