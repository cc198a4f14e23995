import { type Batch, isTable, type Table } from "../types/batch.ts";
import type { Logits, LogProbabilities, Probabilities, Vector } from "../types/kinds.ts";
import type { Matrix, Rows } from "../types/matrix.ts";
import { checkOptions, NO_OPTIONS } from "../types/options.ts";
import { Site } from "../types/site.ts";
import { borrowRow, giveBack, lendRow } from "./borrowed_row.ts";
import { fastSoftmax, type SoftmaxForm } from "./fast_softmax.ts";
import { type Given, mapRows, type Out } from "./rows.ts";
import type { SoftmaxRow } from "./softmax_row.ts";
import { temperatureOf } from "./temperature.ts";

/** Options of {@linkcode softmax} and {@linkcode logSoftmax}. */
export interface SoftmaxOptions<O extends Out = Out> {
  /** What the logits are divided by first: > 0, finite. Above 1 flattens. Default 1. */
  readonly temperature?: number;
  /** Where to write the answer: of the shape of `z`. Default: a new one in float64. */
  readonly out?: O;
}

/**
 * Softmax of logits: `q_j = exp(z_j) / Σ exp(z_i)`, row by row.
 *
 * Masked classes (-Infinity) get exactly 0; one class gets exactly 1; at most 1.5 ulp from the
 * correctly rounded answer, in a large matrix 3 (tests/golden).
 *
 * @example Probabilities of three classes
 * ```ts
 * import { softmax } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...softmax([1000, 1000, -Infinity])], [0.5, 0.5, 0]);
 * ```
 *
 * @param z Logits: a vector of K, or a batch of N rows. Below +Infinity, one above -Infinity a row.
 * @param options Temperature, and where to write the answer.
 * @returns Probabilities of the shape of `z`: a vector for a vector, a matrix for a matrix, rows for
 * nested rows.
 * @throws {TypeError} If `z` is empty, ragged, or holds anything but numbers.
 * @throws {RangeError} If a logit is NaN or +Infinity, or a row has no class left.
 * @see {@linkcode logSoftmax} for logarithms, which stay apart where probabilities round to 0 or 1.
 * @see Blanchard, Higham, Higham, IMA Journal of Numerical Analysis 41 (2021), 2311-2330.
 */
export function softmax<O extends Float64Array | Float32Array = Float64Array>(
  z: Logits | LogProbabilities,
  options?: SoftmaxOptions<O>,
): Probabilities<Given<O>>;
/** Softmax of every row of a matrix. */
export function softmax<O extends Matrix = Matrix<Float64Array>>(
  z: Logits<Matrix> | LogProbabilities<Matrix>,
  options?: SoftmaxOptions<O>,
): Probabilities<Given<O>>;
/** Softmax of every row of an array of rows. */
export function softmax<O extends Matrix = Rows>(
  z: Logits<readonly Logits[]> | LogProbabilities<readonly LogProbabilities[]>,
  options?: SoftmaxOptions<O>,
): Probabilities<Given<O>>;
export function softmax(
  z: Vector | Table,
  options: SoftmaxOptions = NO_OPTIONS,
): Probabilities<Out> {
  return mapSoftmax("compute softmax", z, options, PROBABILITIES);
}

const PROBABILITIES: SoftmaxForm = {
  isLogarithm: false,
  write: (row, into, start) => row.writeProbabilities(into, start),
};

/** Fills a table from the softmax rows of logits: a matrix by kernels, as far as these go. */
export function mapSoftmax(
  task: string,
  z: Vector | Table,
  options: SoftmaxOptions,
  form: SoftmaxForm,
): Out {
  const site = new Site(task, "z");
  if (options === NO_OPTIONS && !isTable(z)) return softmaxOfVector(z, site, form);
  checkOptions(task, options);
  const temperature = temperatureOf(task, options.temperature);
  let row: SoftmaxRow | undefined;
  const scalar = (batch: Batch, i: number, into: Float64Array | Float32Array, start: number) => {
    row ??= lendRow(batch.columns);
    batch.read(i, row.logits);
    row.load(site, temperature);
    form.write(row, into, start);
  };
  const answer = mapRows(z, site, options.out, scalar, (result) => {
    return fastSoftmax(z, result, temperature, form);
  });
  if (row !== undefined) giveBack(row);
  return answer;
}

/** The call of which there are most, without what the others need. */
function softmaxOfVector(z: Vector, site: Site, form: SoftmaxForm): Float64Array {
  const row = borrowRow(z, site);
  row.load(site);
  const result = new Float64Array(row.logits.length);
  form.write(row, result, 0);
  giveBack(row);
  return result;
}
