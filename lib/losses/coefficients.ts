import { scratch } from "../numerics/scratch.ts";
import type { Targets } from "./targets.ts";
import { weightedMass } from "./example_weights.ts";

/** Shared, as making even an empty typed array costs more than a small softmax. */
const NONE = new Float64Array();

/** What turns a target into the coefficients of a loss. */
export interface CoefficientSources {
  readonly columns: number;
  readonly targets: Targets;
  readonly labelSmoothing: number;
  readonly classWeights?: Float64Array | undefined;
  readonly classMask?: readonly boolean[] | undefined;
}

/** What smoothing adds to each class that takes part. */
export function spreadOf({ labelSmoothing, classMask, columns }: CoefficientSources): number {
  return labelSmoothing / (classMask?.filter(Boolean).length ?? columns);
}

/**
 * The coefficients a of one example, whose loss is `Σ a_j (-ln q_j)`: the target, smoothed, times
 * the class weights. A label alone needs no vector: it has one coefficient, at its class.
 */
export class Coefficients {
  /** The only class with a coefficient; -1 if there may be several. */
  label = -1;
  /** All coefficients; not filled in where there is only one. */
  readonly values: Float64Array;
  /** `Σ w_j y_j` of the target as given: 1 without class weights. */
  mass = 1;
  readonly #sources: CoefficientSources;
  readonly #spread: number;

  /** @param sources The targets, and what is done to them. */
  constructor(sources: CoefficientSources) {
    this.#sources = sources;
    this.#spread = spreadOf(sources);
    this.values = this.#isSingle ? NONE : scratch(sources.columns);
  }

  /** Reads the target of row `i`. */
  load(i: number): void {
    const { targets, classWeights } = this.#sources;
    if (this.#isSingle) {
      this.label = targets.labels![i]!;
      this.mass = classWeights?.[this.label] ?? 1;
      return;
    }
    targets.read(i, this.values);
    if (classWeights) this.mass = weightedMass(this.values, classWeights);
    if (this.#sources.labelSmoothing > 0) this.#smooth();
    if (classWeights) this.#weigh(classWeights);
  }

  /** The only class with a coefficient, as a one-hot distribution has it; -1 if there are several. */
  get only(): number {
    let only = -1;
    for (let j = 0; j < this.values.length; j++) {
      if (this.values[j] === 0) continue;
      if (only >= 0) return -1;
      only = j;
    }
    return only;
  }

  get #isSingle(): boolean {
    return this.#sources.targets.labels !== undefined && this.#sources.labelSmoothing === 0;
  }

  #smooth(): void {
    const { labelSmoothing, classMask } = this.#sources;
    for (let j = 0; j < this.values.length; j++) {
      this.values[j]! *= 1 - labelSmoothing;
      if (classMask === undefined || classMask[j]) this.values[j]! += this.#spread;
    }
  }

  #weigh(weights: Float64Array): void {
    for (let j = 0; j < this.values.length; j++) this.values[j]! *= weights[j]!;
  }
}
