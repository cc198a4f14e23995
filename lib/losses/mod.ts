/**
 * Losses and their gradients: softmax and binary cross-entropy, scoring rules.
 *
 * @module
 */
export { brierScore } from "./brier_score.ts";
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
export { softmaxJacobian } from "./softmax_jacobian.ts";
