import { CompensatedSum } from "../numerics/compensated_sum.ts";
import { toleranceOf } from "../numerics/distribution.ts";
import { batchOf, isTable, type Table } from "../types/batch.ts";
import type { Labels, LogProbabilities, Vector } from "../types/kinds.ts";
import type { Matrix } from "../types/matrix.ts";
import {
  type Reduced,
  type Reduction,
  reductionOf,
  type ReductionOption,
} from "../types/reduction.ts";
import { checkOptions } from "../types/options.ts";
import { describe, Site } from "../types/site.ts";
import { type Amount, natsPerUnit, type Unit, type UnitOption } from "../types/unit.ts";
import { equalExamples, reduceLosses } from "./reduce.ts";
import { targetsOf } from "./targets.ts";

/** Log-probabilities of many examples. */
export type LogProbabilitiesBatch =
  | LogProbabilities<Matrix>
  | LogProbabilities<readonly LogProbabilities[]>;

/** Options of {@linkcode negativeLogLikelihood}. */
export interface NegativeLogLikelihoodOptions<
  U extends Unit = Unit,
  R extends Reduction = Reduction,
> extends UnitOption<U>, ReductionOption<R> {
  /**
   * Largest accepted distance from 1 of the summed probabilities of a row. Default 1e-4: logarithms
   * in float32 lose what their size takes.
   */
  readonly tolerance?: number;
}

/** Float32 logarithms of size 1000 are off by 3e-5. */
const TOLERANCE = 1e-4;

/**
 * Negative log-likelihood of log-probabilities: `-ln q_t`, in nats unless told otherwise.
 *
 * In nats exactly minus the entry of the label; in bits at most 1 ulp from the correctly rounded
 * answer (tests/accuracy_bounds_test.ts).
 *
 * @example After a log-softmax
 * ```ts
 * import { logSoftmax, negativeLogLikelihood } from "@surprisal/loss";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * assertEquals(negativeLogLikelihood(logSoftmax([0, -40]), 0), 4.248354255291589e-18);
 * assertThrows(() => negativeLogLikelihood([-1, -2, -3], 0), RangeError, "sum");
 * ```
 *
 * @param logq Natural logarithms of probabilities: a vector of K for one example, N rows for a batch.
 * @param labels The class index, or N of them.
 * @param options Unit, reduction, how far from 1 the probabilities may sum.
 * @returns The loss; with reduction "none" of a batch, N losses.
 * @throws {TypeError} If shapes do not fit, anything but numbers is found, or a label is no integer.
 * @throws {RangeError} If an entry is NaN or above 0, the probabilities of a row do not sum to 1, or a
 * label is no class.
 * @see {@linkcode softmaxCrossEntropy} for logits.
 * @see Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.4.
 */
export function negativeLogLikelihood<U extends Unit = "nats">(
  logq: LogProbabilities,
  labels: number,
  options?: NegativeLogLikelihoodOptions<U>,
): Amount<U>;
/** Negative log-likelihood of a batch. */
export function negativeLogLikelihood<U extends Unit = "nats", R extends Reduction = "mean">(
  logq: LogProbabilitiesBatch,
  labels: Labels,
  options?: NegativeLogLikelihoodOptions<U, R>,
): Reduced<U, R>;
export function negativeLogLikelihood(
  logq: Vector | Table,
  labels: number | Vector,
  options: NegativeLogLikelihoodOptions = {},
): number | Float64Array {
  const site = new Site("compute negative log-likelihood", "logq");
  checkOptions(site.task, options);
  const batch = batchOf(logq, site);
  const batched = isTable(logq);
  if (isTable(labels) || (!batched && typeof labels === "object")) {
    site.refuseType("labels must be class indices", `labels is ${describe(labels)}`);
  }
  const indices = targetsOf(labels, batch, batched, {}, "labels").labels!;
  const tolerance = logToleranceOf(site.task, options.tolerance);
  const divisor = natsPerUnit(site.task, options.unit);
  const reduction = reductionOf(site.task, options.reduction);
  const row = new Float64Array(batch.columns);
  return reduceLosses(equalExamples(batch.rows, batched, reduction), (i) => {
    checkLogProbabilities(batch.read(i, row), site, tolerance);
    return (0 - row[indices[i]!]!) / divisor;
  });
}

/** Reads the option `tolerance` for logarithms. */
export function logToleranceOf(task: string, tolerance: number = TOLERANCE): number {
  return toleranceOf(task, tolerance);
}

/** Refuses doubles that are no logarithms of a distribution. */
export function checkLogProbabilities(row: Float64Array, site: Site, tolerance: number): void {
  const sum = new CompensatedSum();
  for (let j = 0; j < row.length; j++) {
    if (!(row[j]! <= tolerance)) {
      site.refuseEntry(j, row[j], `must contain numbers <= 0 within ${tolerance}`);
    }
    sum.add(Math.exp(row[j]!));
  }
  if (Math.abs(sum.value - 1) <= tolerance) return;
  site.refuseValue(
    `the probabilities of ${site.name} must sum to 1 within ${tolerance}`,
    `the sum of those of ${site.label} is ${sum.value}`,
  );
}
