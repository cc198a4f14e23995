import { CompensatedSum } from "../numerics/compensated_sum.ts";
import { Site } from "../types/site.ts";
import type { Bits } from "../types/unit.ts";
import { ArithmeticDecoder } from "./arithmetic_decoder.ts";
import { ArithmeticEncoder } from "./arithmetic_encoder.ts";
import type { BitString } from "./bit_string.ts";
import { integerOf } from "./symbol_count.ts";
import { type ProbabilityModel, refuseSymbol, type SymbolModel, totalOf } from "./symbol_model.ts";

/**
 * Encodes symbols arithmetically under a model that learns as they come.
 *
 * @example There and back
 * ```ts
 * import { AdaptiveCounts, decodeSymbols, encodeSymbols } from "@surprisal/loss/coding";
 * import { assertEquals } from "@std/assert";
 *
 * const symbols = [0, 0, 1, 0, 0, 0, 2, 0];
 * const bits = encodeSymbols(symbols, new AdaptiveCounts(3));
 * assertEquals(decodeSymbols(bits, 8, new AdaptiveCounts(3)), symbols);
 * ```
 *
 * @param symbols Integers in [0, K).
 * @param model A model of K symbols; it learns them.
 * @returns The bits: at most 1 more than {@linkcode codeLength} says, but for rounding; see
 * {@linkcode ArithmeticEncoder}.
 * @throws {TypeError} If a symbol is no integer.
 * @throws {RangeError} If a symbol is none of the model's, or the model gives it frequency 0.
 */
export function encodeSymbols(symbols: Iterable<number>, model: SymbolModel): BitString {
  const encoder = new ArithmeticEncoder();
  for (const symbol of symbols) {
    encoder.encode(symbol, model.cumulative());
    model.learn(symbol);
  }
  return encoder.finish();
}

/**
 * Decodes what {@linkcode encodeSymbols} wrote.
 *
 * @param bits The bits.
 * @param count How many symbols they hold; the bits do not say it themselves.
 * @param model A model in the state in which the encoder's was at the start; it learns the symbols.
 * @returns The symbols.
 * @throws {TypeError} If `bits` is no bit string, or `count` no integer.
 * @throws {RangeError} If `count` is negative, or the bits end before the last symbol.
 */
export function decodeSymbols(bits: BitString, count: number, model: SymbolModel): number[] {
  integerOf(new Site("decode symbols", "count"), count, 0, 2 ** 32 - 1);
  const decoder = new ArithmeticDecoder(bits);
  return Array.from({ length: count }, () => {
    const symbol = decoder.decode(model.cumulative());
    model.learn(symbol);
    return symbol;
  });
}

/**
 * What an arithmetic coder needs for symbols, in bits: `Σ -log2(frequency / total)`, with the model's
 * own integer frequencies, while it learns.
 *
 * @example A cross-entropy is a file size
 * ```ts
 * import { codeLength, encodeSymbols, FixedModel } from "@surprisal/loss/coding";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const symbols = [0, 1, 0, 2, 0, 0];
 * const length = codeLength(symbols, new FixedModel([2, 1, 1]));
 * assertEquals(length, 8);
 * assert(encodeSymbols(symbols, new FixedModel([2, 1, 1])).length <= length + 1);
 * ```
 *
 * @param symbols Integers in [0, K).
 * @param model A model of K symbols; it learns them.
 * @returns The number of bits, not rounded; Infinity if a symbol has frequency 0.
 * @throws {TypeError} If a symbol is no integer.
 * @throws {RangeError} If a symbol is none of the model's.
 */
export function codeLength(symbols: Iterable<number>, model: SymbolModel): Bits {
  const task = "compute a code length";
  const sum = new CompensatedSum();
  for (const symbol of symbols) {
    const table = model.cumulative();
    const frequency = table[symbol + 1]! - table[symbol]!;
    if (!(frequency >= 0)) refuseSymbol(symbol, table, task);
    sum.add(-Math.log2(frequency / totalOf(table, task)));
    model.learn(symbol);
  }
  return sum.value;
}

/**
 * The total surprisal of symbols, in bits: `Σ -log2 q`, with the model's probabilities as they are,
 * while it learns. What a coder without integer frequencies would need.
 *
 * @example A second time is cheaper
 * ```ts
 * import { NGramModel, totalSurprisal } from "@surprisal/loss/coding";
 * import { assert } from "@std/assert";
 *
 * const word = new TextEncoder().encode("whale");
 * const model = new NGramModel({ order: 2 });
 * assert(totalSurprisal(word, model) > totalSurprisal(word, model));
 * ```
 *
 * @param symbols Integers in [0, K).
 * @param model A model of K symbols; it learns them.
 * @returns The number of bits; Infinity if a symbol has probability 0.
 */
export function totalSurprisal(symbols: Iterable<number>, model: ProbabilityModel): Bits {
  const sum = new CompensatedSum();
  for (const symbol of symbols) {
    sum.add(-Math.log2(model.probability(symbol)));
    model.learn(symbol);
  }
  return sum.value;
}
