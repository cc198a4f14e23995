import { Site } from "../types/site.ts";
import { BitReader } from "./bit_reader.ts";
import { type BitString, checkBits } from "./bit_string.ts";
import { Interval } from "./interval.ts";
import { type Cumulative, totalOf } from "./symbol_model.ts";

/**
 * An arithmetic decoder: reads the number that {@linkcode ArithmeticEncoder} wrote, symbol by symbol,
 * by narrowing the same interval around it. The bits do not say where the symbols end; after the last
 * bit the number goes on with zeros.
 *
 * @example What the encoder wrote
 * ```ts
 * import { ArithmeticDecoder, parseBits } from "@surprisal/loss/coding";
 * import { assertEquals } from "@std/assert";
 *
 * const table = Uint32Array.of(0, 3, 4);
 * const decoder = new ArithmeticDecoder(parseBits("101"));
 * assertEquals([1, 2, 3].map(() => decoder.decode(table)), [0, 1, 0]);
 * ```
 *
 * @see Witten, Neal and Cleary, Arithmetic Coding for Data Compression (1987).
 */
export class ArithmeticDecoder {
  readonly #interval = new Interval();
  readonly #reader: BitReader;
  readonly #length: number;
  /** How far the number lies above the beginning of the interval. */
  #offset = 0;
  #owed = 0;
  #settled = 0;

  /**
   * Starts to read.
   *
   * @param bits What the encoder wrote.
   * @throws {TypeError} If `bits` is no bit string.
   */
  constructor(bits: BitString) {
    checkBits(bits, new Site(TASK, "bits"));
    this.#reader = new BitReader(bits);
    this.#length = bits.length;
    for (let i = 0; i < 32; i++) this.#offset = 2 * this.#offset + this.#reader.read();
  }

  /**
   * Decodes one symbol.
   *
   * @param cumulative The table that the symbol was encoded with.
   * @returns The symbol.
   * @throws {RangeError} If the bits cannot hold one more symbol, or the total is not in [1, 2^20].
   */
  decode(cumulative: Cumulative): number {
    const total = totalOf(cumulative, TASK);
    const share = Math.floor(((this.#offset + 1) * total - 1) / this.#interval.width);
    const symbol = ownerOf(share, cumulative);
    this.#offset -= this.#interval.narrow(cumulative[symbol]!, cumulative[symbol + 1]!, total);
    this.#follow();
    return symbol;
  }

  /** Magnifies as the encoder did, and counts the bits that the encoder had written by then. */
  #follow(): void {
    for (;;) {
      const half = this.#interval.magnify();
      if (half === undefined) break;
      this.#offset = 2 * this.#offset + this.#reader.read();
      if (half === "middle") this.#owed++;
      else {
        this.#settled += 1 + this.#owed;
        this.#owed = 0;
      }
    }
    if (this.#settled > this.#length) refuseEnd(this.#length);
  }
}

const TASK = "decode a symbol";

/** The symbol that owns a number: the last one whose share begins at or below it. */
function ownerOf(share: number, cumulative: Cumulative): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (cumulative[middle]! <= share) low = middle;
    else high = middle;
  }
  return low;
}

function refuseEnd(length: number): never {
  return new Site(TASK, "bits").refuseValue(
    "bits must hold all symbols",
    `they ended after ${length} bits`,
  );
}
