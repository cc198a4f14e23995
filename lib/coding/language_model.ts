import { sumOf } from "../numerics/compensated_sum.ts";
import { checkClassIndex } from "../types/class_index.ts";
import type { Vector } from "../types/kinds.ts";
import { checkOptions } from "../types/options.ts";
import { Site } from "../types/site.ts";
import { type Amount, type Unit, type UnitOption, wantsBits } from "../types/unit.ts";
import { checkVector } from "../types/vector.ts";
import { NGramModel, type NGramOptions } from "./ngram_model.ts";

/** Options of {@linkcode LanguageModel}. */
export interface LanguageModelOptions extends NGramOptions {
  /**
   * What an n-gram that was not seen gets: a share from the shorter contexts (`"witten-bell"`, the
   * default), or probability 0 (`"none"`: relative frequencies, the maximum of the likelihood).
   */
  readonly smoothing?: "witten-bell" | "none";
}

/**
 * An n-gram language model, trained on one text and then left as it is: what other texts cost under
 * it shows how much it learnt of the language, and how much only of the text.
 *
 * @example Held-out text, with and without smoothing
 * ```ts
 * import { LanguageModel, letterSymbols } from "@surprisal/loss/coding";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const text = letterSymbols("the cat sat on the mat");
 * const heldOut = letterSymbols("the mat sat on the hat");
 * const model = new LanguageModel(text, { order: 2, symbols: 27 });
 * assert(model.crossEntropy(heldOut, { unit: "bits" }) < Math.log2(27));
 *
 * const unsmoothed = new LanguageModel(text, { order: 2, symbols: 27, smoothing: "none" });
 * assertEquals(unsmoothed.crossEntropy(heldOut), Infinity);
 * ```
 *
 * @see {@linkcode NGramModel} for the smoothing, and for a model that goes on learning.
 */
export class LanguageModel {
  readonly #model: NGramModel;
  readonly #symbols: number;
  readonly #probability: (symbol: number) => number;

  /**
   * Learns a text.
   *
   * @param text Symbols to learn from: integers in [0, K).
   * @param options Order, number of symbols, smoothing.
   * @throws {TypeError} If `text` is empty or holds anything but integers, or `options` is no object.
   * @throws {RangeError} If a symbol is not in [0, K), or an option out of its range.
   */
  constructor(text: Vector, options: LanguageModelOptions = {}) {
    const site = new Site("train a language model", "text");
    checkOptions(site.task, options);
    const { smoothing = "witten-bell", symbols = 256 } = options;
    const model = new NGramModel(options);
    this.#model = model;
    this.#symbols = symbols;
    this.#probability = isSmooth(smoothing, site.task)
      ? (symbol) => model.probability(symbol)
      : (symbol) => model.relativeFrequency(symbol);
    forEachSymbol(text, this.#symbols, site, (symbol) => model.learn(symbol));
  }

  /**
   * The surprisal of each symbol of a text given those before it: `-ln q`, in nats unless told
   * otherwise. The text begins anew: what the model was trained on does not count as before it.
   *
   * @param text Symbols: integers in [0, K).
   * @param options Unit of the answer.
   * @returns One surprisal a symbol; Infinity for one of probability 0.
   * @throws {TypeError} If `text` is empty or holds anything but integers.
   * @throws {RangeError} If a symbol is not in [0, K).
   */
  surprisals(text: Vector, options: UnitOption = {}): Float64Array {
    const site = new Site("compute surprisals", "text");
    checkOptions(site.task, options);
    const log = wantsBits(site.task, options.unit) ? Math.log2 : Math.log;
    checkVector(text, site);
    const surprisals = new Float64Array(text.length);
    this.#model.restart();
    forEachSymbol(text, this.#symbols, site, (symbol, i) => {
      surprisals[i] = 0 - log(this.#probability(symbol));
      this.#model.follow(symbol);
    });
    return surprisals;
  }

  /**
   * The cross-entropy of a text: the mean of its surprisals, a symbol.
   *
   * @param text Symbols: integers in [0, K).
   * @param options Unit of the answer; nats unless told otherwise.
   * @returns The mean; Infinity if a symbol has probability 0.
   * @throws {TypeError} If `text` is empty or holds anything but integers.
   * @throws {RangeError} If a symbol is not in [0, K).
   */
  crossEntropy<U extends Unit = "nats">(text: Vector, options?: UnitOption<U>): Amount<U> {
    return (sumOf(this.surprisals(text, options)) / text.length) as Amount<U>;
  }
}

function isSmooth(smoothing: unknown, task: string): boolean {
  if (smoothing === "witten-bell" || smoothing === "none") return smoothing === "witten-bell";
  const site = new Site(task, "smoothing");
  return site.refuse(`smoothing must be "witten-bell" or "none"`, smoothing, "string");
}

/** Visits the symbols of a text, each refused unless it is an integer in [0, K). */
function forEachSymbol(
  text: Vector,
  K: number,
  site: Site,
  visit: (symbol: number, i: number) => void,
): void {
  checkVector(text, site);
  for (let i = 0; i < text.length; i++) {
    const symbol = text[i]!;
    checkClassIndex(symbol, K, site, i);
    visit(symbol, i);
  }
}
