import type { Vector } from "../types/kinds.ts";
import { lengthOf } from "../types/vector.ts";
import * as steps from "./middle_steps.ts";

/** Below this, logarithms that are right beside 1 leave too few digits. */
const SMALLEST_SUM = 2 ** -4;

// Constants of a loop's own module are part of its code; imported ones are looked up at each use.
const { LN2_HIGH, LN2_LOW, MOST, MOST_MASS, SMALLEST_NORMAL, START } = steps;
const { MIDDLES: TABLE, MIDDLE_SCALES: SCALES } = steps;
const DOUBLE = new Float64Array(1);
const WORDS = new Int32Array(DOUBLE.buffer);
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/**
 * `Σ y_j (-ln q_j)` of two distributions in nats: read, checked and summed in one pass, without a copy.
 * Undefined for all that is not plain sailing, which is left for the caller to refuse or to take more
 * care of: what is no distribution, more than 255 classes, a q_j that is subnormal, or 0 where y_j is not, a
 * sum that is next to nothing.
 *
 * With x = 2^k m and c the middle of m's step, ln x is `k ln 2 + ln c + ln(1 + (m - c) / c)`.
 */
export function quickSurprisal(y: Vector, q: Vector, tolerance: number): number | undefined {
  const length = lengthOf(y);
  if (length !== lengthOf(q) || !(length <= MOST)) return undefined;
  if (TABLE[0] === 0) steps.prepareMiddles();
  let high = START;
  let low = 0;
  let yTotal = 0;
  let qTotal = 0;
  for (let j = 0; j < length; j++) {
    const mass: unknown = y[j];
    const x: unknown = q[j];
    if (typeof mass !== "number" || typeof x !== "number" || !(mass >= 0)) return undefined;
    if (!(x >= SMALLEST_NORMAL)) {
      if (mass === 0 && x === 0) continue;
      return undefined;
    }
    yTotal += mass;
    qTotal += x;
    DOUBLE[0] = x;
    const word = WORDS[HIGH]!;
    const e = word >> 20;
    const at = (word >> 9) & 0x7fc;
    const r = (x * SCALES[e]! - TABLE[at]!) * TABLE[at + 1]!;
    const curve = r * r * (0.5 - r * (1 / 3 - r * (0.25 - r * 0.2)));
    const rest = ((e - 1023) * LN2_LOW + TABLE[at + 3]!) + (r - curve);
    const term = -mass * ((e - 1023) * LN2_HIGH + TABLE[at + 2]!);
    const sum = high + term;
    low += (high - sum + term) - mass * rest;
    high = sum;
  }
  const total = (high - START) + low;
  const areBoth = Math.abs(yTotal - 1) <= tolerance && Math.abs(qTotal - 1) <= tolerance;
  return areBoth && yTotal <= MOST_MASS && total > SMALLEST_SUM ? total : undefined;
}
