import { ExactSum, meanOf } from "../numerics/exact_sum.ts";
import type { Reduction } from "../types/reduction.ts";
import type { ExampleWeights } from "./example_weights.ts";

/** Weights of a batch in which every example counts once. */
export function equalWeights(rows: number): ExampleWeights {
  return { of: () => 1, total: rows };
}

/**
 * Weighs the losses of examples and reduces them. Sums are exact before they are rounded, so that
 * the answer does not depend on the order of the examples. An example of weight 0 is not looked at.
 */
export function reduceLosses(
  rows: number,
  weights: ExampleWeights,
  reduction: Reduction,
  lossOf: (i: number) => number,
): number | Float64Array {
  const weighted = (i: number): number => {
    const weight = weights.of(i);
    return weight === 0 ? 0 : weight * lossOf(i);
  };
  if (reduction === "none") return Float64Array.from({ length: rows }, (_, i) => weighted(i));
  if (rows === 1) return reduction === "sum" ? weighted(0) : weighted(0) / weights.total;
  const total = new ExactSum();
  for (let i = 0; i < rows; i++) total.add(weighted(i));
  return reduction === "sum" ? total.value : meanOf(total, weights.total);
}

/** Factor of the gradient of row `i` in the gradient of the reduced loss. */
export function gradientScale(weights: ExampleWeights, reduction: Reduction, i: number): number {
  return reduction === "mean" ? weights.of(i) / weights.total : weights.of(i);
}
