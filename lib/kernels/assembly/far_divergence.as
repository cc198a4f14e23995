// Sums of p ln(p / q) over two vectors of probabilities that are far apart: where the sum is large, a
// logarithm need not be right beside itself, only beside 1. So one of the quotient does, though it is
// rounded, with a shorter series than that of table_log.as.

import { both, filled } from "./halves";
import { LOG_TABLE } from "./log_table";
import { mad64, nmad64 } from "./mad";
import { entries, octaves, offset, placed, tails, uppers } from "./table_log";

// The least normal number.
const LEAST: f64 = 2.2250738585072014e-308;

// Above all sums of terms, by so much that it stays above every term.
const START: f64 = 4096.0;

// Coefficients of (r - ln(1 + r)) / r^2 in powers of -r, bent to make up for all terms left out.
// @ts-ignore: decorator
@lazy const K = memory.data<u64>([
  0x3fdffffffffb67a8, 0x3fd55555555430c3, 0x3fd0000ed9ef3bd4, 0x3fc999abe2be2be3,
]);

// @ts-ignore: decorator
@inline
function k(i: usize): v128 {
  return v128.load64_splat(K + (i << 3));
}

// The quotient as what has a logarithm: anything for 0 / 0.
// @ts-ignore: decorator
@inline
function quotient(p: v128, q: v128): v128 {
  return f64x2.pmax(f64x2.splat(LEAST), f64x2.div(p, q));
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
  const one = v128.load(LOG_TABLE + i32x4.extract_lane(i, 0));
  const two = v128.load(LOG_TABLE + i32x4.extract_lane(i, 2));
  const r = offset(place, one, two);
  let series = nmad64(k(3), r, k(2));
  series = nmad64(series, r, k(1));
  series = nmad64(series, r, k(0));
  return f64x2.add(tails(octaves(place), one, two), nmad64(f64x2.mul(r, r), series, r));
}

// What an addition to a running sum loses (Dekker).
// @ts-ignore: decorator
@inline
function lost(sum: v128, term: v128, next: v128): v128 {
  return f64x2.add(f64x2.sub(sum, next), term);
}

// Writes the sum in two parts, and what p and q sum to. NaN in place of the first where an entry is below 0,
// or q is 0 or nearly where p is not. A subnormal p gets a wrong logarithm, and is nothing beside the sum.
export function farDivergence(p: usize, q: usize, count: i32, result: usize): void {
  const end = filled(p, <usize>count << 3, 32);
  filled(q, <usize>count << 3, 32);
  const zero = f64x2.splat(0);
  let sum = f64x2.splat(START);
  let low = zero;
  let most = zero;
  let signs = zero;
  let pTotal = zero;
  let qTotal = zero;
  for (let at: usize = 0; at < end; at += 32) {
    const p1 = v128.load(p + at);
    const q1 = v128.load(q + at);
    const x1 = quotient(p1, q1);
    signs = v128.or(signs, v128.or(p1, q1));
    pTotal = f64x2.add(pTotal, p1);
    qTotal = f64x2.add(qTotal, q1);
    most = f64x2.pmax(most, x1);
    const place1 = placed(x1);
    const term1 = f64x2.mul(p1, upperLogs(place1));
    const next = f64x2.add(sum, term1);
    low = f64x2.add(low, f64x2.add(lost(sum, term1, next), f64x2.mul(p1, lowerLogs(place1))));

    const p2 = v128.load(p + at, 16);
    const q2 = v128.load(q + at, 16);
    const x2 = quotient(p2, q2);
    signs = v128.or(signs, v128.or(p2, q2));
    pTotal = f64x2.add(pTotal, p2);
    qTotal = f64x2.add(qTotal, q2);
    most = f64x2.pmax(most, x2);
    const place2 = placed(x2);
    const term2 = f64x2.mul(p2, upperLogs(place2));
    sum = f64x2.add(next, term2);
    low = f64x2.add(low, f64x2.add(lost(next, term2, sum), f64x2.mul(p2, lowerLogs(place2))));
  }
  const isBad = i64x2.bitmask(signs) != 0 ||
    v128.any_true(f64x2.eq(most, f64x2.splat(Infinity)));
  store<f64>(result, isBad ? NaN : both(f64x2.sub(sum, f64x2.splat(START))));
  store<f64>(result, both(low), 8);
  store<f64>(result, both(pTotal), 16);
  store<f64>(result, both(qTotal), 24);
}
