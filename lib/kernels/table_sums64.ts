import * as table from "./table_exp.ts";
import { addFound, exponentialOf } from "./table_sums.ts";

// What is imported is looked up at each use, and costs a tenth of a sum; these become part of the code.
const {
  CELL_BITS,
  CELLS,
  CUBE,
  HEADS,
  INVERSE,
  POWER_MASK,
  POWERS,
  SQUARE,
  STEP_BITS,
  STEP_HIGH,
  STEP_LOW,
  STEP_MASK,
  STEPS,
  TAILS,
  WHOLE,
} = table;

// In the sums below `start` is above every term, so that what an addition loses is known by one
// subtraction more (Dekker). Two entries a turn, as engines keep both in registers. What lies out of
// range gives some number or NaN: the caller looks at the largest and the least entry.

/** Sums the exponentials of a row. */
export function sum64(
  x: Float64Array,
  from: number,
  to: number,
  bias: number,
  start: number,
) {
  let acc = start;
  let acc2 = start;
  let low = 0;
  let max = -Infinity;
  let min = Infinity;
  const whole = WHOLE + bias * STEPS;
  let k = from;
  for (; k < to - 1; k += 2) {
    const v = x[k]!;
    const w = x[k + 1]!;
    if (v > max) max = v;
    if (v < min) min = v;
    if (w > max) max = w;
    if (w < min) min = w;
    const p = v * INVERSE + whole;
    const q = w * INVERSE + whole;
    CELLS[0] = p;
    CELLS[1] = q;
    const n = p - whole;
    const m = q - whole;
    const i = CELL_BITS[0]!;
    const j = CELL_BITS[2]!;
    const r = v - n * STEP_HIGH - n * STEP_LOW;
    const s = w - m * STEP_HIGH - m * STEP_LOW;
    const h = HEADS[i & STEP_MASK]! * POWERS[i >> STEP_BITS & POWER_MASK]!;
    const g = HEADS[j & STEP_MASK]! * POWERS[j >> STEP_BITS & POWER_MASK]!;
    const t = h + h * (r + (r * r * (SQUARE + r * CUBE) + TAILS[i & STEP_MASK]!));
    const u = g + g * (s + (s * s * (SQUARE + s * CUBE) + TAILS[j & STEP_MASK]!));
    const next = acc + t;
    const next2 = acc2 + u;
    low += (acc - next + t) + (acc2 - next2 + u);
    acc = next;
    acc2 = next2;
  }
  if (k < to) {
    const v = x[k]!;
    if (v > max) max = v;
    if (v < min) min = v;
    const t = exponentialOf(v, bias);
    const next = acc + t;
    low += acc - next + t;
    acc = next;
  }
  addFound(acc - start, acc2 - start, low, max, min);
}

/** Sums the exponentials of a row and stores them, `shift` entries further on in `e`. */
export function store64(
  x: Float64Array,
  e: Float64Array,
  shift: number,
  from: number,
  to: number,
  bias: number,
  start: number,
) {
  let acc = start;
  let acc2 = start;
  let low = 0;
  let max = -Infinity;
  let min = Infinity;
  const whole = WHOLE + bias * STEPS;
  let k = from;
  for (; k < to - 1; k += 2) {
    const v = x[k]!;
    const w = x[k + 1]!;
    if (v > max) max = v;
    if (v < min) min = v;
    if (w > max) max = w;
    if (w < min) min = w;
    const p = v * INVERSE + whole;
    const q = w * INVERSE + whole;
    CELLS[0] = p;
    CELLS[1] = q;
    const n = p - whole;
    const m = q - whole;
    const i = CELL_BITS[0]!;
    const j = CELL_BITS[2]!;
    const r = v - n * STEP_HIGH - n * STEP_LOW;
    const s = w - m * STEP_HIGH - m * STEP_LOW;
    const h = HEADS[i & STEP_MASK]! * POWERS[i >> STEP_BITS & POWER_MASK]!;
    const g = HEADS[j & STEP_MASK]! * POWERS[j >> STEP_BITS & POWER_MASK]!;
    const t = h + h * (r + (r * r * (SQUARE + r * CUBE) + TAILS[i & STEP_MASK]!));
    const u = g + g * (s + (s * s * (SQUARE + s * CUBE) + TAILS[j & STEP_MASK]!));
    e[k + shift] = t;
    e[k + 1 + shift] = u;
    const next = acc + t;
    const next2 = acc2 + u;
    low += (acc - next + t) + (acc2 - next2 + u);
    acc = next;
    acc2 = next2;
  }
  if (k < to) {
    const v = x[k]!;
    if (v > max) max = v;
    if (v < min) min = v;
    const t = exponentialOf(v, bias);
    e[k + shift] = t;
    const next = acc + t;
    low += acc - next + t;
    acc = next;
  }
  addFound(acc - start, acc2 - start, low, max, min);
}
