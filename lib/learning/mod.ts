/**
 * Learning from losses: softmax regression, calibration and temperature.
 *
 * @module
 */
export { calibrationError } from "./calibration_error.ts";
export { fitTemperature } from "./fit_temperature.ts";
export {
  type ReliabilityBin,
  reliabilityCurve,
  type ReliabilityCurveOptions,
} from "./reliability_curve.ts";
export { type RegressionGradient, SoftmaxRegression } from "./softmax_regression.ts";
export type { TrainEpochOptions, TrainingLossOptions } from "./training_options.ts";
