import { crossEntropyOf } from "../information/cross_entropy.ts";
import { type OnZeroOption, type ZeroRule, zeroRule } from "../information/on_zero.ts";
import { checkDistribution, toleranceOf, type ToleranceOption } from "../numerics/distribution.ts";
import { type Batch, batchOf, isTable, type Table } from "../types/batch.ts";
import type { Labels, Probabilities, Vector } from "../types/kinds.ts";
import {
  type Reduced,
  type Reduction,
  reductionOf,
  type ReductionOption,
} from "../types/reduction.ts";
import { checkOptions } from "../types/options.ts";
import { Site } from "../types/site.ts";
import type { Amount, Unit, UnitOption } from "../types/unit.ts";
import { equalExamples, reduceLosses } from "./reduce.ts";
import type { ProbabilitiesBatch } from "./softmax_cross_entropy.ts";
import { type Target, type Targets, targetsOf } from "./targets.ts";

/** Options of {@linkcode categoricalCrossEntropy}. */
export interface CategoricalCrossEntropyOptions<
  U extends Unit = Unit,
  R extends Reduction = Reduction,
> extends UnitOption<U>, ReductionOption<R>, OnZeroOption, ToleranceOption {}

/**
 * Cross-entropy of predicted probabilities against the truth: `-Σ y_j ln q_j`, in nats unless told
 * otherwise.
 *
 * For predictions that are probabilities already; where the logits are at hand,
 * {@linkcode softmaxCrossEntropy} is the more accurate. A predicted 0 where the truth is not 0 costs
 * +Infinity, unless `onZero` says otherwise.
 *
 * At most 2 ulp from the correctly rounded answer for the probabilities as given: it is {@linkcode
 * crossEntropy} with the arguments the other way round, to the last bit.
 *
 * @example How other packages answer a predicted 0
 * ```ts
 * import { categoricalCrossEntropy, compat } from "@surprisal/loss";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertEquals(categoricalCrossEntropy([0, 1], 0), Infinity);
 * assertAlmostEquals(categoricalCrossEntropy([0, 1], 0, compat.sklearn), 36.0437, 1e-4);
 * ```
 *
 * @param q Predicted probabilities: a vector of K for one example, N rows of K for a batch.
 * @param target One example: the class index or a distribution of K. A batch: N indices or N
 * distributions.
 * @param options Unit, reduction, what to answer at a predicted 0, how far from 1 sums may be.
 * @returns The loss; with reduction "none" of a batch, N losses.
 * @throws {TypeError} If shapes do not fit, or anything but numbers is found.
 * @throws {RangeError} If a row of `q` or a target is no distribution, a label is no class, or
 * `onZero` is "throw" and a zero is met.
 * @see Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.4.
 */
export function categoricalCrossEntropy<U extends Unit = "nats">(
  q: Probabilities,
  target: number | Probabilities,
  options?: CategoricalCrossEntropyOptions<U>,
): Amount<U>;
/** Cross-entropy of a batch of predicted probabilities. */
export function categoricalCrossEntropy<U extends Unit = "nats", R extends Reduction = "mean">(
  q: ProbabilitiesBatch,
  target: Labels | ProbabilitiesBatch,
  options?: CategoricalCrossEntropyOptions<U, R>,
): Reduced<U, R>;
export function categoricalCrossEntropy(
  q: Vector | Table,
  target: Target,
  options: CategoricalCrossEntropyOptions = {},
): number | Float64Array {
  const site = new Site("compute categorical cross-entropy", "q");
  checkOptions(site.task, options);
  const batch = batchOf(q, site);
  const batched = isTable(q);
  const rule = zeroRule(site, options.onZero, options.unit, q);
  const targets = targetsOf(target, batch, batched, options);
  const reduction = reductionOf(site.task, options.reduction);
  const loss = lossOfRow(batch, targets, rule, toleranceOf(site.task, options.tolerance));
  return reduceLosses(equalExamples(batch.rows, batched, reduction), loss);
}

function lossOfRow(
  batch: Batch,
  targets: Targets,
  rule: ZeroRule,
  tolerance: number,
): (i: number) => number {
  const prediction = new Float64Array(batch.columns);
  const truth = new Float64Array(targets.labels ? 0 : batch.columns);
  return (i) => {
    checkDistribution(batch.read(i, prediction), batch.site, tolerance);
    const label = targets.labels?.[i];
    if (label !== undefined) return rule.surprisal(prediction[label]!, label);
    targets.read(i, truth);
    return crossEntropyOf(truth, prediction, rule);
  };
}
