// Losses of rows that have one label each, and what their gradients need: the arithmetic of
// row_totals.ts, two rows at a time. S is the sum of a row's exponentials, T that of all but the
// largest, as a share of the largest; what rounding takes is put back in the last step.

import { exponent, half, mantissa, multiple, multipleLow, one, shortfall } from "./log";
import { pair, PARAMS, STATS, storePair } from "./peaks";

// 2^-100: below this share of the largest, the others of a float32 row are for the scalar path.
const LEAST_TAIL: f64 = 7.888609052210118e-31;

// The upper 26 bits of a double.
const UPPER: i64 = -134217728;

// An entry of a row of logits or exponentials.
// @ts-ignore: decorator
@inline
function entry(row: usize, at: usize, narrow: bool): f64 {
  return narrow ? <f64> load<f32>(row + (at << 2)) : load<f64>(row + (at << 3));
}

// @ts-ignore: decorator
@inline
function entries(row: usize, at: usize, row2: usize, at2: usize, narrow: bool): v128 {
  return f64x2.replace_lane(f64x2.splat(entry(row, at, narrow)), 1, entry(row2, at2, narrow));
}

// What rounding took from a + b (Knuth).
// @ts-ignore: decorator
@inline
function sumError(a: v128, b: v128, sum: v128): v128 {
  const back = f64x2.sub(sum, a);
  return f64x2.add(f64x2.sub(a, f64x2.sub(sum, back)), f64x2.sub(b, back));
}

// others - tail peak, exactly.
// @ts-ignore: decorator
@inline
function remainder(others: v128, tail: v128, peak: v128): v128 {
  const upper = i64x2.splat(UPPER);
  const a = v128.and(tail, upper);
  const b = v128.and(peak, upper);
  const c = f64x2.sub(tail, a);
  const d = f64x2.sub(peak, b);
  const rest = f64x2.sub(f64x2.sub(others, f64x2.mul(a, b)), f64x2.mul(a, d));
  return f64x2.sub(f64x2.sub(rest, f64x2.mul(c, b)), f64x2.mul(c, d));
}

// Of two rows with their labels: writes each loss to the statistics; and where `e` is not 0, the
// parameters of scale32 and scale64 for a gradient times `scale`. A row that cannot be done gets NaN.
// @ts-ignore: decorator
@inline
function labelled(
  x: usize,
  e: usize,
  bytes: usize,
  p: usize,
  q: usize,
  stats: usize,
  labels: usize,
  params: usize,
  scale: f64,
  narrow: bool,
): void {
  const a = stats + p * STATS;
  const b = stats + q * STATS;
  const t = <usize> load<i32>(labels + (p << 2));
  const u = <usize> load<i32>(labels + (q << 2));
  const max = pair(a, b);
  const others = pair(a + 8, b + 8);
  const othersLow = pair(a + 16, b + 16);
  const peak = pair(a + 24, b + 24);
  const peakLow = pair(a + 32, b + 32);
  const own = entries(x + p * bytes, t, x + q * bytes, u, narrow);

  // ln(1 + T) in two parts.
  const tail = f64x2.div(others, peak);
  const tailLow = f64x2.add(remainder(others, tail, peak), f64x2.sub(othersLow, f64x2.mul(tail, peakLow)));
  const total = f64x2.add(one(), tail);
  const k = exponent(total);
  const below = i64x2.eq(k, i64x2.splat(0));
  const f = v128.bitselect(tail, f64x2.sub(mantissa(total, k), one()), below);
  const lost = v128.andnot(sumError(one(), tail, total), below);
  const low = f64x2.div(f64x2.add(f64x2.mul(lost, peak), tailLow), f64x2.mul(peak, total));
  const less = shortfall(f);
  const log = f64x2.sub(f, less);
  const logLow = f64x2.sub(f64x2.sub(f, log), less);
  const whole = multiple(k);
  const high = f64x2.add(whole, log);
  const wholeLow = f64x2.add(low, multipleLow(k));
  const highLow = f64x2.add(f64x2.add(f64x2.sub(whole, high), log), f64x2.add(logLow, wholeLow));

  // ln(1 + T) + (max - z_t).
  const depth = f64x2.sub(max, own);
  const depthLow = sumError(max, f64x2.neg(own), depth);
  const sum = f64x2.add(high, depth);
  const exact = f64x2.add(sum, f64x2.add(sumError(high, depth, sum), f64x2.add(highLow, depthLow)));
  let loss = v128.bitselect(sum, exact, f64x2.eq(depth, f64x2.splat(Infinity)));
  loss = v128.or(loss, f64x2.ne(tail, tail)); // all bits set are a NaN
  if (narrow) loss = v128.bitselect(loss, f64x2.splat(NaN), f64x2.ge(tail, f64x2.splat(LEAST_TAIL)));
  if (e) {
    const sumAll = f64x2.add(peak, others);
    const sumLow = f64x2.add(sumError(peak, others, sumAll), f64x2.add(peakLow, othersLow));
    const s = f64x2.splat(scale);
    const quotient = f64x2.div(s, sumAll);
    const inverse = f64x2.mul(quotient, f64x2.splat(1 / scale));
    let lacking = f64x2.neg(f64x2.mul(quotient, sumLow));
    if (!narrow) lacking = f64x2.add(remainder(s, quotient, sumAll), lacking);
    const correction = f64x2.mul(lacking, inverse);
    const factor = f64x2.add(quotient, correction);
    const mine = entries(e + p * bytes, t, e + q * bytes, u, narrow);
    const isTop = f64x2.eq(own, max);
    const rest = v128.bitselect(others, f64x2.sub(sumAll, mine), isTop);
    const restLow = v128.bitselect(
      othersLow,
      f64x2.add(sumError(sumAll, f64x2.neg(mine), rest), sumLow),
      isTop,
    );
    const share = f64x2.div(rest, sumAll);
    const shareLow = f64x2.mul(f64x2.sub(restLow, f64x2.mul(share, sumLow)), inverse);
    const single = f64x2.sub(f64x2.splat(0), f64x2.mul(f64x2.add(share, shareLow), s));
    // Products neither overflow nor lose digits; shares of equal logits are left to an exact division.
    const least = f64x2.splat(narrow ? 7.703719777548943e-34 : 8.900295434028806e-308);
    const most = f64x2.splat(narrow ? 8.673617379884035e-19 : 7.820637090558988e-149);
    let fits = v128.and(f64x2.ge(factor, least), f64x2.le(factor, most));
    if (!narrow) fits = v128.and(fits, f64x2.ne(tail, f64x2.nearest(tail)));
    loss = v128.bitselect(loss, f64x2.splat(NaN), fits);
    const none = f64x2.ne(loss, loss);
    const g = params + p * PARAMS;
    const h = params + q * PARAMS;
    storePair(g, h, v128.bitselect(f64x2.splat(NaN), factor, none));
    storePair(g + 8, h + 8, f64x2.mul(factor, peak));
    if (!narrow) storePair(g + 16, h + 16, f64x2.add(f64x2.sub(quotient, factor), correction));
    storePair(g + 24, h + 24, single);
  }
  storePair(a + 56, b + 56, loss);
}

export function labelled64(
  x: usize,
  e: usize,
  rows: i32,
  columns: i32,
  stats: usize,
  labels: usize,
  params: usize,
  scale: f64,
): void {
  for (let row = 0; row < rows; row += 2) {
    const next = row + 1 < rows ? row + 1 : row;
    labelled(x, e, <usize>columns << 3, row, next, stats, labels, params, scale, false);
  }
}

export function labelled32(
  x: usize,
  e: usize,
  rows: i32,
  columns: i32,
  stats: usize,
  labels: usize,
  params: usize,
  scale: f64,
): void {
  for (let row = 0; row < rows; row += 2) {
    const next = row + 1 < rows ? row + 1 : row;
    labelled(x, e, <usize>columns << 2, row, next, stats, labels, params, scale, true);
  }
}
