import { checkClassIndex } from "../types/class_index.ts";
import type { Probabilities } from "../types/kinds.ts";
import { checkOptions } from "../types/options.ts";
import { Site } from "../types/site.ts";
import { Context } from "./context.ts";
import { integerOf, symbolCountOf } from "./symbol_count.ts";
import type { Cumulative, ProbabilityModel, SymbolModel } from "./symbol_model.ts";

/** Options of {@linkcode NGramModel}. */
export interface NGramOptions {
  /** How many of the last symbols are looked at: an integer in [0, 32]. Default 4. */
  readonly order?: number;
  /** How many symbols there are: an integer in [1, 2^15]. Default 256: bytes. */
  readonly symbols?: number;
  /**
   * How many strings are remembered, at about 300 bytes each. When there are so many, no new one is
   * taken in, and the known ones go on counting. Default 2^20.
   */
  readonly memory?: number;
}

/** The sum that the integer frequencies stay below. */
const TOTAL = 2 ** 16;

/**
 * An n-gram model: predicts the next symbol from those that followed the same last symbols before.
 *
 * The contexts of the last 0 to k symbols (k the order) are blended after Witten and Bell: in a
 * context that was followed by n symbols of T different kinds, one that came c times has the share
 * c / (n + T), and the share T / (n + T) goes to the next shorter context; what the shortest leaves
 * is spread evenly. No symbol ever has probability 0. Only +, · and / are used, so that every engine
 * computes the same doubles, and a file written on one can be read on another.
 *
 * @example After "abab" comes an a
 * ```ts
 * import { NGramModel } from "@surprisal/loss/coding";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const model = new NGramModel({ order: 1, symbols: 2 });
 * for (const symbol of [0, 1, 0, 1]) model.learn(symbol);
 * // After 1 came one symbol, a 0; of all four symbols two were 0.
 * assertAlmostEquals(model.probability(0), 1 / 2 + 1 / 2 * (2 / 6 + 2 / 6 * (1 / 2)), 1e-15);
 * ```
 *
 * @see Witten and Bell, The Zero-Frequency Problem (1991), IEEE Transactions on Information Theory
 * 37, method C.
 */
export class NGramModel implements SymbolModel, ProbabilityModel {
  /** The context of the last j symbols, for j = 0 to k; undefined where it was not seen. */
  readonly #path: (Context | undefined)[];
  readonly #q: Float64Array;
  readonly #cumulative: Cumulative;
  readonly #memory: number;
  readonly #site = new Site("read a symbol", "symbol");
  #size = 0;
  /** How many symbols there are to look back at, at most the order. */
  #known = 0;

  /**
   * Starts without having seen anything: every symbol is equally likely.
   *
   * @param options Order, number of symbols, memory.
   * @throws {TypeError} If an option is no integer, or `options` no object.
   * @throws {RangeError} If an option is out of its range.
   */
  constructor(options: NGramOptions = {}) {
    const task = "make an n-gram model";
    checkOptions(task, options);
    const { order = 4, symbols = 256, memory = 2 ** 20 } = options;
    integerOf(new Site(task, "order"), order, 0, 32);
    this.#memory = integerOf(new Site(task, "memory"), memory, 1, 2 ** 24);
    this.#q = new Float64Array(symbolCountOf(task, symbols));
    this.#cumulative = new Uint32Array(symbols + 1);
    this.#path = [new Context(order), ...new Array<undefined>(order).fill(undefined)];
  }

  /** How many of the last symbols are looked at. */
  get order(): number {
    return this.#path.length - 1;
  }

  /** How many strings are remembered. */
  get size(): number {
    return this.#size;
  }

  /** The probability that this symbol comes next. */
  probability(symbol: number): number {
    this.#check(symbol);
    let q = 0;
    let rest = 1;
    for (let j = this.order; j >= 0; j--) {
      const context = this.#path[j];
      if (context === undefined || context.total === 0) continue;
      const share = rest / (context.total + context.kinds);
      q += share * context.countOf(symbol);
      rest = share * context.kinds;
    }
    return q + rest / this.#q.length;
  }

  /** The probabilities of all symbols, a new array. */
  distribution(): Probabilities<Float64Array> {
    return this.#blend().slice();
  }

  /** The probabilities as integer frequencies: `1 + ⌊q · (2^16 - K)⌋`, summed up. */
  cumulative(): Cumulative {
    const q = this.#blend();
    const table = this.#cumulative;
    const units = TOTAL - q.length;
    for (let s = 0; s < q.length; s++) table[s + 1] = table[s]! + 1 + Math.floor(q[s]! * units);
    return table;
  }

  /**
   * The share of a symbol among those that followed the last k symbols: no blending. 0 for a symbol
   * that never did, also where the last k symbols themselves were never seen.
   */
  relativeFrequency(symbol: number): number {
    this.#check(symbol);
    const context = this.#path[this.#known];
    return (context?.countOf(symbol) ?? 0) / (context?.total || 1);
  }

  /** Counts a symbol in every context, and moves on. */
  learn(symbol: number): void {
    this.#check(symbol);
    this.#move(symbol, true);
  }

  /** Moves on without counting: the symbol is looked back at, but not learnt. */
  follow(symbol: number): void {
    this.#check(symbol);
    this.#move(symbol, false);
  }

  /** Forgets which symbols came last, not what was learnt: the next one begins a text. */
  restart(): void {
    this.#path.fill(undefined, 1);
    this.#known = 0;
  }

  /** The probabilities of all symbols, in a buffer: what {@linkcode probability} says of each. */
  #blend(): Float64Array {
    const q = this.#q.fill(0);
    let rest = 1;
    for (let j = this.order; j >= 0; j--) {
      const context = this.#path[j];
      if (context === undefined || context.total === 0) continue;
      const share = rest / (context.total + context.kinds);
      const { symbols, counts } = context;
      for (let i = 0; i < symbols.length; i++) q[symbols[i]!]! += share * counts[i]!;
      rest = share * context.kinds;
    }
    const even = rest / q.length;
    for (let s = 0; s < q.length; s++) q[s]! += even;
    return q;
  }

  /** Replaces the context of j symbols, for every j, by that of one symbol more. */
  #move(symbol: number, learning: boolean): void {
    for (let j = this.order; j >= 0; j--) {
      const context = this.#path[j];
      const longer = learning ? this.#count(context, symbol) : context?.followedBy(symbol);
      if (j < this.order) this.#path[j + 1] = longer;
    }
    this.#known = Math.min(this.#known + 1, this.order);
  }

  #count(context: Context | undefined, symbol: number): Context | undefined {
    if (context === undefined) return undefined;
    const before = context.kinds;
    const longer = context.count(symbol, this.#size < this.#memory);
    this.#size += context.kinds - before;
    return longer;
  }

  #check(symbol: number): void {
    checkClassIndex(symbol, this.#q.length, this.#site);
  }
}
