import { labelledRows } from "../numerics/labelled_row.ts";
import { type Given, inShapeOf, type Out, outputFor } from "../numerics/rows.ts";
import { inUnit } from "../numerics/value_in.ts";
import type { Table } from "../types/batch.ts";
import type { Labels, Logits, Probabilities, Vector } from "../types/kinds.ts";
import { type Matrix, type Rows, zeros } from "../types/matrix.ts";
import { NO_OPTIONS } from "../types/options.ts";
import type { Reduced, Reduction } from "../types/reduction.ts";
import { type Amount, natsPerUnit, type Unit } from "../types/unit.ts";
import { type FastRows, fastRows } from "./fast_rows.ts";
import { labelledShape, lossOfBatch, type Shape } from "./labelled_batch.ts";
import { isLabelledVector, labelledRow } from "./labelled_vector.ts";
import type { RowObjective } from "./objective.ts";
import type { SoftmaxCrossEntropyGradientOptions } from "./options.ts";
import { gradientScale } from "./reduce.ts";
import { type ProbabilitiesBatch, reduceProblem } from "./softmax_cross_entropy.ts";
import { type SoftmaxProblem, softmaxProblem } from "./softmax_problem.ts";
import type { Target } from "./targets.ts";

/**
 * Gradient of softmax cross-entropy by the logits: `q - y` for one example without options.
 *
 * The entry of the true class is minus the sum of the others, not `q_t - 1`, so that it keeps full
 * relative precision where q_t rounds to 1. At most 1.5 ulp from the correctly rounded answer for a
 * class index, in a large matrix 3 (tests/golden). Every option of the loss has its closed form here.
 *
 * @example Prediction minus truth
 * ```ts
 * import { softmaxCrossEntropyGradient } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...softmaxCrossEntropyGradient([0, 0, 0, 0], 1)], [0.25, -0.75, 0.25, 0.25]);
 * ```
 *
 * @param z Logits: a vector of K for one example, N rows of K for a batch.
 * @param target One example: the class index or a distribution of K. A batch: N indices or N
 * distributions.
 * @param options Those of the loss; with reduction "mean" rows are divided by the summed weights.
 * With "none" each row is the gradient of its own weighted loss.
 * @returns The gradient, of the shape of `z`.
 * @throws {TypeError} If shapes do not fit, or anything but numbers is found.
 * @throws {RangeError} If a logit is NaN or +Infinity, a row has no class left, a label is no class,
 * a target is no distribution, or no example counts.
 * @see {@linkcode softmaxCrossEntropyWithGradient} for loss and gradient in one pass.
 * @see Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs (1990).
 */
export function softmaxCrossEntropyGradient<O extends Float64Array | Float32Array = Float64Array>(
  z: Logits,
  target: number | Probabilities,
  options?: SoftmaxCrossEntropyGradientOptions<Unit, Reduction, O>,
): Given<O>;
/** Gradient of the loss of a matrix of logits. */
export function softmaxCrossEntropyGradient<O extends Matrix = Matrix<Float64Array>>(
  z: Logits<Matrix>,
  target: Labels | ProbabilitiesBatch,
  options?: SoftmaxCrossEntropyGradientOptions<Unit, Reduction, O>,
): Given<O>;
/** Gradient of the loss of rows of logits. */
export function softmaxCrossEntropyGradient<O extends Matrix = Rows>(
  z: Logits<readonly Logits[]>,
  target: Labels | ProbabilitiesBatch,
  options?: SoftmaxCrossEntropyGradientOptions<Unit, Reduction, O>,
): Given<O>;
export function softmaxCrossEntropyGradient(
  z: Vector | Table,
  target: Target,
  options: SoftmaxCrossEntropyGradientOptions = NO_OPTIONS,
): Out {
  const task = "compute the gradient of softmax cross-entropy";
  if (typeof target === "number" && isLabelledVector(z, options)) {
    return lossAndGradientOfVector(task, z, target, options).gradient;
  }
  const shape = labelledShape(z, target, options);
  if (shape !== undefined) {
    return lossAndGradientOfBatch(task, z, shape, target, options).gradient;
  }
  const problem = softmaxProblem(task, z, target, options);
  const result = outputFor(problem.z, z, options.out, readBeside(target, options));
  const { lossOf, finish } = gradientRows(problem, result);
  for (let i = 0; i < result.rows; i++) {
    if (problem.weights.of(i) > 0) lossOf(i);
  }
  finish();
  clearRemovedRows(problem, result);
  problem.close();
  return inShapeOf(z, result, options.out);
}

/** A loss and its gradient by the logits. */
export interface LossWithGradient<L, G> {
  /** The loss, as {@linkcode softmaxCrossEntropy} gives it. */
  readonly loss: L;
  /** The gradient, as {@linkcode softmaxCrossEntropyGradient} gives it. */
  readonly gradient: G;
}

/**
 * Softmax cross-entropy, `-Σ y_j ln q_j`, and its gradient by the logits, `q - y`, in one pass, in nats
 * unless told otherwise: the numbers of
 * {@linkcode softmaxCrossEntropy} and {@linkcode softmaxCrossEntropyGradient}.
 *
 * The bounds are theirs: 1.5 ulp for the loss of a class index, in bits 2, and 1.5 ulp for its
 * gradient (tests/golden); in a large matrix 2, 4 and 3.
 *
 * @example One softmax for both
 * ```ts
 * import { softmaxCrossEntropyWithGradient } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * const { loss, gradient } = softmaxCrossEntropyWithGradient([0, 0], 0, { unit: "bits" });
 * assertEquals(loss, 1);
 * assertEquals([...gradient], [-0.5 / Math.LN2, 0.5 / Math.LN2]);
 * ```
 *
 * @param z Logits: a vector of K for one example, N rows of K for a batch.
 * @param target One example: the class index or a distribution of K. A batch: N indices or N
 * distributions.
 * @param options Those of the loss; `out` is where the gradient is written.
 * @returns The loss, and the gradient of the shape of `z`.
 * @throws {TypeError} If shapes do not fit, or anything but numbers is found.
 * @throws {RangeError} If a logit is NaN or +Infinity, a row has no class left, a label is no class,
 * a target is no distribution, or no example counts.
 * @see Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs (1990).
 */
export function softmaxCrossEntropyWithGradient<
  U extends Unit = "nats",
  O extends Float64Array | Float32Array = Float64Array,
>(
  z: Logits,
  target: number | Probabilities,
  options?: SoftmaxCrossEntropyGradientOptions<U, Reduction, O>,
): LossWithGradient<Amount<U>, Given<O>>;
/** Loss and gradient of a matrix of logits. */
export function softmaxCrossEntropyWithGradient<
  U extends Unit = "nats",
  R extends Reduction = "mean",
  O extends Matrix = Matrix<Float64Array>,
>(
  z: Logits<Matrix>,
  target: Labels | ProbabilitiesBatch,
  options?: SoftmaxCrossEntropyGradientOptions<U, R, O>,
): LossWithGradient<Reduced<U, R>, Given<O>>;
/** Loss and gradient of rows of logits. */
export function softmaxCrossEntropyWithGradient<
  U extends Unit = "nats",
  R extends Reduction = "mean",
  O extends Matrix = Rows,
>(
  z: Logits<readonly Logits[]>,
  target: Labels | ProbabilitiesBatch,
  options?: SoftmaxCrossEntropyGradientOptions<U, R, O>,
): LossWithGradient<Reduced<U, R>, Given<O>>;
export function softmaxCrossEntropyWithGradient(
  z: Vector | Table,
  target: Target,
  options: SoftmaxCrossEntropyGradientOptions = NO_OPTIONS,
): LossWithGradient<number | Float64Array, Out> {
  const task = "compute softmax cross-entropy with its gradient";
  if (typeof target === "number" && isLabelledVector(z, options)) {
    return lossAndGradientOfVector(task, z, target, options);
  }
  const shape = labelledShape(z, target, options);
  if (shape !== undefined) {
    return lossAndGradientOfBatch(task, z, shape, target, options);
  }
  const problem = softmaxProblem(task, z, target, options);
  const result = outputFor(problem.z, z, options.out, readBeside(target, options));
  const { lossOf, finish } = gradientRows(problem, result);
  const loss = reduceProblem(problem, lossOf);
  finish();
  clearRemovedRows(problem, result);
  problem.close();
  return { loss, gradient: inShapeOf(z, result, options.out) };
}

function lossAndGradientOfVector(
  task: string,
  z: Vector,
  t: number,
  { out, unit }: SoftmaxCrossEntropyGradientOptions,
): LossWithGradient<number, Float64Array | Float32Array> {
  const nats = natsPerUnit(task, unit);
  const row = labelledRow(task, z, t);
  const gradient = out as Float64Array | Float32Array ?? new Float64Array(row.columns);
  row.writeGradient(gradient, 0, 1, 1 / nats);
  const loss = inUnit(row.surprisal, nats);
  labelledRows.giveBack(row);
  return { loss, gradient };
}

function lossAndGradientOfBatch(
  task: string,
  z: Vector | Table,
  shape: Shape,
  target: Target,
  { out, unit }: SoftmaxCrossEntropyGradientOptions,
): LossWithGradient<number, Out> {
  const gradient = out === undefined ? zeros(shape.rows, shape.columns) : out as Matrix;
  const loss = lossOfBatch(task, z, shape, target, natsPerUnit(task, unit), gradient);
  return { loss, gradient: inShapeOf(z, gradient, out) };
}

/** What is read beside the logits, row by row. */
function readBeside(
  target: Target,
  { sampleWeights, classWeights }: SoftmaxCrossEntropyGradientOptions,
): readonly unknown[] {
  return [target, sampleWeights, classWeights];
}

/** Writes the gradients of rows that count, by the kernels if they can, and gives their losses. */
export function gradientRows(problem: SoftmaxProblem, into: Matrix): FastRows {
  const scalar = (i: number) => gradientRow(problem, i, into).loss();
  return fastRows(problem, into, scalar) ?? { lossOf: scalar, finish() {} };
}

/** Writes the gradient of row `i`, which counts; gives its objective. */
function gradientRow(problem: SoftmaxProblem, i: number, into: Matrix): RowObjective {
  const objective = problem.objective(i);
  const weight = gradientScale(problem, i);
  const perUnit = problem.temperature * problem.natsPerUnit;
  const start = i * into.columns;
  if (weight / perUnit < Infinity) {
    objective.gradient(into.data, start, weight / perUnit);
  } else {
    // A temperature so low that its inverse overflows, which 0 must not be multiplied by.
    objective.gradient(into.data, start, 1);
    for (let k = start; k < start + into.columns; k++) into.data[k]! *= weight;
    for (let k = start; k < start + into.columns; k++) into.data[k]! /= perUnit;
  }
  return objective;
}

/** Rows that do not count have the gradient 0, whatever was in `into`, and whatever kernels left there. */
export function clearRemovedRows({ weights }: SoftmaxProblem, into: Matrix): void {
  if (weights.areEqual) return;
  for (let i = 0; i < into.rows; i++) {
    if (weights.of(i) === 0) into.data.fill(0, i * into.columns, (i + 1) * into.columns);
  }
}
