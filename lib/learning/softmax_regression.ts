import { LossAccumulator } from "../losses/loss_accumulator.ts";
import { softmaxCrossEntropyWithGradient } from "../losses/softmax_cross_entropy_gradient.ts";
import { targetsOf } from "../losses/targets.ts";
import { type Batch, batchOf, isTable, type Table } from "../types/batch.ts";
import type { Labels, Logits } from "../types/kinds.ts";
import { type Matrix, type Rows, rowsOf, zeros } from "../types/matrix.ts";
import { checkOptions } from "../types/options.ts";
import { describe, Site } from "../types/site.ts";
import type { Amount, Unit } from "../types/unit.ts";
import { miniBatches } from "./mini_batches.ts";
import {
  batchSizeOf,
  positiveInteger,
  randomOf,
  rateOf,
  type TrainEpochOptions,
  type TrainingLossOptions,
} from "./training_options.ts";

/** The mean loss of a model on a batch, and its gradient by all that the model can learn. */
export interface RegressionGradient<U extends Unit = "nats"> {
  /** Mean loss, in the unit asked for. */
  readonly loss: Amount<U>;
  /** Gradient by the weights: K rows of D. */
  readonly weights: Matrix<Float64Array>;
  /** Gradient by the bias: K. */
  readonly bias: Float64Array;
}

/**
 * Softmax regression: a linear layer whose outputs are logits, `z = W x + b`, trained by gradient
 * descent on the mean of {@linkcode softmaxCrossEntropy}. It starts at 0 everywhere, where every
 * class is equally likely and the loss is ln K; the loss is convex in W and b, so that no other
 * start is better. Same data, options and random numbers: the same weights.
 *
 * @example Two classes, one number to tell them apart
 * ```ts
 * import { softmax, SoftmaxRegression } from "@surprisal/loss";
 * import { assertEquals, assertGreater } from "@std/assert";
 *
 * const x = [[-2], [-1], [1], [2]];
 * const labels = [0, 0, 1, 1];
 * const model = new SoftmaxRegression(1, 2);
 * assertEquals(model.trainEpoch(x, labels, { rate: 1, batchSize: 4 }), Math.log(2));
 * for (let epoch = 0; epoch < 20; epoch++) model.trainEpoch(x, labels, { rate: 1 });
 * const [z] = model.logits([[3]]);
 * assertGreater(softmax(z!)[1]!, 0.99);
 * ```
 *
 * @see J. S. Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs (1990).
 */
export class SoftmaxRegression {
  /** The weights W: K rows of D. Writing to them changes the model. */
  readonly weights: Matrix<Float64Array>;
  /** The bias b: K. Writing to it changes the model. */
  readonly bias: Float64Array;

  /**
   * Makes a model that knows nothing.
   *
   * @param features The numbers D of an example, >= 1.
   * @param classes The number of classes K, >= 1.
   * @throws {RangeError} If one of them is no positive integer.
   */
  constructor(features: number, classes: number) {
    const task = "make a softmax regression";
    positiveInteger(task, "classes", classes);
    positiveInteger(task, "features", features);
    positiveInteger(task, "classes times features", classes * features);
    this.weights = zeros(classes, features);
    this.bias = new Float64Array(classes);
  }

  /**
   * Logits of examples.
   *
   * @param x N rows of D finite numbers.
   * @returns N rows of K logits: a matrix, and an array of its rows.
   * @throws {TypeError} If `x` is no batch of rows of D numbers.
   * @throws {RangeError} If a number, or a logit, is not finite.
   */
  logits(x: Table): Logits<Rows> {
    return rowsOf(this.#logits(this.#examples(x, "compute logits")));
  }

  /**
   * The mean loss on a batch, and its gradient by weights and bias: with the gradient `q - y` of each
   * example's logits, the mean of `(q - y) xᵀ` and of `q - y`.
   *
   * @param x N rows of D finite numbers.
   * @param labels N class indices.
   * @param options Unit of the loss and label smoothing.
   * @returns The mean loss and the gradient.
   * @throws {TypeError} If shapes do not fit, or anything but numbers is found.
   * @throws {RangeError} If a number or a logit is not finite, or a label is no class.
   */
  gradient<U extends Unit = "nats">(
    x: Table,
    labels: Labels,
    options: TrainingLossOptions<U> = {},
  ): RegressionGradient<U> {
    const task = "compute the gradient of a softmax regression";
    checkOptions(task, options);
    const batch = this.#examples(x, task);
    const { unit, labelSmoothing = 0 } = options;
    const loss = unit === undefined ? { labelSmoothing } : { labelSmoothing, unit };
    const truth = this.#labels(labels, batch);
    const byLogits = softmaxCrossEntropyWithGradient<U>(this.#logits(batch), truth, loss);
    return { loss: byLogits.loss, ...byParameters(batch, byLogits.gradient) };
  }

  /**
   * One epoch of mini-batch gradient descent: every example once, `batchSize` examples a step.
   *
   * @param x N rows of D finite numbers.
   * @param labels N class indices.
   * @param options Learning rate, batch size, order, unit and label smoothing.
   * @returns The mean loss of the examples, each as it was before the step that it was part of.
   * @throws {TypeError} If shapes do not fit, or anything but numbers is found.
   * @throws {RangeError} If an option is out of range, a number or a logit is not finite (a rate far
   * too large), or a label is no class.
   */
  trainEpoch<U extends Unit = "nats">(
    x: Table,
    labels: Labels,
    options: TrainEpochOptions<U>,
  ): Amount<U> {
    const task = "train a softmax regression";
    checkOptions(task, options);
    const batch = this.#examples(x, task);
    const truth = this.#labels(labels, batch);
    const rate = rateOf(task, options.rate);
    const size = batchSizeOf(task, options.batchSize);
    const random = randomOf(task, options.random);
    const seen = new LossAccumulator();
    for (const part of miniBatches(batch, truth, size, random)) {
      const { loss, weights, bias } = this.gradient<U>(part.x, part.labels, options);
      descend(this.weights.data, weights.data, rate);
      descend(this.bias, bias, rate);
      seen.add(loss * part.x.rows, part.x.rows);
    }
    return seen.mean as Amount<U>;
  }

  #examples(x: Table, task: string): Batch {
    const site = new Site(task, "x");
    if (!isTable(x)) site.refuseType("x must be a batch of examples", `x is ${describe(x)}`);
    const batch = batchOf(x, site);
    const { columns } = this.weights;
    if (batch.columns === columns) return batch;
    return site.refuseType(
      "x must have one column a feature",
      `expected ${columns}, found ${batch.columns}`,
    );
  }

  #labels(labels: Labels, batch: Batch): ArrayLike<number> {
    if (isTable(labels)) {
      const site = new Site(batch.site.task, "labels");
      site.refuseType("labels must be class indices", "labels is a table");
    }
    return targetsOf(labels, { ...batch, columns: this.bias.length }, true, {}, "labels").labels!;
  }

  #logits(batch: Batch): Matrix<Float64Array> {
    const { data: w, rows: classes, columns } = this.weights;
    const z = zeros(batch.rows, classes);
    const row = new Float64Array(columns);
    for (let i = 0; i < batch.rows; i++) {
      batch.read(i, row);
      for (let k = 0; k < classes; k++) {
        let sum = this.bias[k]!;
        for (let d = 0; d < columns; d++) sum += w[k * columns + d]! * row[d]!;
        if (!Number.isFinite(sum)) refuseLogit(batch.site, row, k, sum);
        z.data[i * classes + k] = sum;
      }
    }
    return z;
  }
}

/** Means of `(q - y) xᵀ` and `q - y`; the rows of `byLogits` are divided by N already. */
function byParameters(batch: Batch, byLogits: Matrix<Float64Array>) {
  const { rows, columns: classes, data: g } = byLogits;
  const { columns } = batch;
  const weights = zeros(classes, columns);
  const bias = new Float64Array(classes);
  const row = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    batch.read(i, row);
    for (let k = 0; k < classes; k++) {
      const slope = g[i * classes + k]!;
      bias[k]! += slope;
      for (let d = 0; d < columns; d++) weights.data[k * columns + d]! += slope * row[d]!;
    }
  }
  return { weights, bias };
}

function descend(parameters: Float64Array, gradient: Float64Array, rate: number): void {
  for (let i = 0; i < parameters.length; i++) parameters[i]! -= rate * gradient[i]!;
}

/** Says why a logit is not finite: the example, or weights that ran away. */
function refuseLogit(site: Site, row: Float64Array, k: number, logit: number): never {
  const at = row.findIndex((entry) => !Number.isFinite(entry));
  if (at >= 0) site.refuseEntry(at, row[at], "must contain finite numbers");
  const found = `logit ${k} of ${site.label} is ${logit}`;
  return site.refuseValue("weights and bias must give finite logits", found);
}
