import type { Vector } from "../types/kinds.ts";
import { Site } from "../types/site.ts";
import { sumOfMasses } from "../numerics/distribution.ts";
import { numbersOf } from "../types/vector.ts";
import { canonicalCode } from "./canonical_code.ts";
import type { PrefixCode } from "./prefix_code.ts";

/**
 * Code word lengths of a Huffman code, in bits: no prefix code has a shorter expected length.
 *
 * With p the weights divided by their sum, the expected length is in [H(p), H(p) + 1), and the Kraft
 * sum is exactly 1. A symbol of weight 0 gets no word (length Infinity); a single symbol of positive
 * weight gets the empty word (length 0). Equal weights are joined in the order of their symbols,
 * single symbols before joined ones, which keeps the longest word as short as it can be.
 *
 * @example The rarest get the longest words
 * ```ts
 * import { huffmanLengths } from "@surprisal/loss/coding";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(huffmanLengths([0.5, 0.25, 0.125, 0.125]), [1, 2, 3, 3]);
 * assertEquals(huffmanLengths([3, 0, 1]), [1, Infinity, 1]);
 * ```
 *
 * @param weights Probabilities or counts: finite numbers >= 0, at least one of them positive.
 * @returns The length of each symbol's word.
 * @throws {TypeError} If `weights` is empty or holds anything but numbers.
 * @throws {RangeError} If a weight is negative or not finite, or the sum is 0 or overflows.
 * @see Huffman, A Method for the Construction of Minimum-Redundancy Codes (1952).
 */
export function huffmanLengths(weights: Vector): number[] {
  const site = new Site("make a Huffman code", "weights");
  const checked = numbersOf(weights, site);
  const sum = sumOfMasses(checked, site);
  if (!(sum > 0 && sum < Infinity)) {
    site.refuseValue("weights must have a positive finite sum", `the sum of weights is ${sum}`);
  }
  const symbols = [...checked.keys()].filter((symbol) => checked[symbol]! > 0);
  symbols.sort((a, b) => checked[a]! - checked[b]! || a - b);
  const depths = depthsOf(Float64Array.from(symbols, (symbol) => checked[symbol]!));
  const lengths = new Array<number>(checked.length).fill(Infinity);
  for (const [rank, symbol] of symbols.entries()) lengths[symbol] = depths[rank]!;
  return lengths;
}

/**
 * The canonical Huffman code of weights; see {@linkcode huffmanLengths}.
 *
 * @example Five symbols
 * ```ts
 * import { huffmanCode } from "@surprisal/loss/coding";
 * import { assertEquals } from "@std/assert";
 *
 * const code = huffmanCode([0.1, 0.5, 0.1, 0.1, 0.2]);
 * assertEquals(code.words, ["100", "0", "101", "110", "111"]);
 * ```
 *
 * @param weights Probabilities or counts: finite numbers >= 0, at least one of them positive.
 * @returns The code.
 * @throws {TypeError} If `weights` is empty or holds anything but numbers.
 * @throws {RangeError} If a weight is negative or not finite, or the sum is 0 or overflows.
 */
export function huffmanCode(weights: Vector): PrefixCode {
  return canonicalCode(huffmanLengths(weights));
}

/**
 * Depths of the leaves of Huffman's tree over weights in ascending order. What gets joined comes out
 * in ascending order too, so that two queues take the place of a heap (van Leeuwen 1976).
 */
function depthsOf(weights: Float64Array): Float64Array {
  const n = weights.length;
  const size = 2 * n - 1;
  const weight = new Float64Array(size).fill(Infinity);
  weight.set(weights);
  const parent = new Uint32Array(size);
  let leaf = 0;
  let joined = n;
  const lightest = () => leaf < n && weight[leaf]! <= weight[joined]! ? leaf++ : joined++;
  for (let node = n; node < size; node++) {
    const [first, second] = [lightest(), lightest()];
    parent[first] = parent[second] = node;
    weight[node] = weight[first]! + weight[second]!;
  }
  // A parent comes after its children, so one walk from the root knows every depth.
  const depth = new Float64Array(size);
  for (let node = size - 2; node >= 0; node--) depth[node] = depth[parent[node]!]! + 1;
  return depth.subarray(0, n);
}
