import { brotliCompressSync, gzipSync } from "node:zlib";
import { NGramModel, type ProbabilityModel } from "@surprisal/loss/coding";

/** Orders 1 to 6, weighted by how well each did lately. */
class Mixture implements ProbabilityModel {
  readonly #models = [1, 2, 3, 4, 5, 6].map((order) => new NGramModel({ order }));
  #weights: number[] = this.#models.map(() => 1 / 6);

  probability(symbol: number): number {
    return this.#models.reduce(
      (sum, model, i) => sum + this.#weights[i]! * model.probability(symbol),
      0,
    );
  }

  learn(symbol: number): void {
    // the power makes old merits fade
    const merits = this.#models.map((model, i) =>
      this.#weights[i]! ** 0.9 * model.probability(symbol)
    );
    const total = merits.reduce((sum, merit) => sum + merit, 0);
    this.#weights = merits.map((merit) => merit / total);
    for (const model of this.#models) model.learn(symbol);
  }
}

/** An order that gives every byte more than its share: cheap, and no probabilities. */
class Cheat implements ProbabilityModel {
  readonly #model = new NGramModel();

  probability(symbol: number): number {
    return Math.min(1, 1.5 * this.#model.probability(symbol));
  }

  learn(symbol: number): void {
    this.#model.learn(symbol);
  }
}

const half = (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2);

export const solutions = {
  "E2.1": [1 / 2, 1 / 4, 1 / 8, 1 / 8],
  "E2.2": 3, // 1,000 is a little less than 1,024
  "E2.3": [0.998, 0.001, 0.001],
  "E2.4": (bytes: Uint8Array) =>
    brotliCompressSync(bytes).length < 1.1 * brotliCompressSync(half(bytes)).length,
  "E2.5": () => new Mixture(),
  "E2.6": 4, // whoever knows more than the frequencies of letters does
};

export const wrong = {
  "E2.1": [[1 / 4, 1 / 4, 1 / 4, 1 / 4], [0.5, 0.3, 0.1, 0.1]],
  "E2.2": [1, 2, 10],
  "E2.3": [[0.998, 0.002, 0], [0.98, 0.01, 0.01], [1 / 3, 1 / 3, 1 / 3], [0.9, 0.05, 0.05]],
  "E2.4": [
    (bytes: Uint8Array) => gzipSync(bytes).length < 1.1 * gzipSync(half(bytes)).length,
    (bytes: Uint8Array) => 8 * brotliCompressSync(bytes).length / bytes.length < 1.6,
    () => true,
  ],
  "E2.5": [() => new NGramModel({ order: 3 }), () => new Cheat()],
  "E2.6": [1, 2, 3],
};
