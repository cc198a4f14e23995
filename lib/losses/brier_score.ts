import { CompensatedSum } from "../numerics/compensated_sum.ts";
import { checkDistribution } from "../numerics/distribution.ts";
import { batchOf, isTable, type Table } from "../types/batch.ts";
import type { Labels, Probabilities, Vector } from "../types/kinds.ts";
import { type Reduction, reductionOf, type ReductionOption } from "../types/reduction.ts";
import { checkOptions } from "../types/options.ts";
import { Site } from "../types/site.ts";
import { equalExamples, reduceLosses } from "./reduce.ts";
import type { ProbabilitiesBatch } from "./softmax_cross_entropy.ts";
import { type Target, targetsOf } from "./targets.ts";

/**
 * Brier score: `Σ_j (q_j - y_j)²`, summed over the classes and averaged over the examples.
 *
 * At most 3 ulp from the correctly rounded answer (tests/golden).
 *
 * @example The question's prediction
 * ```ts
 * import { brierScore } from "@surprisal/loss";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertAlmostEquals(brierScore([0.1, 0.5, 0.1, 0.1, 0.2], 0), 1.12, 1e-15);
 * assertEquals(brierScore([[1, 0], [1, 0]], [0, 1]), 1);
 * ```
 *
 * @param q Predicted probabilities: a vector of K for one example, N rows of K for a batch.
 * @param target One example: the class index or a distribution of K. A batch: N indices or N
 * distributions.
 * @param options Reduction of a batch.
 * @returns The score, in [0, 2]: a plain number, for it measures no information; with reduction
 * "none" of a batch, N of them.
 * @throws {TypeError} If shapes do not fit, or anything but numbers is found.
 * @throws {RangeError} If a row of `q` or a target is no distribution, or a label is no class.
 * @see Brier, Monthly Weather Review 78 (1950), 1-3.
 */
export function brierScore(
  q: Probabilities,
  target: number | Probabilities,
  options?: ReductionOption,
): number;
/** Brier score of a batch. */
export function brierScore<R extends Reduction = "mean">(
  q: ProbabilitiesBatch,
  target: Labels | ProbabilitiesBatch,
  options?: ReductionOption<R>,
): R extends "none" ? Float64Array : number;
export function brierScore(
  q: Vector | Table,
  target: Target,
  options: ReductionOption = {},
): number | Float64Array {
  const batch = batchOf(q, new Site("compute the Brier score", "q"));
  checkOptions(batch.site.task, options);
  const batched = isTable(q);
  const reduction = reductionOf(batch.site.task, options.reduction);
  const targets = targetsOf(target, batch, batched);
  const prediction = new Float64Array(batch.columns);
  const truth = new Float64Array(batch.columns);
  return reduceLosses(equalExamples(batch.rows, batched, reduction), (i) => {
    checkDistribution(batch.read(i, prediction), batch.site);
    targets.read(i, truth);
    return squaredDistance(prediction, truth);
  });
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  const sum = new CompensatedSum();
  for (let j = 0; j < a.length; j++) sum.add((a[j]! - b[j]!) ** 2);
  return sum.value;
}
