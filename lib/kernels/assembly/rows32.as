// Rows of float32 logits: their exponentials in float32, and the sums of these in float64.
//
// exp(x) is taken relative to a power of two near that of the row's largest, by reducing x itself:
// x = n ln 2 + r. Nothing is subtracted from x that rounding could spoil, and n times the first part of
// ln 2 is exact, so that exp(r) = 1 + (r' + (r^2 (...) - n ln2')) owes its error to the last two sums.
//
// Constants are read from memory once a call: engines build a constant anew in every turn of a loop.

import { mad32, nmad32 } from "./mad";
import { exponentialOf } from "./rows64";

// 1 / ln 2; ln 2 in two parts, the first of 15 bits; 1; the polynomial for (e^r - 1 - r) / r^2 that is
// off by 0.04 ulp of e^r at most where |r| < 0.347, from its constant term on.
// @ts-ignore: decorator
@lazy const K = memory.data<u32>([
  0x3fb8aa3b, 0x3f317200, 0x35bfbe8e, 0x3f800000,
  0x3efffffd, 0x3e2aaa47, 0x3d2aad37, 0x3c091ddb, 0x3ab49f2d,
]);

// 1.5 * 2^23: added to a number, it leaves the nearest whole one in the lowest bits.
const WHOLE: f32 = 12582912.0;
// Exponentials carry this many doublings, so that none is subnormal before it is scaled.
const BIAS: f32 = 64.0;
// Below this depth under the largest, exp is less than half the smallest float32.
const DEPTH: f32 = 128.0;
// Larger logits are left to the caller.
const LARGEST: f32 = 200.0;
// A share of the largest's exponential below which the others are summed without it.
const SMALL: f64 = 1e-6;

// exp of four numbers, relative to the power of two that `whole` carries.
// @ts-ignore: decorator
@inline
function exp32(
  v: v128,
  inv: v128,
  whole: v128,
  hi: v128,
  lo: v128,
  one: v128,
  c2: v128,
  c3: v128,
  c4: v128,
  c5: v128,
  c6: v128,
): v128 {
  const s = mad32(v, inv, whole);
  const n = f32x4.sub(s, whole);
  const head = nmad32(n, hi, v);
  const less = f32x4.mul(n, lo);
  const r = f32x4.sub(head, less);
  const p = mad32(mad32(mad32(mad32(c6, r, c5), r, c4), r, c3), r, c2);
  const tail = f32x4.sub(f32x4.mul(f32x4.mul(r, r), p), less);
  return i32x4.add(i32x4.shl(s, 23), f32x4.add(one, f32x4.add(head, tail)));
}

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
  stored: bool,
  skipped: bool,
): f64 {
  const inv = v128.load32_splat(K, 0);
  const hi = v128.load32_splat(K, 4);
  const lo = v128.load32_splat(K, 8);
  const one = v128.load32_splat(K, 12);
  const c2 = v128.load32_splat(K, 16);
  const c3 = v128.load32_splat(K, 20);
  const c4 = v128.load32_splat(K, 24);
  const c5 = v128.load32_splat(K, 28);
  const c6 = v128.load32_splat(K, 32);
  const least = f32x4.splat(max - DEPTH);
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
    v = f32x4.replace_lane(v, 0, max - DEPTH);
    if (odd < 3) v = f32x4.replace_lane(v, 1, max - DEPTH);
    if (odd < 2) v = f32x4.replace_lane(v, 2, max - DEPTH);
    v = f32x4.pmax(v, least);
    if (skipped) v = v128.bitselect(least, v, f32x4.eq(v, top));
    const t = exp32(v, inv, whole, hi, lo, one, c2, c3, c4, c5, c6);
    if (stored) v128.store(e + (final - x), t);
    acc = widened(t);
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
    const t = exp32(v, inv, whole, hi, lo, one, c2, c3, c4, c5, c6);
    const t2 = exp32(v2, inv, whole, hi, lo, one, c2, c3, c4, c5, c6);
    if (stored) {
      v128.store(at + shift, t);
      v128.store(at + shift, t2, 16);
    }
    acc = f64x2.add(acc, widened(t));
    acc2 = f64x2.add(acc2, widened(t2));
  }
  if (at < last) {
    let v = f32x4.pmax(v128.load(at), least);
    if (skipped) v = v128.bitselect(least, v, f32x4.eq(v, top));
    const t = exp32(v, inv, whole, hi, lo, one, c2, c3, c4, c5, c6);
    if (stored) v128.store(at + shift, t);
    acc = f64x2.add(acc, widened(t));
  }
  acc = f64x2.add(acc, acc2);
  return f64x2.extract_lane(acc, 0) + f64x2.extract_lane(acc, 1);
}

function sumOnly(x: usize, columns: i32, max: f32, whole: v128): f64 {
  return pass(x, 0, columns, max, whole, false, false);
}

function sumStored(x: usize, e: usize, columns: i32, max: f32, whole: v128): f64 {
  return pass(x, e, columns, max, whole, true, false);
}

// Where the others are lost beside the largest: their sum without it.
function sumOthers(x: usize, columns: i32, max: f32, whole: v128): f64 {
  return pass(x, 0, columns, max, whole, false, true);
}

// exp of the largest as the sum has it.
function rounded(max: f32, whole: v128): f64 {
  const t = exp32(
    f32x4.splat(max),
    v128.load32_splat(K, 0),
    whole,
    v128.load32_splat(K, 4),
    v128.load32_splat(K, 8),
    v128.load32_splat(K, 12),
    v128.load32_splat(K, 16),
    v128.load32_splat(K, 20),
    v128.load32_splat(K, 24),
    v128.load32_splat(K, 28),
    v128.load32_splat(K, 32),
  );
  return <f64> f32x4.extract_lane(t, 0);
}

// Rows of `columns` >= 4 logits at `x`. Writes five numbers a row to `stats`: the largest logit, the
// sum of all other exponentials and 0, that of the largest and 0. Where `e` is not 0, stores the
// exponentials there. A row out of range, or with NaN, gets a NaN for its sum.
export function rows32(x: usize, e: usize, rows: i32, columns: i32, stats: usize): void {
  const bytes = <usize>columns << 2;
  for (let row = 0; row < rows; row++) {
    const max = largest(x, x + (bytes & ~15), x + bytes - 16);
    store<f64>(stats, max);
    let others: f64 = NaN;
    if (Mathf.abs(max) <= LARGEST) {
      const level = Mathf.floor(max * <f32> 1.4426950408889634 + <f32> 0.5);
      const whole = f32x4.splat(WHOLE + (BIAS - level));
      const peak = rounded(max, whole);
      others = (e ? sumStored(x, e, columns, max, whole) : sumOnly(x, columns, max, whole)) - peak;
      if (others < peak * SMALL) others = sumOthers(x, columns, max, whole);
      store<f64>(stats, exponentialOf(<f64> max, <f64> BIAS - <f64> level), 24);
    }
    store<f64>(stats, others, 8);
    store<f64>(stats, 0, 16);
    store<f64>(stats, 0, 32);
    x += bytes;
    if (e) e += bytes;
    stats += 40;
  }
}

// Four exponentials times a factor in two parts: by one fused step where there is such, else in float64,
// as rounding the factor would cost up to another unit in the last place.
// @ts-ignore: decorator
@inline
function scaled(t: v128, wide: v128, high: v128, low: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return mad32(t, high, f32x4.mul(t, low));
  return v128.shuffle<i64>(
    f32x4.demote_f64x2_zero(f64x2.mul(f64x2.promote_low_f32x4(t), wide)),
    f32x4.demote_f64x2_zero(
      f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<i64>(t, t, 1, 1)), wide),
    ),
    0,
    2,
  );
}

// Multiplies the exponentials of rows by one factor a row, from `e` to `g`, which may be one. A row
// whose factor is NaN is left alone.
export function scale32(e: usize, g: usize, rows: i32, columns: i32, factors: usize): void {
  const bytes = <usize>columns << 2;
  for (let row = 0; row < rows; row++, e += bytes, g += bytes, factors += 8) {
    const factor = load<f64>(factors);
    if (factor != factor) continue;
    const wide = f64x2.splat(factor);
    const high = f32x4.splat(<f32>factor);
    const low = f32x4.splat(<f32>(factor - <f64> <f32>factor));
    const shift = g - e;
    const end = e + bytes;
    let at = e;
    for (; at + 16 < end - 15; at += 32) {
      const v = scaled(v128.load(at), wide, high, low);
      const v2 = scaled(v128.load(at, 16), wide, high, low);
      v128.store(at + shift, v);
      v128.store(at + shift, v2, 16);
    }
    for (; at < end; at += 4) {
      const t = scaled(f32x4.splat(load<f32>(at)), wide, high, low);
      store<f32>(at + shift, f32x4.extract_lane(t, 0));
    }
  }
}
