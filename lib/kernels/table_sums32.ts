import * as table from "./table_exp.ts";
import { addFound, exponentialOf } from "./table_sums.ts";

// What is imported is looked up at each use, and costs a tenth of a sum; these become part of the code.
const {
  CELL_BITS,
  CELLS,
  HEADS,
  INVERSE,
  POWER_MASK,
  POWERS,
  STEP,
  STEP_BITS,
  STEP_MASK,
  STEPS,
  WHOLE,
} = table;

/** Of the square of a rest in steps. */
const HALF_SQUARE = table.SQUARE * STEP * STEP;

// As in table_sums64.ts, but that exponentials are good to 12 digits, and sums need no care. A rest is left in
// steps: for float32, the rounding of v / step is nothing.

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
  const whole = WHOLE + bias * STEPS;
  let k = from;
  for (; k < to - 1; k += 2) {
    const v = x[k]!;
    const w = x[k + 1]!;
    if (v > max) max = v;
    if (v < min) min = v;
    if (w > max) max = w;
    if (w < min) min = w;
    const y = v * INVERSE;
    const z = w * INVERSE;
    const p = y + whole;
    const q = z + whole;
    CELLS[0] = p;
    CELLS[1] = q;
    const i = CELL_BITS[0]!;
    const j = CELL_BITS[2]!;
    const r = y - (p - whole);
    const s = z - (q - whole);
    const h = HEADS[i & STEP_MASK]! * POWERS[i >> STEP_BITS & POWER_MASK]!;
    const g = HEADS[j & STEP_MASK]! * POWERS[j >> STEP_BITS & POWER_MASK]!;
    const t = h * (1 + r * (STEP + r * HALF_SQUARE));
    const u = g * (1 + s * (STEP + s * HALF_SQUARE));
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
  addFound(sum, sum2, 0, max, min);
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
  const whole = WHOLE + bias * STEPS;
  let k = from;
  for (; k < to - 1; k += 2) {
    const v = x[k]!;
    const w = x[k + 1]!;
    if (v > max) max = v;
    if (v < min) min = v;
    if (w > max) max = w;
    if (w < min) min = w;
    const y = v * INVERSE;
    const z = w * INVERSE;
    const p = y + whole;
    const q = z + whole;
    CELLS[0] = p;
    CELLS[1] = q;
    const i = CELL_BITS[0]!;
    const j = CELL_BITS[2]!;
    const r = y - (p - whole);
    const s = z - (q - whole);
    const h = HEADS[i & STEP_MASK]! * POWERS[i >> STEP_BITS & POWER_MASK]!;
    const g = HEADS[j & STEP_MASK]! * POWERS[j >> STEP_BITS & POWER_MASK]!;
    const t = h * (1 + r * (STEP + r * HALF_SQUARE));
    const u = g * (1 + s * (STEP + s * HALF_SQUARE));
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
  addFound(sum, sum2, 0, max, min);
}
