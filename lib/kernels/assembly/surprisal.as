// Sums of y (-ln q) over two vectors of probabilities: cross-entropy, and entropy where both are one.

import { entries, lowers, octaves, placed, uppers } from "./table_log";

// The least normal number.
const LEAST: f64 = 2.2250738585072014e-308;

// Above every sum of what the caller takes, by so much that it stays above every term.
const START: f64 = 4096.0;

// Adds both vectors up. A running sum starts above any of its terms, so that what an addition loses is
// known exactly by two subtractions more (Dekker).
// @ts-ignore: decorator
@inline
function sweep(y: usize, q: usize, size: usize, result: usize, alone: bool): void {
  const zero = f64x2.splat(0);
  const least = f64x2.splat(LEAST);
  let sum = f64x2.splat(START);
  let low = zero;
  let bad = zero;
  let signs = zero;
  let yTotal = zero;
  let qTotal = zero;
  for (let at: usize = 0; at < size; at += 16) {
    const mass = v128.load(y + at);
    const given = alone ? mass : v128.load(q + at);
    // A mass of an entropy that is below is nothing beside the sum, and so is a 0.
    const v = f64x2.pmax(least, given);
    signs = v128.or(signs, mass);
    yTotal = f64x2.add(yTotal, mass);
    if (!alone) {
      signs = v128.or(signs, given);
      qTotal = f64x2.add(qTotal, given);
      bad = v128.or(bad, v128.and(f64x2.ne(v, given), mass));
    }
    const place = placed(v);
    const k = octaves(place);
    const i = entries(place);
    const a = i32x4.extract_lane(i, 0);
    const b = i32x4.extract_lane(i, 2);
    const upper = uppers(k, a, b);
    const lower = lowers(place, k, a, b);
    const log = f64x2.add(upper, lower);
    const rest = f64x2.sub(lower, f64x2.sub(log, upper));
    const term = f64x2.mul(mass, log);
    const next = f64x2.sub(sum, term);
    low = f64x2.add(low, f64x2.sub(f64x2.sub(f64x2.sub(sum, next), term), f64x2.mul(mass, rest)));
    sum = next;
  }
  const gained = f64x2.sub(sum, f64x2.splat(START));
  const left = f64x2.extract_lane(gained, 0);
  const right = f64x2.extract_lane(gained, 1);
  const total = left + right;
  const back = total - left;
  const less = f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1) +
    ((left - (total - back)) + (right - back));
  const isBad = v128.any_true(bad) || i64x2.bitmask(signs) != 0;
  store<f64>(result, isBad ? NaN : total);
  store<f64>(result, less, 8);
  store<f64>(result, f64x2.extract_lane(yTotal, 0) + f64x2.extract_lane(yTotal, 1), 16);
  const last = alone ? yTotal : qTotal;
  store<f64>(result, f64x2.extract_lane(last, 0) + f64x2.extract_lane(last, 1), 24);
}

// Writes the sum of y (-ln q) in two parts, and what y and q sum to. NaN in place of the first where an entry is below 0, or q is 0 or nearly where y is not. The sum is
// right if y sums to no more than 2.
export function surprisal(y: usize, q: usize, count: i32, result: usize): void {
  const size = <usize>count << 3;
  if (count & 1) {
    // An odd last entry waits beside a 0, in the place after it.
    store<f64>(y + size, 0);
    store<f64>(q + size, 0);
  }
  if (y == q) {
    sweep(y, y, size, result, true);
  } else {
    sweep(y, q, size, result, false);
  }
}
