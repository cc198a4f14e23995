import { CompensatedSum } from "../numerics/compensated_sum.ts";
import { describe, Site } from "../types/site.ts";
import type { ReliabilityBin } from "./reliability_curve.ts";

/**
 * Expected calibration error: the distance of accuracy from confidence, averaged over the
 * predictions, bin by bin: `Σ_b (n_b / N) |accuracy_b - confidence_b|`.
 *
 * At most 3 ulp, of 1/2 where the error is smaller, from the correctly rounded answer
 * (tests/accuracy_bounds_test.ts).
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
 * @throws {TypeError} If `curve` is no array of bins.
 * @throws {RangeError} If a count or a share is out of range, or the bins hold no prediction.
 * @see Naeini, Cooper, Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian Binning (2015).
 */
export function calibrationError(curve: readonly ReliabilityBin[]): number {
  const site = new Site("compute a calibration error", "curve");
  if (!Array.isArray(curve)) {
    site.refuseType("curve must be an array of bins", `curve is ${describe(curve)}`);
  }
  const error = new CompensatedSum();
  let total = 0;
  for (let b = 0; b < curve.length; b++) {
    const { count, accuracy = 0, confidence = 0 } = checkedBin(curve[b], b, site);
    total += count;
    error.add(count * Math.abs(accuracy - confidence));
  }
  if (total > 0) return error.value / total;
  return site.refuseValue("curve must hold a prediction", `the counts sum to ${total}`);
}

/** Refuses what is no bin: a count of whole numbers, and two shares, absent where it is 0. */
function checkedBin(bin: unknown, b: number, site: Site): ReliabilityBin {
  if (typeof bin !== "object" || bin === null) {
    return site.refuseType("curve must be an array of bins", `curve[${b}] is ${describe(bin)}`);
  }
  const { count, accuracy, confidence } = bin as ReliabilityBin;
  if (!Number.isSafeInteger(count) || count < 0) {
    site.refuseValue(
      "counts must be whole numbers >= 0",
      `curve[${b}].count is ${describe(count)}`,
    );
  }
  for (const [name, share] of Object.entries({ accuracy, confidence })) {
    if (count === 0 ? share === undefined : isShare(share)) continue;
    const must = `${name} must be in [0, 1], and undefined where there is no prediction`;
    site.refuseValue(must, `curve[${b}].${name} is ${describe(share)}`);
  }
  return bin as ReliabilityBin;
}

function isShare(x: unknown): boolean {
  return typeof x === "number" && x >= 0 && x <= 1;
}
