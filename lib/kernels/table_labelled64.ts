import * as table from "./table_exp.ts";
import { addPlaced, exponentialOf, found } from "./table_sums.ts";

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

// As in table_sums64.ts, but without a look at each entry for the largest and the least. Whether all lie in
// the table's range is told by the bits of their places, and that these are theirs by the sum of sizes.

/** Sums the exponentials of a row. */
export function sumLabelled64(
  x: Float64Array,
  from: number,
  to: number,
  bias: number,
  start: number,
) {
  let acc = start;
  let acc2 = start;
  let low = 0;
  let places = 0;
  let size = 0;
  let size2 = 0;
  const whole = WHOLE + bias * STEPS;
  let k = from;
  for (; k < to - 1; k += 2) {
    const v = x[k]!;
    const w = x[k + 1]!;
    size += Math.abs(v);
    size2 += Math.abs(w);
    const p = v * INVERSE + whole;
    const q = w * INVERSE + whole;
    CELLS[0] = p;
    CELLS[1] = q;
    const n = p - whole;
    const m = q - whole;
    const i = CELL_BITS[0]!;
    const j = CELL_BITS[2]!;
    places |= i | j;
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
    size += Math.abs(v);
    const t = exponentialOf(v, bias);
    places |= found.place;
    const next = acc + t;
    low += acc - next + t;
    acc = next;
  }
  addPlaced(acc - start, acc2 - start, low, places, size + size2);
}

/** Sums the exponentials of a row and stores them, `shift` entries further on in `e`. */
export function storeLabelled64(
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
  let places = 0;
  let size = 0;
  let size2 = 0;
  const whole = WHOLE + bias * STEPS;
  let k = from;
  for (; k < to - 1; k += 2) {
    const v = x[k]!;
    const w = x[k + 1]!;
    size += Math.abs(v);
    size2 += Math.abs(w);
    const p = v * INVERSE + whole;
    const q = w * INVERSE + whole;
    CELLS[0] = p;
    CELLS[1] = q;
    const n = p - whole;
    const m = q - whole;
    const i = CELL_BITS[0]!;
    const j = CELL_BITS[2]!;
    places |= i | j;
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
    size += Math.abs(v);
    const t = exponentialOf(v, bias);
    places |= found.place;
    e[k + shift] = t;
    const next = acc + t;
    low += acc - next + t;
    acc = next;
  }
  addPlaced(acc - start, acc2 - start, low, places, size + size2);
}
