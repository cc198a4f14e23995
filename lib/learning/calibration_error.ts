import { CompensatedSum } from "../numerics/compensated_sum.ts";
import { Site } from "../types/site.ts";
import type { ReliabilityBin } from "./reliability_curve.ts";

/**
 * Expected calibration error: the distance of accuracy from confidence, averaged over the
 * predictions, bin by bin: `Σ_b (n_b / N) |accuracy_b - confidence_b|`.
 *
 * @example Sure of everything, right half the time
 * ```ts
 * import { calibrationError, reliabilityCurve } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(calibrationError(reliabilityCurve([1, 1], [1, 0])), 0.5);
 * ```
 *
 * @param curve The bins of {@linkcode reliabilityCurve}.
 * @returns The error, in [0, 1].
 * @throws {RangeError} If the bins hold no prediction.
 * @see Naeini, Cooper, Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian Binning (2015).
 */
export function calibrationError(curve: readonly ReliabilityBin[]): number {
  const total = curve.reduce((sum, bin) => sum + bin.count, 0);
  if (!(total > 0)) {
    const site = new Site("compute a calibration error", "curve");
    site.refuseValue("curve must hold a prediction", `the counts sum to ${total}`);
  }
  const error = new CompensatedSum();
  for (const { count, accuracy = 0, confidence = 0 } of curve) {
    error.add(count * Math.abs(accuracy - confidence));
  }
  return error.value / total;
}
