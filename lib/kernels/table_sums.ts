import * as table from "./table_exp.ts";
import * as knots from "./table_knots.ts";

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
const { KNOTS, SHIFT, SHIFTED, SHIFTED_BITS, VALUES, WHOLE_MASK } = knots;

type Numbers = Float32Array | Float64Array;

/** What passes over a row found. */
export const found = {
  /** The sum of exponentials. */
  sum: 0,
  /** What rounding took from it. */
  low: 0,
  max: 0,
  min: 0,
  /** The sum of the squares of rests, where these were summed; NaN or Infinity where sums mean nothing. */
  size: 0,
  /** Of the exponential that was asked for last: its rest, where that is kept, and what it lacks. */
  rest: 0,
  lack: 0,
};

/** Forgets what was found in another row. */
export function startRow(): void {
  found.sum =
    found.low =
    found.size =
      0;
  found.max = -Infinity;
  found.min = Infinity;
}

/** The largest entry; NaN is passed over. */
export function largest(x: Numbers, from: number, to: number): number {
  let max = -Infinity;
  for (let k = from; k < to; k++) {
    const v = x[k]!;
    if (v > max) max = v;
  }
  return max;
}

/** The largest of 64 entries, more of a long row: groups of eight neighbours, as memory is read in such. */
export function largestOfSample(x: Numbers, from: number, to: number): number {
  const columns = to - from;
  if (columns <= 64) return largest(x, from, to);
  const groups = 8 + (columns >> 12);
  const distance = (columns / groups) | 0;
  let max = -Infinity;
  for (let group = 0; group < groups; group++) {
    const first = from + group * distance;
    max = Math.max(max, largest(x, first, first + 8));
  }
  return max;
}

/**
 * Brings the lines of some entries nearer, many at once: while there is arithmetic between them, processors
 * look ahead by a few only.
 */
export function readAhead(x: Float64Array, from: number, to: number): number {
  const end = (to - 24) | 0;
  let sum = 0;
  for (let k = from | 0; k < end; k = (k + 32) | 0) {
    sum += x[k]! + x[(k + 8) | 0]! + x[(k + 16) | 0]! + x[(k + 24) | 0]!;
  }
  return sum;
}

/** The largest entry below `max`. */
export function secondLargest(
  x: Numbers,
  from: number,
  to: number,
  max: number,
): number {
  let second = -Infinity;
  for (let k = from; k < to; k++) {
    const v = x[k]!;
    if (v > second && v < max) second = v;
  }
  return second;
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
  found.lack = h * q - (t - h);
  return t;
}

/** exp of one number whose size is below 256, times 2^NEAR_DOUBLINGS; what it lacks is `found.lack`. */
export function nearExponential(v: number): number {
  SHIFTED[0] = v + SHIFT;
  const i = SHIFTED_BITS[0]!;
  const r = v - KNOTS[i >> STEP_BITS & WHOLE_MASK]! - KNOTS[i & STEP_MASK]!;
  const h = VALUES[i & STEP_MASK]! * VALUES[i >> STEP_BITS & WHOLE_MASK]!;
  const q = r + r * r * (knots.SQUARE + r * CUBE);
  const t = h + h * q;
  found.rest = r;
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

/** Adds a sum that a pass found, and what rounding took from it. */
function addSum(sum: number, low: number): void {
  const both = found.sum + sum;
  found.low += low + differenceError(found.sum, -sum, both);
  found.sum = both;
}

/** Adds what a pass found that looked for the largest and the least, in two sums. */
export function addFound(a: number, b: number, low: number, max: number, min: number): void {
  const both = a + b;
  addSum(both, low + differenceError(a, -b, both));
  if (max > found.max) found.max = max;
  if (min < found.min) found.min = min;
}

/** Adds what a pass found that summed the squares of rests, if no term can have been above its `start`. */
export function addNear(sum: number, low: number, size: number, start: number): void {
  addSum(sum, low);
  found.size += sum < start ? size : Infinity;
}
