import * as table from "./table_exp.ts";

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

type Numbers = Float32Array | Float64Array;

/** What passes over a row found. */
export const found = {
  /** The sum of exponentials. */
  sum: 0,
  /** What rounding took from it. */
  low: 0,
  max: 0,
  min: 0,
  /** Bits of places in the tables, where these were collected. */
  places: 0,
  /** The largest sum of sizes of the logits of a pass, where these were summed. */
  size: 0,
  /** Of the exponential that was asked for last: its place, and what it lacks. */
  place: 0,
  lack: 0,
};

/** Forgets what was found in another row. */
export function startRow(): void {
  found.sum =
    found.low =
    found.places =
    found.size =
      0;
  found.max = -Infinity;
  found.min = Infinity;
}

/** The largest of every `stride`-th entry; NaN is passed over. */
export function largest(x: Numbers, from: number, to: number, stride: number): number {
  let max = -Infinity;
  for (let k = from; k < to; k += stride) {
    const v = x[k]!;
    if (v > max) max = v;
  }
  return max;
}

/** What rounding took from `d = fl(a - b)`, as in numerics, which lies above: Knuth. */
export function differenceError(a: number, b: number, d: number): number {
  const back = a - d;
  return (a - (d + back)) + (back - b);
}

/** exp of one number, relative to the power of two that `bias` names; what it lacks is `found.lack`. */
export function exponentialOf(v: number, bias: number): number {
  const whole = WHOLE + bias * STEPS;
  const p = v * INVERSE + whole;
  CELLS[0] = p;
  const n = p - whole;
  const i = CELL_BITS[0]!;
  const r = v - n * STEP_HIGH - n * STEP_LOW;
  const h = HEADS[i & STEP_MASK]! * POWERS[i >> STEP_BITS & POWER_MASK]!;
  const q = r + (r * r * (SQUARE + r * CUBE) + TAILS[i & STEP_MASK]!);
  const t = h + h * q;
  found.place = i;
  found.lack = h * q - (t - h);
  return t;
}

/**
 * Sums, and stores where there is an `e`, with care: entries below `least`, and those that are `skipped`,
 * count as `least`. NaN comes out in the sum.
 */
export function sumCarefully(
  x: Numbers,
  e: Numbers | undefined,
  shift: number,
  from: number,
  to: number,
  bias: number,
  start: number,
  least: number,
  skipped: number,
) {
  let acc = start;
  let low = 0;
  for (let k = from; k < to; k++) {
    let v = x[k]!;
    if (v < least || v === skipped) v = least;
    const t = exponentialOf(v, bias);
    if (e !== undefined) e[k + shift] = t;
    const next = acc + t;
    low += acc - next + t;
    acc = next;
  }
  found.sum = acc - start;
  found.low = low;
}

/** Adds two sums that a pass found, and what rounding took from them. */
function addSums(a: number, b: number, low: number): void {
  const both = a + b;
  const sum = found.sum + both;
  found.low += low + differenceError(a, -b, both) + differenceError(found.sum, -both, sum);
  found.sum = sum;
}

/** Adds what a pass found that looked for the largest and the least. */
export function addFound(a: number, b: number, low: number, max: number, min: number): void {
  addSums(a, b, low);
  if (max > found.max) found.max = max;
  if (min < found.min) found.min = min;
}

/** Adds what a pass found that collected places and sizes. */
export function addPlaced(a: number, b: number, low: number, places: number, size: number): void {
  addSums(a, b, low);
  found.places |= places;
  if (!(size <= found.size)) found.size = size;
}
