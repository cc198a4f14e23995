import { ExactSum } from "../numerics/exact_sum.ts";
import { Site } from "../types/site.ts";
import type { Targets } from "./targets.ts";

/** How much each example counts. */
export interface ExampleWeights {
  /** Factor of the loss of row `i`; 0 removes the row. */
  of(i: number): number;
  /** Whether each row certainly counts once. */
  readonly areEqual: boolean;
  /** Summed weights of the rows kept: what the mean divides by. */
  readonly total: number;
}

/** What the weights of examples come from. */
export interface WeightSources {
  readonly rows: number;
  readonly columns: number;
  readonly targets: Targets;
  readonly sampleWeights?: Float64Array | undefined;
  readonly classWeights?: Float64Array | undefined;
  readonly ignoreIndex?: number | undefined;
}

/**
 * The weights of examples: the sample weight, 0 if the label is the ignored one. In the total each
 * counts by its mass too, `Σ w_j y_j` under class weights w, so that the mean is a weighted mean.
 */
export function exampleWeights(task: string, sources: WeightSources): ExampleWeights {
  const { sampleWeights, classWeights, ignoreIndex, rows } = sources;
  const plain = !sampleWeights && !classWeights && ignoreIndex === undefined;
  if (plain) return { areEqual: true, of: () => 1, total: rows };
  const labels = ignoreIndex === undefined ? undefined : sources.targets.labels;
  const of = (i: number) => labels?.[i] === ignoreIndex && labels ? 0 : sampleWeights?.[i] ?? 1;
  const total = totalOf(of, sources);
  if (total > 0 && total < Infinity) return { areEqual: false, of, total };
  return new Site(task, "weights").refuseValue(
    "at least one example must count, and the weights must have a finite sum",
    `the weights of the ${rows} examples sum to ${total}`,
  );
}

function totalOf(of: (i: number) => number, sources: WeightSources): number {
  const { rows, columns, targets, classWeights } = sources;
  const total = new ExactSum();
  const y = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    const weight = of(i);
    if (weight > 0) total.add(classWeights ? weight * massOf(i, targets, classWeights, y) : weight);
  }
  return total.value;
}

/** The mass of row `i` under class weights: `Σ w_j y_j`. */
function massOf(i: number, targets: Targets, weights: Float64Array, y: Float64Array): number {
  if (targets.labels) return weights[targets.labels[i]!]!;
  targets.read(i, y);
  return weightedMass(y, weights);
}

/** `Σ w_j y_j`. */
export function weightedMass(y: Float64Array, weights: Float64Array): number {
  let mass = 0;
  for (let j = 0; j < y.length; j++) mass += weights[j]! * y[j]!;
  return mass;
}
