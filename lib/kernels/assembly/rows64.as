// Rows of float64 logits: their exponentials, and the sums of these with what rounding took.
//
// exp(x) is taken relative to a power of two near that of the row's largest, by reducing x itself:
// x = (n / 256) ln 2 + r. Nothing is subtracted from x that rounding could spoil. With h and its tail
// from the table, exp(x) is h + h (tail + r + r^2 (...)): one rounding and little more.
//
// Constants are read from memory once a call: engines build a constant anew in every turn of a loop.

import { EXP_TABLE } from "./exp_table";
import { mad64, nmad64 } from "./mad";

// 256 / ln 2; ln 2 / 256 in two parts, the first of 32 bits; 1/2, 1/6 and 1/24, the second bent to make
// up for the terms left out where |r| < 0.00136.
// @ts-ignore: decorator
@lazy const K = memory.data<u64>([
  0x40771547652b82fe, 0x3f662e42fee00000, 0x3d6a39ef35793c76,
  0x3fe0000000000000, 0x3fc5555571de4f61, 0x3fa5555555555555,
]);

// 1.5 * 2^52: added to a number, it leaves the nearest whole one in the lowest bits.
const WHOLE: f64 = 6755399441055744.0;
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

// Where the table's entry for a whole number lies.
// @ts-ignore: decorator
@inline
function entry(whole: i64): usize {
  return EXP_TABLE + ((<usize>whole & 255) << 4);
}

// h of two entries, with the exponents put in.
// @ts-ignore: decorator
@inline
function heads(s: v128, a: v128, b: v128): v128 {
  return i64x2.add(i64x2.shl(s, 44), v128.shuffle<f64>(a, b, 0, 2));
}

// What exp(v) / h exceeds 1 by: tail + r + r^2 (c2 + c3 r + c4 r^2).
// @ts-ignore: decorator
@inline
function excess(v: v128, n: v128, tails: v128, hi: v128, lo: v128, c2: v128, c3: v128, c4: v128): v128 {
  const r = nmad64(n, lo, nmad64(n, hi, v));
  return f64x2.add(r, mad64(f64x2.mul(r, r), mad64(mad64(c4, r, c3), r, c2), tails));
}

// exp of two numbers, relative to the power of two that `whole` carries.
// @ts-ignore: decorator
@inline
function exp64(v: v128, inv: v128, whole: v128, hi: v128, lo: v128, c2: v128, c3: v128, c4: v128): v128 {
  const s = mad64(v, inv, whole);
  const a = v128.load(entry(i64x2.extract_lane(s, 0)));
  const b = v128.load(entry(i64x2.extract_lane(s, 1)));
  const h = heads(s, a, b);
  const tails = v128.shuffle<f64>(a, b, 1, 3);
  return mad64(h, excess(v, f64x2.sub(s, whole), tails, hi, lo, c2, c3, c4), h);
}

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

// Adds what four running sums hold above their start, less `peak`, and stores it in two parts.
function finish(acc: v128, acc2: v128, low: v128, start: f64, peak: f64, stats: usize): void {
  let sum = -peak;
  let rest = f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1);
  for (let i = 0; i < 4; i++) {
    const pair = i & 1 ? acc2 : acc;
    const x = (i & 2 ? f64x2.extract_lane(pair, 1) : f64x2.extract_lane(pair, 0)) - start;
    const next = sum + x;
    const back = next - sum;
    rest += (sum - (next - back)) + (x - back);
    sum = next;
  }
  const total = sum + rest;
  store<f64>(stats, total, 8);
  store<f64>(stats, (sum - total) + rest, 16);
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
  stored: bool,
  skipped: bool,
): void {
  const inv = v128.load64_splat(K, 0);
  const hi = v128.load64_splat(K, 8);
  const lo = v128.load64_splat(K, 16);
  const c2 = v128.load64_splat(K, 24);
  const c3 = v128.load64_splat(K, 32);
  const c4 = v128.load64_splat(K, 40);
  const least = f64x2.splat(max - DEPTH);
  const top = f64x2.splat(max);
  let acc = f64x2.splat(start);
  let acc2 = acc;
  let low = f64x2.splat(0);
  let low2 = low;
  const last = x + ((<usize>columns << 3) & ~15);
  const final = x + (<usize>columns << 3) - 16;
  if (columns & 1) {
    // The lane before the odd last entry comes again below: here it is put out of play.
    let v = f64x2.pmax(f64x2.replace_lane(v128.load(final), 0, max - DEPTH), least);
    if (skipped) v = v128.bitselect(least, v, f64x2.eq(v, top));
    const t = exp64(v, inv, whole, hi, lo, c2, c3, c4);
    if (stored) v128.store(e + (final - x), t);
    const next = f64x2.add(acc, t);
    low = f64x2.sub(t, f64x2.sub(next, acc));
    acc = next;
  }
  let at = x;
  const shift = e - x;
  for (; at + 16 < last; at += 32) {
    let v = f64x2.pmax(v128.load(at), least);
    let v2 = f64x2.pmax(v128.load(at, 16), least);
    if (skipped) {
      v = v128.bitselect(least, v, f64x2.eq(v, top));
      v2 = v128.bitselect(least, v2, f64x2.eq(v2, top));
    }
    const t = exp64(v, inv, whole, hi, lo, c2, c3, c4);
    const t2 = exp64(v2, inv, whole, hi, lo, c2, c3, c4);
    if (stored) {
      v128.store(at + shift, t);
      v128.store(at + shift, t2, 16);
    }
    const next = f64x2.add(acc, t);
    const next2 = f64x2.add(acc2, t2);
    low = f64x2.add(low, f64x2.sub(t, f64x2.sub(next, acc)));
    low2 = f64x2.add(low2, f64x2.sub(t2, f64x2.sub(next2, acc2)));
    acc = next;
    acc2 = next2;
  }
  if (at < last) {
    let v = f64x2.pmax(v128.load(at), least);
    if (skipped) v = v128.bitselect(least, v, f64x2.eq(v, top));
    const t = exp64(v, inv, whole, hi, lo, c2, c3, c4);
    if (stored) v128.store(at + shift, t);
    const next = f64x2.add(acc, t);
    low = f64x2.add(low, f64x2.sub(t, f64x2.sub(next, acc)));
    acc = next;
  }
  finish(acc, acc2, f64x2.add(low, low2), start, peak, stats);
}

function sumOnly(x: usize, columns: i32, max: f64, whole: v128, peak: f64, stats: usize): void {
  pass(x, 0, columns, max, whole, START, peak, stats, false, false);
}

function sumStored(x: usize, e: usize, columns: i32, max: f64, whole: v128, peak: f64, stats: usize): void {
  pass(x, e, columns, max, whole, START, peak, stats, true, false);
}

// Where the others are lost beside the largest: their sum without it.
function sumOthers(x: usize, columns: i32, max: f64, whole: v128, stats: usize): void {
  const next = second(x, x + (<usize>columns << 3) - 16, max);
  if (next < max - DEPTH) {
    store<f64>(stats, 0, 8);
    store<f64>(stats, 0, 16);
    return;
  }
  pass(x, 0, columns, max, whole, 2 * f64x2.extract_lane(alone(f64x2.splat(next), whole), 0), 0, stats, false, true);
}

function alone(v: v128, whole: v128): v128 {
  return exp64(
    v,
    v128.load64_splat(K, 0),
    whole,
    v128.load64_splat(K, 8),
    v128.load64_splat(K, 16),
    v128.load64_splat(K, 24),
    v128.load64_splat(K, 32),
    v128.load64_splat(K, 40),
  );
}

// exp of one number, times 2^doublings.
export function exponentialOf(x: f64, doublings: f64): f64 {
  return f64x2.extract_lane(alone(f64x2.splat(x), f64x2.splat(WHOLE + doublings * 256.0)), 0);
}

// The largest's exponential, in two parts.
function storePeak(max: f64, whole: v128, stats: usize): f64 {
  const v = f64x2.splat(max);
  const peak = f64x2.extract_lane(alone(v, whole), 0);
  const s = mad64(v, v128.load64_splat(K, 0), whole);
  const a = v128.load(entry(i64x2.extract_lane(s, 0)));
  const h = heads(s, a, a);
  const q = excess(
    v,
    f64x2.sub(s, whole),
    v128.shuffle<f64>(a, a, 1, 3),
    v128.load64_splat(K, 8),
    v128.load64_splat(K, 16),
    v128.load64_splat(K, 24),
    v128.load64_splat(K, 32),
    v128.load64_splat(K, 40),
  );
  store<f64>(stats, peak, 24);
  const head = f64x2.extract_lane(h, 0);
  store<f64>(stats, head * f64x2.extract_lane(q, 0) - (peak - head), 32);
  return peak;
}

// Rows of `columns` >= 2 logits at `x`. Writes five numbers a row to `stats`: the largest logit, the
// sum of all other exponentials in two parts, that of the largest in two parts. Where `e` is not 0,
// stores the exponentials there. A row out of range, or with NaN, gets a NaN for its sum.
export function rows64(x: usize, e: usize, rows: i32, columns: i32, stats: usize): void {
  const bytes = <usize>columns << 3;
  for (let row = 0; row < rows; row++) {
    const max = largest(x, x + (bytes & ~15), x + bytes - 16);
    store<f64>(stats, max);
    if (Math.abs(max) <= LARGEST) {
      const level = Math.floor(max * 1.4426950408889634 + 0.5);
      const whole = f64x2.splat(WHOLE + (BIAS - level) * 256.0);
      const peak = storePeak(max, whole, stats);
      if (e) sumStored(x, e, columns, max, whole, peak, stats);
      else sumOnly(x, columns, max, whole, peak, stats);
      if (load<f64>(stats, 8) < peak * SMALL) sumOthers(x, columns, max, whole, stats);
    } else store<f64>(stats, NaN, 8);
    x += bytes;
    if (e) e += bytes;
    stats += 40;
  }
}

// Multiplies the exponentials of rows by one factor a row, from `e` to `g`, which may be one. A row
// whose factor is NaN is left alone.
export function scale64(e: usize, g: usize, rows: i32, columns: i32, factors: usize): void {
  const bytes = <usize>columns << 3;
  for (let row = 0; row < rows; row++, e += bytes, g += bytes, factors += 8) {
    const factor = load<f64>(factors);
    if (factor != factor) continue;
    const f = f64x2.splat(factor);
    const shift = g - e;
    const end = e + bytes;
    let at = e;
    for (; at + 16 < end - 15; at += 32) {
      const v = f64x2.mul(v128.load(at), f);
      const v2 = f64x2.mul(v128.load(at, 16), f);
      v128.store(at + shift, v);
      v128.store(at + shift, v2, 16);
    }
    for (; at < end; at += 8) store<f64>(at + shift, load<f64>(at) * factor);
  }
}
