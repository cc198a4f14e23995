import type { Vector } from "../types/kinds.ts";
import { describe, Site } from "../types/site.ts";
import { numbersOf } from "../types/vector.ts";
import { type Cumulative, LARGEST_TOTAL, type SymbolModel } from "./symbol_model.ts";

/**
 * A model that expects the same at every symbol and learns nothing: a code book.
 *
 * @example The wrong code book
 * ```ts
 * import { codeLength, FixedModel } from "@surprisal/loss/coding";
 * import { assertEquals } from "@std/assert";
 *
 * const symbols = [0, 0, 0, 1];
 * assertEquals(codeLength(symbols, new FixedModel([1, 1])), 4);
 * assertEquals(codeLength(symbols, new FixedModel([1, 3])), 6 + 2 - Math.log2(3));
 * assertEquals(codeLength(symbols, new FixedModel([1, 0])), Infinity);
 * ```
 *
 * @see {@linkcode integerFrequencies} for frequencies of a distribution.
 */
export class FixedModel implements SymbolModel {
  readonly #cumulative: Cumulative;

  /**
   * Makes a model of its frequencies.
   *
   * @param frequencies Integers >= 0, one a symbol, with a sum in [1, 2^20].
   * @throws {TypeError} If `frequencies` is empty or holds anything but numbers.
   * @throws {RangeError} If one is no integer >= 0, or the sum is not in [1, 2^20].
   */
  constructor(frequencies: Vector) {
    const site = new Site("make a fixed model", "frequencies");
    const checked = numbersOf(frequencies, site);
    const wrong = checked.findIndex((f) => !(Number.isInteger(f) && f >= 0));
    if (wrong >= 0) site.refuseEntry(wrong, checked[wrong], "must contain integers >= 0");
    const total = checked.reduce((sum, f) => sum + f, 0);
    if (!(total >= 1 && total <= LARGEST_TOTAL)) {
      site.refuseValue(
        `frequencies must have a sum in [1, ${LARGEST_TOTAL}]`,
        `the sum is ${describe(total)}`,
      );
    }
    this.#cumulative = new Uint32Array(checked.length + 1);
    for (let s = 0; s < checked.length; s++) {
      this.#cumulative[s + 1] = this.#cumulative[s]! + checked[s]!;
    }
  }

  /** The frequencies summed up, always the same. */
  cumulative(): Cumulative {
    return this.#cumulative;
  }

  /** Learns nothing. */
  learn(_symbol: number): void {}
}
