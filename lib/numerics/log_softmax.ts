import type { Table } from "../types/batch.ts";
import type { Logits, LogProbabilities, Vector } from "../types/kinds.ts";
import type { Matrix, Rows } from "../types/matrix.ts";
import { NO_OPTIONS } from "../types/options.ts";
import type { SoftmaxForm } from "./fast_softmax.ts";
import type { Given, Out } from "./rows.ts";
import { mapSoftmax, type SoftmaxOptions } from "./softmax.ts";

/**
 * Natural logarithm of the softmax: `ln q_j = z_j - ln Σ exp(z_i)`, row by row.
 *
 * Keeps full relative precision where q_j rounds to 1: the logarithm of a class that dominates by
 * 40 is -4.2e-18, not 0. At most 1.5 ulp from the correctly rounded answer, in a
 * large matrix 2 (tests/golden).
 *
 * @example A class that dominates
 * ```ts
 * import { logSoftmax } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...logSoftmax([0, -40])], [-4.248354255291589e-18, -40]);
 * ```
 *
 * @param z Logits: a vector of K, or a batch of N rows. Below +Infinity, one above -Infinity a row.
 * @param options Temperature, and where to write the answer.
 * @returns Log-probabilities of the shape of `z`; -Infinity for masked classes.
 * @throws {TypeError} If `z` is empty, ragged, or holds anything but numbers.
 * @throws {RangeError} If a logit is NaN or +Infinity, or a row has no class left.
 * @see {@linkcode softmax} for the probabilities themselves.
 * @see Blanchard, Higham, Higham, IMA Journal of Numerical Analysis 41 (2021), 2311-2330.
 */
export function logSoftmax<O extends Float64Array | Float32Array = Float64Array>(
  z: Logits | LogProbabilities,
  options?: SoftmaxOptions<O>,
): LogProbabilities<Given<O>>;
/** Log-softmax of every row of a matrix. */
export function logSoftmax<O extends Matrix = Matrix<Float64Array>>(
  z: Logits<Matrix> | LogProbabilities<Matrix>,
  options?: SoftmaxOptions<O>,
): LogProbabilities<Given<O>>;
/** Log-softmax of every row of an array of rows. */
export function logSoftmax<O extends Matrix = Rows>(
  z: Logits<readonly Logits[]> | LogProbabilities<readonly LogProbabilities[]>,
  options?: SoftmaxOptions<O>,
): LogProbabilities<Given<O>>;
export function logSoftmax(
  z: Vector | Table,
  options: SoftmaxOptions = NO_OPTIONS,
): LogProbabilities<Out> {
  return mapSoftmax("compute log-softmax", z, options, LOGARITHMS);
}

const LOGARITHMS: SoftmaxForm = {
  isLogarithm: true,
  write: (row, into, start) => row.writeLogarithms(into, start),
};
