// From stored exponentials of rows to probabilities, or to what is a multiple of them; from logits to
// logarithms of probabilities. `params` holds four numbers a row. A row whose first is NaN is left alone;
// the fourth is the answer at its label, unless that is negative. Source and target may be one.

import { mad32, mad64 } from "./mad";
import { PARAMS, STATS } from "./peaks";

// Two halves of four float32, widened and back.
// @ts-ignore: decorator
@inline
export function lower(t: v128): v128 {
  return f64x2.promote_low_f32x4(t);
}

// @ts-ignore: decorator
@inline
export function upper(t: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(t, t, 1, 1));
}

// @ts-ignore: decorator
@inline
export function narrowed(low: v128, high: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

// @ts-ignore: decorator
@inline
export function storeSingle32(g: usize, row: i32, params: usize, labels: usize): void {
  const label = load<i32>(labels + (<usize>row << 2));
  // Adding 0 turns -0 into 0.
  if (label >= 0) store<f32>(g + (<usize>label << 2), <f32> load<f64>(params, 24) + <f32> 0);
}

// @ts-ignore: decorator
@inline
export function storeSingle64(g: usize, row: i32, params: usize, labels: usize): void {
  const label = load<i32>(labels + (<usize>row << 2));
  if (label >= 0) store<f64>(g + (<usize>label << 3), load<f64>(params, 24) + 0);
}

// 2^-151, which is less than half the smallest float32.
const NOTHING: f64 = 3.503246160812043e-46;

// The upper 12 bits of a float32.
const UPPER32: i32 = -4096;

// Four exponentials times a factor in two parts, as rounding the factor would cost up to another unit in
// the last place: by one fused step where there is such. Else `high` has 12 bits, as the upper half of an
// exponential has, so that their product is exact, and the other products are so small that what they
// lose does not count. Exponentials up to `least` count as 0, which their products are: halves of them
// would be subnormal, and slow.
// @ts-ignore: decorator
@inline
function scaled(e: v128, factor: v128, high: v128, low: v128, most: v128, least: v128): v128 {
  const t = v128.and(e, f32x4.gt(e, least));
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.pmin(most, mad32(t, factor, f32x4.mul(t, low)));
  const upper = v128.and(t, i32x4.splat(UPPER32));
  const rest = f32x4.mul(f32x4.sub(t, upper), factor);
  return f32x4.pmin(most, f32x4.add(f32x4.mul(upper, high), f32x4.add(f32x4.mul(upper, low), rest)));
}

// Multiplies the exponentials of rows by one factor a row, from `e` to `g`. The second parameter is the
// largest's true product: no other is above it, whatever the rounding of its exponential.
export function scale32(e: usize, g: usize, rows: i32, columns: i32, params: usize, labels: usize): void {
  const bytes = <usize>columns << 2;
  for (let row = 0; row < rows; row++, e += bytes, g += bytes, params += PARAMS) {
    const factor = load<f64>(params);
    if (factor != factor) continue;
    const single = <f32>factor;
    const head = ASC_FEATURE_RELAXED_SIMD
      ? single
      : reinterpret<f32>(reinterpret<i32>(single) & UPPER32);
    const by = f32x4.splat(single);
    const high = f32x4.splat(head);
    const low = f32x4.splat(<f32>(factor - <f64>head));
    const most = f32x4.splat(<f32> load<f64>(params, 8));
    const least = f32x4.splat(<f32>(NOTHING / factor));
    const shift = g - e;
    const end = e + bytes;
    let at = e;
    for (; at + 16 < end - 15; at += 32) {
      const v = scaled(v128.load(at), by, high, low, most, least);
      const v2 = scaled(v128.load(at, 16), by, high, low, most, least);
      v128.store(at + shift, v);
      v128.store(at + shift, v2, 16);
    }
    for (; at < end; at += 4) {
      const t = scaled(f32x4.splat(load<f32>(at)), by, high, low, most, least);
      store<f32>(at + shift, f32x4.extract_lane(t, 0));
    }
    storeSingle32(g, row, params, labels);
  }
}

// Exponentials times a factor in two parts: once rounded by a fused step, else twice.
// @ts-ignore: decorator
@inline
function scaledWide(e: v128, factor: v128, low: v128): v128 {
  return mad64(e, factor, f64x2.mul(e, low));
}

// The same in float64; the third parameter is what rounding took from the factor.
export function scale64(e: usize, g: usize, rows: i32, columns: i32, params: usize, labels: usize): void {
  const bytes = <usize>columns << 3;
  for (let row = 0; row < rows; row++, e += bytes, g += bytes, params += PARAMS) {
    const factor = load<f64>(params);
    if (factor != factor) continue;
    const by = f64x2.splat(factor);
    const low = v128.load64_splat(params, 16);
    const shift = g - e;
    const end = e + bytes;
    let at = e;
    for (; at + 16 < end - 15; at += 32) {
      const v = scaledWide(v128.load(at), by, low);
      const v2 = scaledWide(v128.load(at, 16), by, low);
      v128.store(at + shift, v);
      v128.store(at + shift, v2, 16);
    }
    for (; at < end; at += 8) {
      v128.store64_lane(at + shift, scaledWide(v128.load64_zero(at), by, low), 0);
    }
    storeSingle64(g, row, params, labels);
  }
}

// The upper 26 bits of a double.
const UPPER: i64 = -134217728;

// What is left of a - q t, for q near a / t and t in two halves of at most 27 bits.
// @ts-ignore: decorator
@inline
function remainder(a: v128, q: v128, upper: v128, lower: v128): v128 {
  const b = v128.and(q, i64x2.splat(UPPER));
  const c = f64x2.sub(q, b);
  const rest = f64x2.sub(f64x2.sub(a, f64x2.mul(b, upper)), f64x2.mul(b, lower));
  return f64x2.sub(f64x2.sub(rest, f64x2.mul(c, upper)), f64x2.mul(c, lower));
}

// (x - max) / t - (high + low), rounded once at the end; -Infinity where x is. `high` is >= 0.
// @ts-ignore: decorator
@inline
function logarithm(x: v128, max: v128, high: v128, low: v128, t: f64, tempered: bool): v128 {
  const difference = f64x2.sub(x, max);
  const back = f64x2.sub(x, difference);
  let lost = f64x2.add(f64x2.sub(x, f64x2.add(difference, back)), f64x2.sub(back, max));
  let gap = difference;
  if (tempered) {
    const upper = f64x2.splat(reinterpret<f64>(reinterpret<i64>(t) & UPPER));
    gap = f64x2.div(difference, f64x2.splat(t));
    const rest = remainder(difference, gap, upper, f64x2.sub(f64x2.splat(t), upper));
    lost = f64x2.div(f64x2.add(rest, lost), f64x2.splat(t));
    // Beyond this, the halves overflow on their way, and nothing is left of what they give.
    lost = v128.and(lost, f64x2.lt(f64x2.abs(gap), f64x2.splat(1e290)));
  }
  const sum = f64x2.sub(gap, high);
  const back2 = f64x2.sub(gap, sum);
  const sumError = f64x2.add(f64x2.sub(gap, f64x2.add(sum, back2)), f64x2.sub(back2, high));
  const exact = f64x2.add(sum, f64x2.add(sumError, f64x2.sub(lost, low)));
  return v128.bitselect(sum, exact, f64x2.eq(sum, f64x2.splat(-Infinity)));
}

// @ts-ignore: decorator
@inline
function logarithmsOver(
  x: usize,
  g: usize,
  rows: i32,
  columns: i32,
  stats: usize,
  params: usize,
  t: f64,
  tempered: bool,
): void {
  const bytes = <usize>columns << 3;
  for (let row = 0; row < rows; row++, x += bytes, g += bytes, stats += STATS, params += PARAMS) {
    const log = load<f64>(params);
    if (log != log) continue;
    const max = v128.load64_splat(stats);
    const high = v128.load64_splat(params);
    const low = v128.load64_splat(params, 8);
    const shift = g - x;
    const end = x + bytes;
    let at = x;
    for (; at < end - 15; at += 16) {
      v128.store(at + shift, logarithm(v128.load(at), max, high, low, t, tempered));
    }
    if (at < end) {
      v128.store64_lane(at + shift, logarithm(v128.load64_zero(at), max, high, low, t, tempered), 0);
    }
  }
}

// Logarithms of the probabilities of rows of logits `x` over a temperature `t`. The largest are in
// `stats`; `params` holds for each row ln(1 + T) in two parts, where T is the others' sum as a share of
// the largest.
export function logarithms64(
  x: usize,
  g: usize,
  rows: i32,
  columns: i32,
  stats: usize,
  params: usize,
  t: f64,
): void {
  if (t == 1) logarithmsOver(x, g, rows, columns, stats, params, 1, false);
  else logarithmsOver(x, g, rows, columns, stats, params, t, true);
}

// The same for float32 logits, in float64 until the end.
export function logarithms32(
  x: usize,
  g: usize,
  rows: i32,
  columns: i32,
  stats: usize,
  params: usize,
  t: f64,
): void {
  const bytes = <usize>columns << 2;
  for (let row = 0; row < rows; row++, x += bytes, g += bytes, stats += STATS, params += PARAMS) {
    const log = load<f64>(params);
    if (log != log) continue;
    const max = v128.load64_splat(stats);
    const high = v128.load64_splat(params);
    const over = f64x2.splat(t);
    const shift = g - x;
    const end = x + bytes;
    let at = x;
    for (; at < end - 15; at += 16) {
      const v = v128.load(at);
      const a = f64x2.sub(f64x2.div(f64x2.sub(lower(v), max), over), high);
      const b = f64x2.sub(f64x2.div(f64x2.sub(upper(v), max), over), high);
      v128.store(at + shift, narrowed(a, b));
    }
    for (; at < end; at += 4) {
      store<f32>(at + shift, <f32>((<f64> load<f32>(at) - load<f64>(stats)) / t - log));
    }
  }
}
