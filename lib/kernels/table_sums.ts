import {
  CUBE,
  HEADS,
  INVERSE,
  POWER_MASK,
  POWERS,
  SQUARE,
  STEP,
  STEP_BITS,
  STEP_HIGH,
  STEP_LOW,
  STEP_MASK,
  TAILS,
  WHOLE,
} from "./table_exp.ts";

type Numbers = Float32Array | Float64Array;

/** What a pass over a row found. */
export const found = {
  /** The sum of exponentials, less what it started from. */
  sum: 0,
  /** What rounding took from it. */
  low: 0,
  max: 0,
  min: 0,
};

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

/** exp of one number, relative to the power of two that `bias` names; what it lacks is `found.low`. */
export function exponentialOf(v: number, bias: number): number {
  const n = v * INVERSE + WHOLE - WHOLE;
  const i = n | 0;
  const r = v - n * STEP_HIGH - n * STEP_LOW;
  const h = HEADS[i & STEP_MASK]! * POWERS[(i >> STEP_BITS) + bias & POWER_MASK]!;
  const q = r + (r * r * (SQUARE + r * CUBE) + TAILS[i & STEP_MASK]!);
  const t = h + h * q;
  found.low = h * q - (t - h);
  return t;
}

// In the sums below `start` is above every term, so that what an addition loses is known by one
// subtraction more (Dekker). What lies out of range gives some number or NaN: the caller looks at the
// largest and the least entry.

/** Sums the exponentials of a row. */
export function sum64(x: Float64Array, from: number, to: number, bias: number, start: number) {
  let acc = start;
  let low = 0;
  let max = -Infinity;
  let min = Infinity;
  for (let k = from; k < to; k++) {
    const v = x[k]!;
    if (v > max) max = v;
    if (v < min) min = v;
    const n = v * INVERSE + WHOLE - WHOLE;
    const i = n | 0;
    const r = v - n * STEP_HIGH - n * STEP_LOW;
    const h = HEADS[i & STEP_MASK]! * POWERS[(i >> STEP_BITS) + bias & POWER_MASK]!;
    const t = h + h * (r + (r * r * (SQUARE + r * CUBE) + TAILS[i & STEP_MASK]!));
    const next = acc + t;
    low += acc - next + t;
    acc = next;
  }
  report(acc - start, low, max, min);
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
  let low = 0;
  let max = -Infinity;
  let min = Infinity;
  for (let k = from; k < to; k++) {
    const v = x[k]!;
    if (v > max) max = v;
    if (v < min) min = v;
    const n = v * INVERSE + WHOLE - WHOLE;
    const i = n | 0;
    const r = v - n * STEP_HIGH - n * STEP_LOW;
    const h = HEADS[i & STEP_MASK]! * POWERS[(i >> STEP_BITS) + bias & POWER_MASK]!;
    const t = h + h * (r + (r * r * (SQUARE + r * CUBE) + TAILS[i & STEP_MASK]!));
    e[k + shift] = t;
    const next = acc + t;
    low += acc - next + t;
    acc = next;
  }
  report(acc - start, low, max, min);
}

/** The same for float32: its exponentials are good to 12 digits, its sums need no care. */
export function sum32(x: Float32Array, from: number, to: number, bias: number) {
  let sum = 0;
  let max = -Infinity;
  let min = Infinity;
  for (let k = from; k < to; k++) {
    const v = x[k]!;
    if (v > max) max = v;
    if (v < min) min = v;
    const n = v * INVERSE + WHOLE - WHOLE;
    const i = n | 0;
    const r = v - n * STEP;
    sum += HEADS[i & STEP_MASK]! * POWERS[(i >> STEP_BITS) + bias & POWER_MASK]! *
      (1 + (r + r * r * SQUARE));
  }
  report(sum, 0, max, min);
}

/** Sums and stores in float32. */
export function store32(
  x: Float32Array,
  e: Float32Array,
  shift: number,
  from: number,
  to: number,
  bias: number,
) {
  let sum = 0;
  let max = -Infinity;
  let min = Infinity;
  for (let k = from; k < to; k++) {
    const v = x[k]!;
    if (v > max) max = v;
    if (v < min) min = v;
    const n = v * INVERSE + WHOLE - WHOLE;
    const i = n | 0;
    const r = v - n * STEP;
    sum += e[k + shift] = HEADS[i & STEP_MASK]! *
      POWERS[(i >> STEP_BITS) + bias & POWER_MASK]! * (1 + (r + r * r * SQUARE));
  }
  report(sum, 0, max, min);
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

function report(sum: number, low: number, max: number, min: number): void {
  found.sum = sum;
  found.low = low;
  found.max = max;
  found.min = min;
}
