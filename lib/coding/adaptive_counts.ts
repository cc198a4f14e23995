import { checkClassIndex } from "../types/class_index.ts";
import { Site } from "../types/site.ts";
import { symbolCountOf } from "./symbol_count.ts";
import { type Cumulative, LARGEST_TOTAL, type SymbolModel } from "./symbol_model.ts";

/**
 * A model that counts: a symbol's frequency is how often it came, plus 1 (Laplace's rule). When the
 * counts reach a total of 2^20 they are halved, so that old symbols fade.
 *
 * @example The count of what came goes up
 * ```ts
 * import { AdaptiveCounts } from "@surprisal/loss/coding";
 * import { assertEquals } from "@std/assert";
 *
 * const model = new AdaptiveCounts(3);
 * assertEquals([...model.cumulative()], [0, 1, 2, 3]);
 * model.learn(1);
 * assertEquals([...model.cumulative()], [0, 1, 3, 4]);
 * ```
 */
export class AdaptiveCounts implements SymbolModel {
  readonly #cumulative: Cumulative;
  readonly #site = new Site("learn a symbol", "symbol");

  /**
   * Starts with every count at 1.
   *
   * @param symbols How many symbols there are. Default 256: bytes.
   * @throws {TypeError} If `symbols` is no integer.
   * @throws {RangeError} If it is not in [1, 2^15].
   */
  constructor(symbols = 256) {
    const K = symbolCountOf("make adaptive counts", symbols);
    this.#cumulative = Uint32Array.from({ length: K + 1 }, (_, s) => s);
  }

  /** The counts summed up. */
  cumulative(): Cumulative {
    return this.#cumulative;
  }

  /**
   * Counts a symbol.
   *
   * @throws {TypeError} If `symbol` is no integer.
   * @throws {RangeError} If it is not in [0, K).
   */
  learn(symbol: number): void {
    const table = this.#cumulative;
    const K = table.length - 1;
    checkClassIndex(symbol, K, this.#site);
    if (table[K] === LARGEST_TOTAL) this.#halve();
    for (let s = symbol + 1; s <= K; s++) table[s]!++;
  }

  /** Halves every count, rounded up: none becomes 0. */
  #halve(): void {
    const table = this.#cumulative;
    let start = 0;
    for (let s = 0; s < table.length - 1; s++) {
      const count = table[s + 1]! - start;
      start = table[s + 1]!;
      table[s + 1] = table[s]! + Math.ceil(count / 2);
    }
  }
}
