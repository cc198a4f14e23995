// Rows of float32 logits: their exponentials in float32, and the sums of these in float64.

import { coefficient32, constant32, exp32, WHOLE32 } from "./exp32";
import { UNTEMPERED } from "./exp64";
import { groupOf, peaks, STATS } from "./peaks";

// Exponentials carry this many doublings, so that none is subnormal before it is scaled.
const BIAS: f64 = 64.0;
// Below this depth under the largest, exp is less than half the smallest float32.
const DEPTH: f32 = 128.0;
// Larger logits are left to the caller.
const LARGEST: f64 = 200.0;
// A share of the largest's exponential below which the others are summed without it.
const SMALL: f64 = 1e-6;

// The largest entry of a row; a NaN comes out here, or in the sum.
// @ts-ignore: decorator
@inline
function largest(x: usize, last: usize, final: usize): f32 {
  let a = v128.load(final);
  let b = f32x4.splat(-Infinity);
  let at = x;
  for (; at + 16 < last; at += 32) {
    a = f32x4.pmax(a, v128.load(at));
    b = f32x4.pmax(b, v128.load(at, 16));
  }
  if (at < last) b = f32x4.pmax(b, v128.load(at));
  a = f32x4.pmax(b, a);
  a = f32x4.pmax(a, v128.shuffle<i32>(a, a, 2, 3, 0, 1));
  a = f32x4.pmax(a, v128.shuffle<i32>(a, a, 1, 0, 3, 2));
  return f32x4.extract_lane(a, 0);
}

// The sum of four exponentials in float64, two and two.
// @ts-ignore: decorator
@inline
function widened(t: v128): v128 {
  return f64x2.add(
    f64x2.promote_low_f32x4(t),
    f64x2.promote_low_f32x4(v128.shuffle<i64>(t, t, 1, 1)),
  );
}

// Sums the exponentials of a row.
// @ts-ignore: decorator
@inline
function pass(
  x: usize,
  e: usize,
  columns: i32,
  max: f32,
  whole: v128,
  t: usize,
  stored: bool,
  skipped: bool,
  tempered: bool,
): f64 {
  const inv = constant32(t, 0);
  const hi = constant32(t, 1);
  const lo = constant32(t, 2);
  const rate = constant32(t, 3);
  const one = coefficient32(0);
  const c2 = coefficient32(1);
  const c3 = coefficient32(2);
  const c4 = coefficient32(3);
  const c5 = coefficient32(4);
  const c6 = coefficient32(5);
  const deepest = max - DEPTH * <f32> load<f64>(t, 32);
  const least = f32x4.splat(deepest);
  const top = f32x4.splat(max);
  let acc = f64x2.splat(0);
  let acc2 = acc;
  const bytes = <usize>columns << 2;
  const last = x + (bytes & ~15);
  const final = x + bytes - 16;
  const odd = columns & 3;
  if (odd) {
    // The lanes before the last few entries come again below: here they are put out of play.
    let v = v128.load(final);
    v = f32x4.replace_lane(v, 0, deepest);
    if (odd < 3) v = f32x4.replace_lane(v, 1, deepest);
    if (odd < 2) v = f32x4.replace_lane(v, 2, deepest);
    v = f32x4.pmax(v, least);
    if (skipped) v = v128.bitselect(least, v, f32x4.eq(v, top));
    const u = exp32(v, inv, whole, hi, lo, rate, one, c2, c3, c4, c5, c6, tempered);
    if (stored) v128.store(e + (final - x), u);
    acc = widened(u);
  }
  let at = x;
  const shift = e - x;
  for (; at + 16 < last; at += 32) {
    let v = f32x4.pmax(v128.load(at), least);
    let v2 = f32x4.pmax(v128.load(at, 16), least);
    if (skipped) {
      v = v128.bitselect(least, v, f32x4.eq(v, top));
      v2 = v128.bitselect(least, v2, f32x4.eq(v2, top));
    }
    const u = exp32(v, inv, whole, hi, lo, rate, one, c2, c3, c4, c5, c6, tempered);
    const u2 = exp32(v2, inv, whole, hi, lo, rate, one, c2, c3, c4, c5, c6, tempered);
    if (stored) {
      v128.store(at + shift, u);
      v128.store(at + shift, u2, 16);
    }
    acc = f64x2.add(acc, widened(u));
    acc2 = f64x2.add(acc2, widened(u2));
  }
  if (at < last) {
    let v = f32x4.pmax(v128.load(at), least);
    if (skipped) v = v128.bitselect(least, v, f32x4.eq(v, top));
    const u = exp32(v, inv, whole, hi, lo, rate, one, c2, c3, c4, c5, c6, tempered);
    if (stored) v128.store(at + shift, u);
    acc = f64x2.add(acc, widened(u));
  }
  acc = f64x2.add(acc, acc2);
  return f64x2.extract_lane(acc, 0) + f64x2.extract_lane(acc, 1);
}

// Sums the exponentials of some rows whose peaks are known.
// @ts-ignore: decorator
@inline
function sums(x: usize, e: usize, rows: i32, columns: i32, stats: usize, t: usize, stored: bool, tempered: bool): void {
  const bytes = <usize>columns << 2;
  for (let row = 0; row < rows; row++, x += bytes, stats += STATS) {
    store<f64>(stats, 0, 16);
    if (isNaN(load<f64>(stats, 8))) {
      if (stored) e += bytes;
      continue;
    }
    const max = <f32> load<f64>(stats);
    const top = load<f64>(stats, 40);
    const others = pass(x, e, columns, max, wholeOf(stats), t, stored, false, tempered) - top;
    if (stored) e += bytes;
    store<f64>(stats, others < top * SMALL ? sumOthers(x, columns, max, wholeOf(stats), t) : others, 8);
  }
}

// @ts-ignore: decorator
@inline
function wholeOf(stats: usize): v128 {
  return f32x4.splat(WHOLE32 + <f32> load<f64>(stats, 48));
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
function sumOthers(x: usize, columns: i32, max: f32, whole: v128, t: usize): f64 {
  return pass(x, 0, columns, max, whole, t, false, true, true);
}

// The same as rows64, for `columns` >= 4 float32 logits; the others' sum has no second part.
export function rows32(x: usize, e: usize, rows: i32, columns: i32, stats: usize, t: usize): void {
  const bytes = <usize>columns << 2;
  while (rows > 0) {
    const count = groupOf(bytes, rows);
    const span = <usize>count * bytes;
    for (let row = x, at = stats; row < x + span; row += bytes, at += STATS) {
      store<f64>(at, largest(row, row + (bytes & ~15), row + bytes - 16));
    }
    peaks(count, stats, t ? t : UNTEMPERED, BIAS, LARGEST, true);
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
