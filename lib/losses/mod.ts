/**
 * Losses and their gradients: softmax and binary cross-entropy, scoring rules, accumulation.
 *
 * @module
 */
export { binaryCrossEntropy, type BinaryCrossEntropyOptions } from "./binary_cross_entropy.ts";
export { brierScore } from "./brier_score.ts";
export {
  categoricalCrossEntropy,
  type CategoricalCrossEntropyOptions,
} from "./categorical_cross_entropy.ts";
export { compat, type CompatPreset } from "./compat.ts";
export { LossAccumulator } from "./loss_accumulator.ts";
export {
  type LogProbabilitiesBatch,
  negativeLogLikelihood,
  type NegativeLogLikelihoodOptions,
} from "./negative_log_likelihood.ts";
export type {
  Focal,
  SoftmaxCrossEntropyGradientOptions,
  SoftmaxCrossEntropyOptions,
} from "./options.ts";
export {
  sigmoidBinaryCrossEntropy,
  sigmoidBinaryCrossEntropyGradient,
  type SigmoidBinaryCrossEntropyOptions,
} from "./sigmoid_binary_cross_entropy.ts";
export { smoothLabels } from "./smooth_labels.ts";
export {
  type LogitsBatch,
  type ProbabilitiesBatch,
  softmaxCrossEntropy,
} from "./softmax_cross_entropy.ts";
export {
  type LossWithGradient,
  softmaxCrossEntropyGradient,
  softmaxCrossEntropyWithGradient,
} from "./softmax_cross_entropy_gradient.ts";
export { softmaxCrossEntropyHessianProduct } from "./softmax_cross_entropy_hessian_product.ts";
export { softmaxJacobian } from "./softmax_jacobian.ts";
