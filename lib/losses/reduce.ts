import { ExactSum, meanOf } from "../numerics/exact_sum.ts";
import type { Reduction } from "../types/reduction.ts";
import type { ExampleWeights } from "./example_weights.ts";

/** The examples of a call, how much each counts, and what becomes of their losses. */
export interface Examples {
  /** The number of examples. */
  readonly rows: number;
  /** Whether they were given as a batch; a single example has a number for its loss. */
  readonly batched: boolean;
  readonly reduction: Reduction;
  readonly weights: ExampleWeights;
}

/** Examples of which each counts once. */
export function equalExamples(rows: number, batched: boolean, reduction: Reduction): Examples {
  return { rows, batched, reduction, weights: { areEqual: true, of: () => 1, total: rows } };
}

/**
 * Weighs the losses of examples and reduces them. Sums are exact before they are rounded, so that
 * the answer does not depend on the order of the examples. An example of weight 0 is not looked at.
 */
export function reduceLosses(
  { rows, batched, reduction, weights }: Examples,
  lossOf: (i: number) => number,
): number | Float64Array {
  const weighted = weights.areEqual ? lossOf : (i: number): number => {
    const weight = weights.of(i);
    return weight === 0 ? 0 : weight * lossOf(i);
  };
  if (reduction === "none" && batched) {
    const each = new Float64Array(rows);
    for (let i = 0; i < rows; i++) each[i] = weighted(i);
    return each;
  }
  const divisor = reduction === "mean" ? weights.total : 1;
  if (rows === 1) return weighted(0) / divisor;
  const total = new ExactSum();
  for (let i = 0; i < rows; i++) total.add(weighted(i));
  return meanOf(total, divisor);
}

/** Factor of the gradient of row `i` in the gradient of the reduced loss. */
export function gradientScale({ weights, reduction }: Examples, i: number): number {
  return reduction === "mean" ? weights.of(i) / weights.total : weights.of(i);
}
