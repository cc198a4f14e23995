import type { BitString } from "./bit_string.ts";
import { BitWriter } from "./bit_writer.ts";
import { type Half, Interval } from "./interval.ts";
import { type Cumulative, refuseSymbol, totalOf } from "./symbol_model.ts";

/**
 * An arithmetic encoder: writes symbols as one binary number in [0, 1), of at most
 * `Σ -log2(frequency / total) + 1` bits, and less than `total / (2^29 · frequency)` bits a symbol more
 * or less for rounding (measured: one millionth of the sum, where each symbol has 1 of 65,521).
 *
 * Each symbol narrows an interval to its share. When the interval lies in one half of [0, 1), the
 * next bit of the number is settled, and the half is magnified. When it lies in the middle half, the
 * next two bits will be 01 or 10, which of them is not known yet: the opposite bit is owed.
 *
 * @example Three symbols of three quarters each cost 1.25 bits
 * ```ts
 * import { ArithmeticEncoder, formatBits } from "@surprisal/loss/coding";
 * import { assertEquals } from "@std/assert";
 *
 * const table = Uint32Array.of(0, 3, 4); // symbol 0 has 3 of 4, symbol 1 has 1 of 4
 * const encoder = new ArithmeticEncoder();
 * for (const symbol of [0, 1, 0]) encoder.encode(symbol, table);
 * assertEquals(formatBits(encoder.finish()), "101");
 * ```
 *
 * @see Witten, Neal and Cleary, Arithmetic Coding for Data Compression (1987).
 */
export class ArithmeticEncoder {
  readonly #interval = new Interval();
  readonly #writer = new BitWriter();
  #owed = 0;

  /**
   * Encodes one symbol.
   *
   * @param symbol An integer in [0, K).
   * @param cumulative Frequencies of the K symbols, summed up; see {@linkcode Cumulative}.
   * @throws {TypeError} If `symbol` is no integer.
   * @throws {RangeError} If `symbol` is none of the table's, or has frequency 0, or the total is not
   * in [1, 2^20].
   */
  encode(symbol: number, cumulative: Cumulative): void {
    const total = totalOf(cumulative, TASK);
    const [start, end] = [cumulative[symbol]!, cumulative[symbol + 1]!];
    if (!(start < end)) refuseSymbol(symbol, cumulative, TASK);
    this.#interval.narrow(start, end, total);
    for (;;) {
      const half = this.#interval.magnify();
      if (half === undefined) break;
      this.#settle(half);
    }
  }

  /**
   * The bits of the shortest number in the interval, trailing zeros left away. Further symbols may
   * follow: the encoder goes on as if this had not been asked.
   */
  finish(): BitString {
    const { bytes, length } = this.#writer.toBits();
    if (this.#interval.low === 0 && this.#owed === 0) return { bytes, length };
    // 1/2 is in the interval: nothing else is left when it lies in no half.
    const whole = new Uint8Array(Math.ceil((length + 1) / 8));
    whole.set(bytes);
    whole[length >>> 3]! |= 0x80 >>> (length & 7);
    return { bytes: whole, length: length + 1 };
  }

  #settle(half: Half): void {
    if (half === "middle") {
      this.#owed++;
      return;
    }
    this.#writer.write(half);
    for (; this.#owed > 0; this.#owed--) this.#writer.write(half === 1 ? 0 : 1);
  }
}

const TASK = "encode a symbol";
