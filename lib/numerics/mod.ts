/**
 * The numerics under the losses: sums, softmax, sigmoid and logarithms that keep their last digits.
 *
 * @module
 */
export { checkGradient, type CheckGradientOptions, type GradientReport } from "./check_gradient.ts";
export { Complex, type ComplexFunction } from "./complex.ts";
export {
  centralDifference,
  complexStep,
  forwardDifference,
  type RealFunction,
} from "./differences.ts";
export { compensatedSum } from "./compensated_sum.ts";
export type { ToleranceOption } from "./distribution.ts";
export { log1mExp } from "./log1m_exp.ts";
export { logSigmoid } from "./log_sigmoid.ts";
export { logSoftmax } from "./log_softmax.ts";
export { logSumExp } from "./log_sum_exp.ts";
export type { Given, Out } from "./rows.ts";
export { sigmoid } from "./sigmoid.ts";
export { softmax, type SoftmaxOptions } from "./softmax.ts";
export { softplus } from "./softplus.ts";
export { xLogX } from "./x_log_x.ts";
export { xLogY } from "./x_log_y.ts";
