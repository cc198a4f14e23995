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
export {
  type RegressionGradient,
  SoftmaxRegression,
  type TrainEpochOptions,
  type TrainingLossOptions,
} from "./softmax_regression.ts";
