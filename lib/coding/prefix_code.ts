import { describe, Site } from "../types/site.ts";
import { BitReader } from "./bit_reader.ts";
import { type BitString, checkBits } from "./bit_string.ts";
import { BitWriter } from "./bit_writer.ts";
import { CodeTree } from "./code_tree.ts";
import { integerOf } from "./symbol_count.ts";

/**
 * A prefix code: a word of bits for each symbol, none the beginning of another, so that words need
 * no commas between them.
 *
 * @example Four symbols
 * ```ts
 * import { PrefixCode } from "@surprisal/loss/coding";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const code = new PrefixCode(["0", "10", "110", "111"]);
 * const bits = code.encode([2, 0, 1]);
 * assertEquals(bits.length, 6);
 * assertEquals(code.decode(bits), [2, 0, 1]);
 * assertThrows(() => new PrefixCode(["0", "01"]), RangeError, "no word may begin another");
 * ```
 *
 * @see Cover and Thomas, Elements of Information Theory, 2nd edition (2006), chapter 5.
 */
export class PrefixCode {
  /** The word of each symbol, a text of 0 and 1; undefined for a symbol that has none. */
  readonly words: readonly (string | undefined)[];
  /** Bits of each word; Infinity for a symbol that has none. */
  readonly lengths: readonly number[];
  readonly #tree: CodeTree;

  /**
   * Makes a code of its words.
   *
   * @param words The word of symbol 0, 1, 2, …: texts of 0 and 1, or undefined for no word. The
   * empty word is fine where it is the only one.
   * @throws {TypeError} If `words` is no array of texts, or empty.
   * @throws {RangeError} If a word holds another character, or begins another word.
   */
  constructor(words: readonly (string | undefined)[]) {
    this.words = wordsOf(words);
    this.lengths = this.words.map((word) => word?.length ?? Infinity);
    this.#tree = new CodeTree(this.words);
  }

  /**
   * Writes symbols as bits, word after word.
   *
   * @param symbols Symbols that have a word.
   * @returns The bits.
   * @throws {RangeError} If a symbol has no word.
   */
  encode(symbols: Iterable<number>): BitString {
    const writer = new BitWriter();
    let index = 0;
    for (const symbol of symbols) {
      const word = typeof symbol === "number" ? this.words[symbol] : undefined;
      if (word === undefined) return refuseSymbol(symbol, index);
      for (const bit of word) writer.write(bit === "1" ? 1 : 0);
      index++;
    }
    return writer.toBits();
  }

  /**
   * Reads symbols back from bits.
   *
   * @param bits What {@linkcode PrefixCode.encode} wrote.
   * @param count How many symbols to read. Default: as many as there are bits for; only a code of
   * one empty word needs to be told.
   * @returns The symbols.
   * @throws {TypeError} If `bits` is no bit string, or `count` no integer.
   * @throws {RangeError} If `count` is negative, or the bits end within a word, or leave the code.
   */
  decode(bits: BitString, count = Infinity): number[] {
    checkBits(bits, new Site(DECODE, "bits"));
    if (count !== Infinity) integerOf(new Site(DECODE, "count"), count, 0, MOST_SYMBOLS_READ);
    const reader = new BitReader(bits);
    const symbols: number[] = [];
    const wanted = count === Infinity ? () => !reader.done : () => symbols.length < count;
    while (wanted()) symbols.push(this.#tree.read(reader, bits.length));
    return symbols;
  }
}

const DECODE = "decode bits";

/** The most symbols that an array can hold. */
const MOST_SYMBOLS_READ = 2 ** 32 - 1;

function refuseSymbol(symbol: unknown, index: number): never {
  const site = new Site("encode symbols", "symbols");
  return site.refuseEntry(index, symbol, "must contain symbols that have a code word");
}

/** A copy of the words, refused unless each is a text of 0 and 1. */
function wordsOf(words: readonly (string | undefined)[]): (string | undefined)[] {
  const site = new Site("make a prefix code", "words");
  if (!Array.isArray(words) || words.length === 0) {
    const found = Array.isArray(words) ? "words has length 0" : `words is ${describe(words)}`;
    site.refuseType("words must be an array of texts of 0 and 1, one a symbol", found);
  }
  return Array.from(words, (word: unknown, i) => {
    if (word === undefined) return undefined;
    const found = `words[${i}] is ${describe(word)}`;
    if (typeof word !== "string") {
      return site.refuseType("words must contain texts of 0 and 1", found);
    }
    if (/^[01]*$/.test(word)) return word;
    return site.refuseValue("words must contain texts of 0 and 1", found);
  });
}
