// Rows of float64 logits: their exponentials, and the sums of these with what rounding took.

import { alone64, coefficient64, constant64, exp64, UNTEMPERED, WHOLE64 } from "./exp64";
import { groupOf, peaks, STATS } from "./peaks";

// Exponentials carry this many doublings, so that none is subnormal before it is scaled.
const BIAS: f64 = 512.0;
// Below this depth under the largest, exp is less than half the smallest double.
const DEPTH: f64 = 760.0;
// Larger logits are left to the caller.
const LARGEST: f64 = 2000.0;
// Above every exponential.
const START: f64 = 5.363123171977039e154; // 2^514
// A share of the largest's exponential below which the others are summed without it.
const SMALL: f64 = 1e-6;

// The largest entry of a row; NaN is passed over here and comes out in the sum.
// @ts-ignore: decorator
@inline
function largest(x: usize, last: usize, final: usize): f64 {
  let a = v128.load(final);
  let b = f64x2.splat(-Infinity);
  let at = x;
  for (; at + 16 < last; at += 32) {
    a = f64x2.pmax(a, v128.load(at));
    b = f64x2.pmax(b, v128.load(at, 16));
  }
  if (at < last) b = f64x2.pmax(b, v128.load(at));
  a = f64x2.pmax(b, a);
  const one = f64x2.extract_lane(a, 0);
  const two = f64x2.extract_lane(a, 1);
  return two > one || one != one ? two : one;
}

// The largest entry below `max`.
function second(x: usize, final: usize, max: f64): f64 {
  let found = -Infinity;
  for (let at = x; at <= final + 8; at += 8) {
    const v = load<f64>(at);
    if (v > found && v < max) found = v;
  }
  return found;
}

// Adds what two running sums hold above their start, less `peak`, and stores it in two parts.
// @ts-ignore: decorator
@inline
function finish(acc: v128, low: v128, start: f64, peak: f64, stats: usize): void {
  const above = f64x2.sub(acc, f64x2.splat(start));
  const left = f64x2.extract_lane(above, 0);
  const right = f64x2.extract_lane(above, 1);
  const sum = left + right;
  const back = sum - left;
  const others = sum - peak;
  const more = sum - others;
  const rest = f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1) +
    ((left - (sum - back)) + (right - back)) + ((sum - (others + more)) + (more - peak));
  const total = others + rest;
  store<f64>(stats, total, 8);
  store<f64>(stats, (others - total) + rest, 16);
}

// Sums the exponentials of a row. Each running sum starts above any of its terms, so that what an
// addition loses is known exactly by one subtraction more (Dekker).
// @ts-ignore: decorator
@inline
function pass(
  x: usize,
  e: usize,
  columns: i32,
  max: f64,
  whole: v128,
  start: f64,
  peak: f64,
  stats: usize,
  t: usize,
  stored: bool,
  skipped: bool,
  tempered: bool,
): void {
  const inv = constant64(t, 0);
  const hi = constant64(t, 1);
  const lo = constant64(t, 2);
  const rate = constant64(t, 3);
  const c2 = coefficient64(0);
  const c3 = coefficient64(1);
  const c4 = coefficient64(2);
  const deepest = max - DEPTH * load<f64>(t, 32);
  const least = f64x2.splat(deepest);
  const top = f64x2.splat(max);
  let acc = f64x2.splat(start);
  let low = f64x2.splat(0);
  const last = x + ((<usize>columns << 3) & ~15);
  const final = x + (<usize>columns << 3) - 16;
  if (columns & 1) {
    // The lane before the odd last entry comes again below: here it is put out of play.
    let v = f64x2.pmax(f64x2.replace_lane(v128.load(final), 0, deepest), least);
    if (skipped) v = v128.bitselect(least, v, f64x2.eq(v, top));
    const u = exp64(v, inv, whole, hi, lo, rate, c2, c3, c4, tempered);
    if (stored) v128.store(e + (final - x), u);
    const next = f64x2.add(acc, u);
    low = f64x2.sub(u, f64x2.sub(next, acc));
    acc = next;
  }
  let at = x;
  const shift = e - x;
  for (; at + 16 < last; at += 32) {
    let v = f64x2.pmax(v128.load(at), least);
    if (skipped) v = v128.bitselect(least, v, f64x2.eq(v, top));
    const u = exp64(v, inv, whole, hi, lo, rate, c2, c3, c4, tempered);
    if (stored) v128.store(at + shift, u);
    const next = f64x2.add(acc, u);
    low = f64x2.add(low, f64x2.sub(u, f64x2.sub(next, acc)));
    let v2 = f64x2.pmax(v128.load(at, 16), least);
    if (skipped) v2 = v128.bitselect(least, v2, f64x2.eq(v2, top));
    const u2 = exp64(v2, inv, whole, hi, lo, rate, c2, c3, c4, tempered);
    if (stored) v128.store(at + shift, u2, 16);
    acc = f64x2.add(next, u2);
    low = f64x2.add(low, f64x2.sub(u2, f64x2.sub(acc, next)));
  }
  if (at < last) {
    let v = f64x2.pmax(v128.load(at), least);
    if (skipped) v = v128.bitselect(least, v, f64x2.eq(v, top));
    const u = exp64(v, inv, whole, hi, lo, rate, c2, c3, c4, tempered);
    if (stored) v128.store(at + shift, u);
    const next = f64x2.add(acc, u);
    low = f64x2.add(low, f64x2.sub(u, f64x2.sub(next, acc)));
    acc = next;
  }
  finish(acc, low, start, peak, stats);
}

// Sums the exponentials of some rows whose peaks are known.
// @ts-ignore: decorator
@inline
function sums(
  x: usize,
  e: usize,
  rows: i32,
  columns: i32,
  stats: usize,
  t: usize,
  stored: bool,
  tempered: bool,
): void {
  const bytes = <usize>columns << 3;
  for (let row = 0; row < rows; row++, x += bytes, stats += STATS) {
    if (isNaN(load<f64>(stats, 8))) {
      if (stored) e += bytes;
      continue;
    }
    const max = load<f64>(stats);
    const peak = load<f64>(stats, 24);
    pass(x, e, columns, max, wholeOf(stats), START, peak, stats, t, stored, false, tempered);
    if (stored) e += bytes;
    if (load<f64>(stats, 8) < peak * SMALL) sumOthers(x, columns, max, wholeOf(stats), stats, t);
  }
}

// @ts-ignore: decorator
@inline
function wholeOf(stats: usize): v128 {
  return f64x2.splat(WHOLE64 + load<f64>(stats, 48) * 256.0);
}

function sumOnly(x: usize, rows: i32, columns: i32, stats: usize): void {
  sums(x, 0, rows, columns, stats, UNTEMPERED, false, false);
}

function sumStored(x: usize, e: usize, rows: i32, columns: i32, stats: usize): void {
  sums(x, e, rows, columns, stats, UNTEMPERED, true, false);
}

function sumTempered(x: usize, rows: i32, columns: i32, stats: usize, t: usize): void {
  sums(x, 0, rows, columns, stats, t, false, true);
}

function storeTempered(x: usize, e: usize, rows: i32, columns: i32, stats: usize, t: usize): void {
  sums(x, e, rows, columns, stats, t, true, true);
}

// Where the others are lost beside the largest: their sum without it.
function sumOthers(x: usize, columns: i32, max: f64, whole: v128, stats: usize, t: usize): void {
  const next = second(x, x + (<usize>columns << 3) - 16, max);
  if (next < max - DEPTH * load<f64>(t, 32)) {
    store<f64>(stats, 0, 8);
    store<f64>(stats, 0, 16);
    return;
  }
  const start = 2 * f64x2.extract_lane(alone64(f64x2.splat(next), whole, t), 0);
  pass(x, 0, columns, max, whole, start, 0, stats, t, false, true, true);
}

// Rows of `columns` >= 2 logits at `x`, over the temperature whose constants lie at `t` (exp64.as); 0
// for a temperature of 1. Writes the statistics of each (peaks.as). Where `e` is not 0, stores the
// exponentials there. A row out of range, or with NaN, gets a NaN for the sum of the others.
export function rows64(x: usize, e: usize, rows: i32, columns: i32, stats: usize, t: usize): void {
  const bytes = <usize>columns << 3;
  while (rows > 0) {
    const count = groupOf(bytes, rows);
    const span = <usize>count * bytes;
    for (let row = x, at = stats; row < x + span; row += bytes, at += STATS) {
      store<f64>(at, largest(row, row + (bytes & ~15), row + bytes - 16));
    }
    peaks(count, stats, t ? t : UNTEMPERED, BIAS, LARGEST, false);
    if (t) {
      if (e) storeTempered(x, e, count, columns, stats, t);
      else sumTempered(x, count, columns, stats, t);
    } else if (e) sumStored(x, e, count, columns, stats);
    else sumOnly(x, count, columns, stats);
    x += span;
    if (e) e += span;
    stats += <usize>count * STATS;
    rows -= count;
  }
}
