import {
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

/** Notes what a pass found: two sums, and what rounding took from them. */
export function report(a: number, b: number, low: number, max: number, min: number): void {
  const sum = a + b;
  found.sum = sum;
  found.low = low + differenceError(a, -b, sum);
  found.max = max;
  found.min = min;
}
