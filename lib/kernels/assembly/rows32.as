// Rows of float32 logits: their exponentials in float32, and the sums of these in float64.

import { alone32, coefficient32, constant32, exp32, WHOLE32 } from "./exp32";
import { exponentialOf, UNTEMPERED } from "./exp64";

// Exponentials carry this many doublings, so that none is subnormal before it is scaled.
const BIAS: f32 = 64.0;
// Below this depth under the largest, exp is less than half the smallest float32.
const DEPTH: f32 = 128.0;
// Larger logits are left to the caller.
const LARGEST: f32 = 200.0;
// A share of the largest's exponential below which the others are summed without it.
const SMALL: f64 = 1e-6;

// The largest entry of a row; NaN is passed over here and comes out in the sum.
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
  let max = -Infinity as f32;
  for (let i = 0; i < 2; i++) {
    max = above(max, f32x4.extract_lane(i ? a : b, 0));
    max = above(max, f32x4.extract_lane(i ? a : b, 1));
    max = above(max, f32x4.extract_lane(i ? a : b, 2));
    max = above(max, f32x4.extract_lane(i ? a : b, 3));
  }
  return max;
}

// @ts-ignore: decorator
@inline
function above(a: f32, b: f32): f32 {
  return b > a ? b : a;
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

function sumOnly(x: usize, columns: i32, max: f32, whole: v128): f64 {
  return pass(x, 0, columns, max, whole, UNTEMPERED, false, false, false);
}

function sumStored(x: usize, e: usize, columns: i32, max: f32, whole: v128): f64 {
  return pass(x, e, columns, max, whole, UNTEMPERED, true, false, false);
}

function sumTempered(x: usize, columns: i32, max: f32, whole: v128, t: usize): f64 {
  return pass(x, 0, columns, max, whole, t, false, false, true);
}

function storeTempered(x: usize, e: usize, columns: i32, max: f32, whole: v128, t: usize): f64 {
  return pass(x, e, columns, max, whole, t, true, false, true);
}

// Where the others are lost beside the largest: their sum without it.
function sumOthers(x: usize, columns: i32, max: f32, whole: v128, t: usize): f64 {
  return pass(x, 0, columns, max, whole, t, false, true, true);
}

// Rows of `columns` >= 4 logits at `x`, over the temperature whose constants lie at `t` (exp64.as); 0
// for a temperature of 1. Writes six numbers a row to `stats`: the largest logit, the sum of all other
// exponentials and 0, that of the largest and 0, and the latter as it is stored. Where `e` is not 0,
// stores the exponentials there. A row out of range, or with NaN, gets a NaN for its sum.
export function rows32(x: usize, e: usize, rows: i32, columns: i32, stats: usize, t: usize): void {
  const bytes = <usize>columns << 2;
  const constants = t ? t : UNTEMPERED;
  const most = LARGEST * <f32> load<f64>(constants, 32);
  const perLevel = load<f32>(constants, 40);
  for (let row = 0; row < rows; row++) {
    const max = largest(x, x + (bytes & ~15), x + bytes - 16);
    store<f64>(stats, max);
    let others: f64 = NaN;
    if (Mathf.abs(max) <= most) {
      const level = Mathf.floor(max * perLevel + <f32> 0.5);
      const whole = f32x4.splat(WHOLE32 + (BIAS - level));
      const stored: f64 = f32x4.extract_lane(alone32(f32x4.splat(max), whole, constants), 0);
      let sum: f64;
      if (t) {
        sum = e ? storeTempered(x, e, columns, max, whole, t) : sumTempered(x, columns, max, whole, t);
      } else {
        sum = e ? sumStored(x, e, columns, max, whole) : sumOnly(x, columns, max, whole);
      }
      others = sum - stored;
      if (others < stored * SMALL) others = sumOthers(x, columns, max, whole, constants);
      store<f64>(stats, exponentialOf(max, BIAS - level, constants), 24);
      store<f64>(stats, stored, 40);
    }
    store<f64>(stats, others, 8);
    store<f64>(stats, 0, 16);
    store<f64>(stats, 0, 32);
    x += bytes;
    if (e) e += bytes;
    stats += 48;
  }
}
