// Sums of y (-ln q) over two vectors of probabilities: cross-entropy, and entropy where both are one.

import { both, filled } from "./halves";
import { entries, lowers, octaves, placed, uppers } from "./table_log";

// The least normal number.
const LEAST: f64 = 2.2250738585072014e-308;

// Above every sum of what the caller takes, by so much that it stays above every term.
const START: f64 = 4096.0;

// A probability as what has a logarithm. A mass of an entropy that is below is nothing beside the sum, and so
// is a 0.
// @ts-ignore: decorator
@inline
function lifted(q: v128): v128 {
  return f64x2.pmax(f64x2.splat(LEAST), q);
}

// Not 0 where a probability is 0 or nearly, and its mass is not.
// @ts-ignore: decorator
@inline
function ruledOut(mass: v128, q: v128): v128 {
  return v128.and(f64x2.ne(lifted(q), q), mass);
}

// @ts-ignore: decorator
@inline
function upperLogs(place: v128): v128 {
  const i = entries(place);
  return uppers(octaves(place), i32x4.extract_lane(i, 0), i32x4.extract_lane(i, 2));
}

// @ts-ignore: decorator
@inline
function lowerLogs(place: v128): v128 {
  const i = entries(place);
  return lowers(place, octaves(place), i32x4.extract_lane(i, 0), i32x4.extract_lane(i, 2));
}

// What taking a term from a running sum loses (Dekker).
// @ts-ignore: decorator
@inline
function lost(sum: v128, term: v128, next: v128): v128 {
  return f64x2.sub(f64x2.sub(sum, next), term);
}

// Adds both vectors up, four masses a turn. A running sum starts above any of its terms, so that what it
// loses is known exactly.
// @ts-ignore: decorator
@inline
function sweep(y: usize, q: usize, size: usize, result: usize, alone: bool): void {
  const zero = f64x2.splat(0);
  let sum = f64x2.splat(START);
  let low = zero;
  let bad = zero;
  let signs = zero;
  let yTotal = zero;
  let qTotal = zero;
  for (let at: usize = 0; at < size; at += 32) {
    const mass1 = v128.load(y + at);
    const given1 = alone ? mass1 : v128.load(q + at);
    signs = v128.or(signs, mass1);
    yTotal = f64x2.add(yTotal, mass1);
    if (!alone) {
      signs = v128.or(signs, given1);
      qTotal = f64x2.add(qTotal, given1);
      bad = v128.or(bad, ruledOut(mass1, given1));
    }
    const place1 = placed(lifted(given1));
    const upper1 = upperLogs(place1);
    const lower1 = lowerLogs(place1);
    const log1 = f64x2.add(upper1, lower1);
    const rest1 = f64x2.sub(lower1, f64x2.sub(log1, upper1));
    const term1 = f64x2.mul(mass1, log1);
    const next = f64x2.sub(sum, term1);
    low = f64x2.add(low, f64x2.sub(lost(sum, term1, next), f64x2.mul(mass1, rest1)));

    const mass2 = v128.load(y + at, 16);
    const given2 = alone ? mass2 : v128.load(q + at, 16);
    signs = v128.or(signs, mass2);
    yTotal = f64x2.add(yTotal, mass2);
    if (!alone) {
      signs = v128.or(signs, given2);
      qTotal = f64x2.add(qTotal, given2);
      bad = v128.or(bad, ruledOut(mass2, given2));
    }
    const place2 = placed(lifted(given2));
    const upper2 = upperLogs(place2);
    const lower2 = lowerLogs(place2);
    const log2 = f64x2.add(upper2, lower2);
    const rest2 = f64x2.sub(lower2, f64x2.sub(log2, upper2));
    const term2 = f64x2.mul(mass2, log2);
    sum = f64x2.sub(next, term2);
    low = f64x2.add(low, f64x2.sub(lost(next, term2, sum), f64x2.mul(mass2, rest2)));
  }
  const gained = f64x2.sub(sum, f64x2.splat(START));
  const left = f64x2.extract_lane(gained, 0);
  const right = f64x2.extract_lane(gained, 1);
  const total = left + right;
  const back = total - left;
  const less = both(low) + ((left - (total - back)) + (right - back));
  const isBad = v128.any_true(bad) || i64x2.bitmask(signs) != 0;
  store<f64>(result, isBad ? NaN : total);
  store<f64>(result, less, 8);
  store<f64>(result, both(yTotal), 16);
  store<f64>(result, both(alone ? yTotal : qTotal), 24);
}

// Writes the sum of y (-ln q) in two parts, and what y and q sum to. NaN in place of the first where an entry
// is below 0, or q is 0 or nearly where y is not. The sum is right if y sums to no more than 2.
export function surprisal(y: usize, q: usize, count: i32, result: usize): void {
  const size = <usize>count << 3;
  const end = filled(y, size, 32);
  filled(q, size, 32);
  if (y == q) {
    sweep(y, y, end, result, true);
  } else {
    sweep(y, q, end, result, false);
  }
}
