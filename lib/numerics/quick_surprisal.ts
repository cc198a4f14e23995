import type { Vector } from "../types/kinds.ts";
import { lengthOf } from "../types/vector.ts";
import { splitLog, UPPER } from "./split_logarithm.ts";

/** Longer vectors are for the kernels. */
const MOST = 255;

/** Above all terms, so that what a sum loses is known by two subtractions (Dekker). */
const START = 1024;

/** The same for the sum of what is lost, and of lower parts, which are below 2^-5 in all. */
const LOW_START = 1;

/** Below this, what was lost that way has too few digits. */
const SMALLEST_SUM = 2 ** -20;

/** A number below has fewer digits. */
const SMALLEST_NORMAL = 2 ** -1022;

/**
 * `Σ y_j (-ln q_j)` of two distributions in nats: read, checked and summed in one pass, without a copy.
 * Undefined for all that is not plain sailing, which is left for the caller to refuse or to take more
 * care of: what is no distribution, more than 255 classes, a q_j that is 0, subnormal or all but 1, a
 * sum that is next to nothing.
 */
export function quickSurprisal(y: Vector, q: Vector, tolerance: number): number | undefined {
  const length = lengthOf(y);
  if (length !== lengthOf(q) || !(length <= MOST)) return undefined;
  let high = START;
  let low = LOW_START;
  let lowest = 0;
  let yTotal = 0;
  let qTotal = 0;
  let isPlain = true;
  for (let j = 0; j < length; j++) {
    const mass: unknown = y[j];
    const x: unknown = q[j];
    if (typeof mass !== "number" || typeof x !== "number" || !(mass >= 0 && x >= 0)) {
      return undefined;
    }
    yTotal += mass;
    qTotal += x;
    if (mass === 0) continue;
    if (x < SMALLEST_NORMAL) return undefined;
    const rest = splitLog(x);
    const upper = UPPER[0]!;
    // Next to 1 there is no upper part, and the rest is rounded.
    if (upper === 0) isPlain = false;
    const term = -mass * upper;
    const sum = high + term;
    const lost = (high - sum + term) - mass * rest;
    const lowSum = low + lost;
    lowest += low - lowSum + lost;
    low = lowSum;
    high = sum;
  }
  const total = (high - START) + ((low - LOW_START) + lowest);
  const areBoth = Math.abs(yTotal - 1) <= tolerance && Math.abs(qTotal - 1) <= tolerance;
  return areBoth && isPlain && total > SMALLEST_SUM ? total : undefined;
}
