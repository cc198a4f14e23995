/**
 * Zod schemas of what the library takes: distributions, logits, labels, tables of them, tables of
 * predictions, and the options of every function, for data that comes from outside.
 *
 * A schema accepts what the library accepts and refuses the rest in the library's words, with the
 * position as the path of the issue. It normalises nothing, converts nothing and copies no numbers.
 * The schema of the options type `XOptions` is called `xOptions`; beyond what the library refuses at
 * run time, it refuses keys that are no option, as the compiler does.
 *
 * @example Predictions from a request
 * ```ts
 * import { logitsBatch, labels, softmaxCrossEntropyOptions } from "@surprisal/loss/schemas";
 * import { softmaxCrossEntropy } from "@surprisal/loss";
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { z } from "zod";
 *
 * const request = z.object({
 *   z: logitsBatch({ name: "z" }),
 *   labels: labels(2),
 *   options: softmaxCrossEntropyOptions,
 * });
 * const body = { z: [[0, 0], [1, 1]], labels: [0, 1], options: { unit: "bits" } };
 * const { z: logits, labels: truth, options } = request.parse(body);
 * assertEquals(softmaxCrossEntropy(logits, truth, options), 1);
 * assertThrows(() => request.parse({ ...body, labels: [0, 2] }), z.ZodError, "labels[1] is 2");
 * ```
 *
 * @module
 */
export {
  checkGradientOptions,
  reductionOption,
  softmaxOptions,
  toleranceOption,
  unitOption,
} from "./basic_options.ts";
export { distribution, distributionBatch, type DistributionOptions } from "./distribution.ts";
export {
  crossEntropyOptions,
  entropyFromCountsOptions,
  measureOptions,
  onZeroOption,
  probabilitiesOptions,
} from "./information_options.ts";
export { classIndex, labels, type LabelsOptions } from "./labels.ts";
export {
  reliabilityCurveOptions,
  trainEpochOptions,
  trainingLossOptions,
} from "./learning_options.ts";
export {
  logProbabilities,
  logProbabilitiesBatch,
  type LogProbabilitiesOptions,
} from "./log_probabilities.ts";
export { logits, logitsBatch } from "./logits.ts";
export {
  binaryCrossEntropyOptions,
  categoricalCrossEntropyOptions,
  focal,
  negativeLogLikelihoodOptions,
  sigmoidBinaryCrossEntropyOptions,
  softmaxCrossEntropyGradientOptions,
  softmaxCrossEntropyOptions,
} from "./losses_options.ts";
export type { Optional, OptionsSchema, OptionsShape } from "./options_schema.ts";
export {
  type PredictionKinds,
  type PredictionRow,
  predictionTable,
  type PredictionTableOptions,
} from "./prediction_table.ts";
export type { NameOption, Schema } from "./schema.ts";
export { table } from "./table.ts";
export type { ZodLeftOut, ZodSchema, ZodStrict } from "./zod_types.ts";

export type { CrossEntropyOptions } from "../information/cross_entropy.ts";
export type { ProbabilitiesOptions } from "../information/distribution.ts";
export type { MeasureOptions } from "../information/entropy.ts";
export type {
  EntropyEstimator,
  EntropyFromCountsOptions,
} from "../information/entropy_from_counts.ts";
export type { OnZero, OnZeroOption } from "../information/on_zero.ts";
export type { ReliabilityCurveOptions } from "../learning/reliability_curve.ts";
export type { TrainEpochOptions, TrainingLossOptions } from "../learning/training_options.ts";
export type { BinaryCrossEntropyOptions } from "../losses/binary_cross_entropy.ts";
export type { CategoricalCrossEntropyOptions } from "../losses/categorical_cross_entropy.ts";
export type {
  LogProbabilitiesBatch,
  NegativeLogLikelihoodOptions,
} from "../losses/negative_log_likelihood.ts";
export type {
  Focal,
  SoftmaxCrossEntropyGradientOptions,
  SoftmaxCrossEntropyOptions,
} from "../losses/options.ts";
export type { SigmoidBinaryCrossEntropyOptions } from "../losses/sigmoid_binary_cross_entropy.ts";
export type { LogitsBatch, ProbabilitiesBatch } from "../losses/softmax_cross_entropy.ts";
export type { CheckGradientOptions } from "../numerics/check_gradient.ts";
export type { Complex, ComplexFunction } from "../numerics/complex.ts";
export type { ToleranceOption } from "../numerics/distribution.ts";
export type { Out } from "../numerics/rows.ts";
export type { SoftmaxOptions } from "../numerics/softmax.ts";
export type { Table } from "../types/batch.ts";
export type { Labels, Logits, LogProbabilities, Probabilities, Vector } from "../types/kinds.ts";
export type { Matrix } from "../types/matrix.ts";
export type { Reduction, ReductionOption } from "../types/reduction.ts";
export type { Unit, UnitOption } from "../types/unit.ts";
