import { CompensatedSum } from "../numerics/compensated_sum.ts";
import { inShapeOf, type Out, outputFor } from "../numerics/rows.ts";
import { SoftmaxRow } from "../numerics/softmax_row.ts";
import { batchOf, isTable, type Table } from "../types/batch.ts";
import type { Labels, Logits, Probabilities, Vector } from "../types/kinds.ts";
import type { Matrix, Rows } from "../types/matrix.ts";
import { reductionOf, type ReductionOption } from "../types/reduction.ts";
import { checkOptions } from "../types/options.ts";
import { Site } from "../types/site.ts";
import { checkFinite } from "../types/vector.ts";
import { equalExamples, gradientScale } from "./reduce.ts";
import type { ProbabilitiesBatch } from "./softmax_cross_entropy.ts";
import { type Target, targetsOf } from "./targets.ts";

/**
 * Hessian of softmax cross-entropy by the logits, times a vector: `Σy · q ∘ (v - q·v)`, row by row,
 * in nats, without forming the K × K matrix.
 *
 * Each entry k is at most 4 ulp of `q_k` times the largest |v| from the correctly rounded answer
 * (tests/accuracy_bounds_test.ts).
 *
 * @example Moving all logits together changes nothing
 * ```ts
 * import { softmaxCrossEntropyHessianProduct } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...softmaxCrossEntropyHessianProduct([1, 2, 3], 0, [1, 1, 1])], [0, 0, 0]);
 * assertEquals([...softmaxCrossEntropyHessianProduct([0, 0], 0, [1, 0])], [0.25, -0.25]);
 * ```
 *
 * @param z Logits: a vector of K for one example, N rows of K for a batch.
 * @param target One example: the class index or a distribution of K. A batch: N indices or N
 * distributions. Only the sum of each distribution matters.
 * @param v Finite numbers of the shape of `z`.
 * @param options Reduction of a batch: with "mean" rows are divided by N.
 * @returns The product, of the shape of `z`.
 * @throws {TypeError} If shapes do not fit, or anything but numbers is found.
 * @throws {RangeError} If a logit is NaN or +Infinity, a row has no class left, a label is no class,
 * a target is no distribution, or an entry of `v` is not finite.
 * @see Pearlmutter, Fast Exact Multiplication by the Hessian, Neural Computation 6 (1994),
 * 147-160.
 */
export function softmaxCrossEntropyHessianProduct(
  z: Logits,
  target: number | Probabilities,
  v: Vector,
  options?: ReductionOption,
): Float64Array;
/** Hessian product of a matrix of logits. */
export function softmaxCrossEntropyHessianProduct(
  z: Logits<Matrix>,
  target: Labels | ProbabilitiesBatch,
  v: Table,
  options?: ReductionOption,
): Matrix<Float64Array>;
/** Hessian product of rows of logits. */
export function softmaxCrossEntropyHessianProduct(
  z: Logits<readonly Logits[]>,
  target: Labels | ProbabilitiesBatch,
  v: Table,
  options?: ReductionOption,
): Rows;
export function softmaxCrossEntropyHessianProduct(
  z: Vector | Table,
  target: Target,
  v: Vector | Table,
  options: ReductionOption = {},
): Out {
  const task = "compute the Hessian product of softmax cross-entropy";
  checkOptions(task, options);
  const logits = batchOf(z, new Site(task, "z"));
  const vectors = batchOf(v, new Site(task, "v"));
  const { rows, columns } = logits;
  if (vectors.rows !== rows || vectors.columns !== columns) {
    vectors.site.refuseType(
      "v must have the shape of z",
      `expected ${rows} × ${columns}, found ${vectors.rows} × ${vectors.columns}`,
    );
  }
  const batched = isTable(z);
  const targets = targetsOf(target, logits, batched);
  const examples = equalExamples(rows, batched, reductionOf(task, options.reduction));
  const scale = gradientScale(examples, 0);
  const result = outputFor(logits, z, undefined);
  const row = new SoftmaxRow(columns);
  const direction = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    logits.read(i, row.logits);
    row.load(logits.site);
    checkFinite(vectors.read(i, direction), vectors.site);
    const mass = targets.massOf(i) * scale;
    writeProduct(row, direction, mass, result.data.subarray(i * columns, (i + 1) * columns));
  }
  return inShapeOf(z, result);
}

const LARGEST_HALF = Number.MAX_VALUE / 2;

/** mass · q ∘ (v - q·v); the mean is taken of differences, so that a constant v gives exactly 0. */
function writeProduct(
  row: SoftmaxRow,
  v: Float64Array,
  mass: number,
  into: Float64Array | Float32Array,
): void {
  // Differences of the largest doubles overflow, those of their quarters do not.
  const unit = v.some((x) => Math.abs(x) > LARGEST_HALF) ? 0.25 : 1;
  const origin = unit * v[0]!;
  const mean = new CompensatedSum();
  for (let j = 0; j < v.length; j++) mean.add(row.probability(j) * (unit * v[j]! - origin));
  for (let j = 0; j < v.length; j++) {
    into[j] = mass * row.probability(j) * (unit * v[j]! - origin - mean.value) / unit;
  }
}
