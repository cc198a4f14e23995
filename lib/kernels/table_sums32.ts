import {
  HEADS,
  INVERSE,
  POWER_MASK,
  POWERS,
  SQUARE,
  STEP,
  STEP_BITS,
  STEP_MASK,
  WHOLE,
} from "./table_exp.ts";
import { exponentialOf, report } from "./table_sums.ts";

// As in table_sums64.ts, but that exponentials are good to 12 digits, and sums need no care.

/** Sums the exponentials of a row. */
export function sum32(
  x: Float32Array,
  from: number,
  to: number,
  bias: number,
) {
  let sum = 0;
  let sum2 = 0;
  let max = -Infinity;
  let min = Infinity;
  let k = from;
  for (; k < to - 1; k += 2) {
    const v = x[k]!;
    const w = x[k + 1]!;
    if (v > max) max = v;
    if (v < min) min = v;
    if (w > max) max = w;
    if (w < min) min = w;
    const n = v * INVERSE + WHOLE - WHOLE;
    const m = w * INVERSE + WHOLE - WHOLE;
    const i = n | 0;
    const j = m | 0;
    const r = v - n * STEP;
    const s = w - m * STEP;
    const h = HEADS[i & STEP_MASK]! * POWERS[(i >> STEP_BITS) + bias & POWER_MASK]!;
    const g = HEADS[j & STEP_MASK]! * POWERS[(j >> STEP_BITS) + bias & POWER_MASK]!;
    const t = h * (1 + (r + r * r * SQUARE));
    const u = g * (1 + (s + s * s * SQUARE));
    sum += t;
    sum2 += u;
  }
  if (k < to) {
    const v = x[k]!;
    if (v > max) max = v;
    if (v < min) min = v;
    const t = exponentialOf(v, bias);
    sum += t;
  }
  report(sum, sum2, 0, max, min);
}

/** Sums the exponentials of a row and stores them, `shift` entries further on in `e`. */
export function store32(
  x: Float32Array,
  e: Float32Array,
  shift: number,
  from: number,
  to: number,
  bias: number,
) {
  let sum = 0;
  let sum2 = 0;
  let max = -Infinity;
  let min = Infinity;
  let k = from;
  for (; k < to - 1; k += 2) {
    const v = x[k]!;
    const w = x[k + 1]!;
    if (v > max) max = v;
    if (v < min) min = v;
    if (w > max) max = w;
    if (w < min) min = w;
    const n = v * INVERSE + WHOLE - WHOLE;
    const m = w * INVERSE + WHOLE - WHOLE;
    const i = n | 0;
    const j = m | 0;
    const r = v - n * STEP;
    const s = w - m * STEP;
    const h = HEADS[i & STEP_MASK]! * POWERS[(i >> STEP_BITS) + bias & POWER_MASK]!;
    const g = HEADS[j & STEP_MASK]! * POWERS[(j >> STEP_BITS) + bias & POWER_MASK]!;
    const t = h * (1 + (r + r * r * SQUARE));
    const u = g * (1 + (s + s * s * SQUARE));
    e[k + shift] = t;
    e[k + 1 + shift] = u;
    sum += t;
    sum2 += u;
  }
  if (k < to) {
    const v = x[k]!;
    if (v > max) max = v;
    if (v < min) min = v;
    const t = exponentialOf(v, bias);
    e[k + shift] = t;
    sum += t;
  }
  report(sum, sum2, 0, max, min);
}
