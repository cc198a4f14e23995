import { labelledRows } from "../numerics/labelled_row.ts";
import { inUnit } from "../numerics/value_in.ts";
import type { Table } from "../types/batch.ts";
import type { Labels, Logits, Probabilities, Vector } from "../types/kinds.ts";
import type { Matrix } from "../types/matrix.ts";
import { NO_OPTIONS } from "../types/options.ts";
import type { Reduced, Reduction } from "../types/reduction.ts";
import { type Amount, natsPerUnit, type Unit } from "../types/unit.ts";
import { fastRows } from "./fast_rows.ts";
import { labelledShape, lossOfBatch } from "./labelled_batch.ts";
import { isLabelledVector, labelledRow } from "./labelled_vector.ts";
import type { SoftmaxCrossEntropyOptions } from "./options.ts";
import { reduceLosses } from "./reduce.ts";
import { type SoftmaxProblem, softmaxProblem } from "./softmax_problem.ts";
import type { Target } from "./targets.ts";

/** Logits of many examples. */
export type LogitsBatch = Logits<Matrix> | Logits<readonly Logits[]>;

/** Distributions of many examples. */
export type ProbabilitiesBatch = Probabilities<Matrix> | Probabilities<readonly Probabilities[]>;

/**
 * Softmax cross-entropy of logits against the truth: `-Σ y_j ln q_j` with `q = softmax(z)`, in nats
 * unless told otherwise.
 *
 * Never forms a probability, so that it is finite for all finite logits and keeps full relative
 * precision where the true class dominates: at most 1.5 ulp from the correctly rounded answer for a
 * class index, 2 for a distribution and in a large matrix (tests/golden); in bits 2, in a large matrix 4
 * (tests/accuracy_bounds_test.ts). The loss of a masked true class (-Infinity) is +Infinity. A batch's
 * mean divides by the summed weights of the examples kept, and does not depend on their order.
 *
 * @example One example, and a batch
 * ```ts
 * import { softmaxCrossEntropy } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(softmaxCrossEntropy([0, 0, 0, 0], 2, { unit: "bits" }), 2);
 * assertEquals(softmaxCrossEntropy([40, 0], 0), 4.248354255291589e-18);
 * const losses = softmaxCrossEntropy([[0, 0], [0, -Infinity]], [1, 0], { reduction: "none" });
 * assertEquals([...losses], [Math.LN2, 0]);
 * ```
 *
 * @param z Logits: a vector of K for one example, N rows of K for a batch. Probabilities of ours do
 * not compile here: that would be a softmax applied twice.
 * @param target One example: the class index or a distribution of K. A batch: N indices or N
 * distributions.
 * @param options Unit, reduction, smoothing, weights, masks, temperature, z-loss, focal weighting.
 * @returns The loss; with reduction "none" of a batch, N weighted losses.
 * @throws {TypeError} If shapes do not fit, or anything but numbers is found.
 * @throws {RangeError} If a logit is NaN or +Infinity, a row has no class left, a label is no class,
 * a target is no distribution, or no example counts.
 * @see {@linkcode softmaxCrossEntropyGradient} for the gradient by the logits.
 * @see {@linkcode categoricalCrossEntropy} for probabilities in place of logits.
 * @see Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs (1990).
 */
export function softmaxCrossEntropy<U extends Unit = "nats">(
  z: Logits,
  target: number | Probabilities,
  options?: SoftmaxCrossEntropyOptions<U>,
): Amount<U>;
/** Softmax cross-entropy of a batch. */
export function softmaxCrossEntropy<U extends Unit = "nats", R extends Reduction = "mean">(
  z: LogitsBatch,
  target: Labels | ProbabilitiesBatch,
  options?: SoftmaxCrossEntropyOptions<U, R>,
): Reduced<U, R>;
export function softmaxCrossEntropy(
  z: Vector | Table,
  target: Target,
  options: SoftmaxCrossEntropyOptions = NO_OPTIONS,
): number | Float64Array {
  const task = "compute softmax cross-entropy";
  if (typeof target === "number" && isLabelledVector(z, options)) {
    return inUnit(lossOfVector(task, z, target), natsPerUnit(task, options.unit));
  }
  const shape = labelledShape(z, target, options);
  if (shape !== undefined) {
    return lossOfBatch(task, z, shape, target, natsPerUnit(task, options.unit));
  }
  const problem = softmaxProblem(task, z, target, options);
  const scalar = (i: number) => problem.objective(i).loss();
  const loss = reduceProblem(problem, fastRows(problem, undefined, scalar)?.lossOf ?? scalar);
  problem.close();
  return loss;
}

function lossOfVector(task: string, z: Vector, t: number): number {
  const row = labelledRow(task, z, t);
  const loss = row.surprisal;
  labelledRows.giveBack(row);
  return loss;
}

/** Reduces the losses of a problem, in nats, to what the caller wants. */
export function reduceProblem(
  problem: SoftmaxProblem,
  lossOf: (i: number) => number,
): number | Float64Array {
  const { natsPerUnit } = problem;
  return reduceLosses(problem, natsPerUnit === 1 ? lossOf : (i) => inUnit(lossOf(i), natsPerUnit));
}
