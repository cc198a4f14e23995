/**
 * Entropy as a file size: prefix codes, Huffman codes, an arithmetic coder, and n-gram models that
 * tell it what to expect. Lengths are in bits; symbols are the integers 0 to K-1.
 *
 * @example A cross-entropy in bits is the size of a file
 * ```ts
 * import { codeLength, decodeSymbols, encodeSymbols, NGramModel } from "@surprisal/loss/coding";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const text = new TextEncoder().encode("how much wood would a woodchuck chuck");
 * const bits = encodeSymbols(text, new NGramModel());
 * assertEquals(Uint8Array.from(decodeSymbols(bits, text.length, new NGramModel())), text);
 * assert(bits.length <= codeLength(text, new NGramModel()) + 1);
 * ```
 *
 * @module
 */
export { AdaptiveCounts } from "./adaptive_counts.ts";
export { ArithmeticDecoder } from "./arithmetic_decoder.ts";
export { ArithmeticEncoder } from "./arithmetic_encoder.ts";
export { type BitString, formatBits, parseBits } from "./bit_string.ts";
export { canonicalCode } from "./canonical_code.ts";
export { expectedLength, shannonLengths } from "./code_lengths.ts";
export { codeLength, decodeSymbols, encodeSymbols, totalSurprisal } from "./code_symbols.ts";
export { compress, type CompressOptions, decompress } from "./compress.ts";
export { FixedModel } from "./fixed_model.ts";
export { huffmanCode, huffmanLengths } from "./huffman_code.ts";
export { integerFrequencies } from "./integer_frequencies.ts";
export { type Half, Interval, WHOLE } from "./interval.ts";
export { kraftSum } from "./kraft_sum.ts";
export { LanguageModel, type LanguageModelOptions } from "./language_model.ts";
export { LETTERS, letterSymbols } from "./letter_symbols.ts";
export { NGramModel, type NGramOptions } from "./ngram_model.ts";
export { PrefixCode } from "./prefix_code.ts";
export type { Cumulative, ProbabilityModel, SymbolModel } from "./symbol_model.ts";
export type { Probabilities, Vector } from "../types/kinds.ts";
export type { Amount, Bits, Nats, Unit, UnitOption } from "../types/unit.ts";
