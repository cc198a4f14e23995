import type { Vector } from "../types/kinds.ts";
import { lengthOf } from "../types/vector.ts";
import { CompensatedSum } from "./compensated_sum.ts";
import { LIFT } from "./lift.ts";
import * as steps from "./middle_steps.ts";

/** Below this, logarithms of rounded quotients leave too few digits. */
const LEAST_SUM = 1 / 2;

/** So many masses tell whether it is worth while to go on. */
const HEAD = 16;

// Constants of a loop's own module are part of its code; imported ones are looked up at each use.
const { LN2_HIGH, LN2_LOW, MOST, MOST_MASS, SMALLEST_NORMAL, START } = steps;
const { MIDDLES: TABLE, MIDDLE_SCALES: SCALES } = steps;
const DOUBLE = new Float64Array(1);
const WORDS = new Int32Array(DOUBLE.buffer);
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/**
 * `Σ p_j ln(p_j / q_j)` of two distributions that are far apart, in nats and lifted: read, checked and summed in one
 * pass, without a copy, by one logarithm an entry. Undefined for all others, and for all that is not plain sailing,
 * as in {@linkcode quickSurprisal}.
 */
export function quickDivergence(
  p: Vector,
  q: Vector,
  tolerance: number,
): CompensatedSum | undefined {
  const length = lengthOf(p);
  if (length !== lengthOf(q) || !(length <= MOST)) return undefined;
  if (TABLE[0] === 0) steps.prepareMiddles();
  let high = START;
  let low = 0;
  let pTotal = 0;
  let qTotal = 0;
  for (let j = 0; j < length; j++) {
    const mass: unknown = p[j];
    const other: unknown = q[j];
    if (typeof mass !== "number" || typeof other !== "number" || !(mass >= 0 && other >= 0)) {
      return undefined;
    }
    pTotal += mass;
    qTotal += other;
    const x = mass / other;
    if (!(x >= SMALLEST_NORMAL)) continue;
    if (x === Infinity) return undefined;
    DOUBLE[0] = x;
    const word = WORDS[HIGH]!;
    const e = word >> 20;
    const at = (word >> 9) & 0x7fc;
    const r = (x * SCALES[e]! - TABLE[at]!) * TABLE[at + 1]!;
    const curve = r * r * (0.5 - r * (1 / 3 - r * (0.25 - r * 0.2)));
    const rest = ((e - 1023) * LN2_LOW + TABLE[at + 3]!) + (r - curve);
    const term = mass * ((e - 1023) * LN2_HIGH + TABLE[at + 2]!);
    const sum = high + term;
    low += (high - sum + term) + mass * rest;
    high = sum;
    if (j === HEAD && high - START - pTotal + qTotal < LEAST_SUM / 2 * pTotal) return undefined;
  }
  const isFar = (high - START) + low >= LEAST_SUM && pTotal <= MOST_MASS && qTotal <= MOST_MASS;
  if (!isFar || !(Math.abs(pTotal - 1) <= tolerance && Math.abs(qTotal - 1) <= tolerance)) {
    return undefined;
  }
  const sum = new CompensatedSum();
  sum.high = LIFT * (high - START);
  sum.low = LIFT * low;
  return sum;
}
