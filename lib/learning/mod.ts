/**
 * Learning from losses: calibration and temperature.
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
