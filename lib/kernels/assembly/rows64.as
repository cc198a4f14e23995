// Rows of float64 logits: their exponentials, and the sums of these with what rounding took.

import {
  alone64,
  coefficient64,
  constant64,
  entry64,
  excess64,
  exp64,
  heads64,
  UNTEMPERED,
  WHOLE64,
} from "./exp64";
import { mad64 } from "./mad";

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
  let acc2 = acc;
  let low = f64x2.splat(0);
  let low2 = low;
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
    let v2 = f64x2.pmax(v128.load(at, 16), least);
    if (skipped) {
      v = v128.bitselect(least, v, f64x2.eq(v, top));
      v2 = v128.bitselect(least, v2, f64x2.eq(v2, top));
    }
    const u = exp64(v, inv, whole, hi, lo, rate, c2, c3, c4, tempered);
    const u2 = exp64(v2, inv, whole, hi, lo, rate, c2, c3, c4, tempered);
    if (stored) {
      v128.store(at + shift, u);
      v128.store(at + shift, u2, 16);
    }
    const next = f64x2.add(acc, u);
    const next2 = f64x2.add(acc2, u2);
    low = f64x2.add(low, f64x2.sub(u, f64x2.sub(next, acc)));
    low2 = f64x2.add(low2, f64x2.sub(u2, f64x2.sub(next2, acc2)));
    acc = next;
    acc2 = next2;
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
  finish(acc, acc2, f64x2.add(low, low2), start, peak, stats);
}

function sumOnly(x: usize, columns: i32, max: f64, whole: v128, peak: f64, stats: usize): void {
  pass(x, 0, columns, max, whole, START, peak, stats, UNTEMPERED, false, false, false);
}

function sumStored(x: usize, e: usize, columns: i32, max: f64, whole: v128, peak: f64, stats: usize): void {
  pass(x, e, columns, max, whole, START, peak, stats, UNTEMPERED, true, false, false);
}

function sumTempered(x: usize, columns: i32, max: f64, whole: v128, peak: f64, stats: usize, t: usize): void {
  pass(x, 0, columns, max, whole, START, peak, stats, t, false, false, true);
}

function storeTempered(x: usize, e: usize, columns: i32, max: f64, whole: v128, peak: f64, stats: usize, t: usize): void {
  pass(x, e, columns, max, whole, START, peak, stats, t, true, false, true);
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

// The largest's exponential, in two parts, and as it is stored among the others.
function storePeak(max: f64, whole: v128, stats: usize, t: usize): f64 {
  const v = f64x2.splat(max);
  const peak = f64x2.extract_lane(alone64(v, whole, t), 0);
  const s = mad64(v, constant64(t, 0), whole);
  const a = v128.load(entry64(i64x2.extract_lane(s, 0)));
  const head = f64x2.extract_lane(heads64(s, a, a), 0);
  const q = excess64(
    v,
    f64x2.sub(s, whole),
    v128.shuffle<f64>(a, a, 1, 3),
    constant64(t, 1),
    constant64(t, 2),
    constant64(t, 3),
    coefficient64(0),
    coefficient64(1),
    coefficient64(2),
    true,
  );
  store<f64>(stats, peak, 24);
  store<f64>(stats, head * f64x2.extract_lane(q, 0) - (peak - head), 32);
  store<f64>(stats, peak, 40);
  return peak;
}

// Rows of `columns` >= 2 logits at `x`, over the temperature whose constants lie at `t` (exp64.as); 0
// for a temperature of 1. Writes six numbers a row to `stats`: the largest logit, the sum of all other
// exponentials in two parts, that of the largest in two parts and as it is stored. Where `e` is not 0,
// stores the exponentials there. A row out of range, or with NaN, gets a NaN for its sum.
export function rows64(x: usize, e: usize, rows: i32, columns: i32, stats: usize, t: usize): void {
  const bytes = <usize>columns << 3;
  const constants = t ? t : UNTEMPERED;
  const most = LARGEST * load<f64>(constants, 32);
  const perLevel = load<f64>(constants) * 0.00390625; // levels are powers of two, not steps
  for (let row = 0; row < rows; row++) {
    const max = largest(x, x + (bytes & ~15), x + bytes - 16);
    store<f64>(stats, max);
    if (Math.abs(max) <= most) {
      const level = Math.floor(max * perLevel + 0.5);
      const whole = f64x2.splat(WHOLE64 + (BIAS - level) * 256.0);
      const peak = storePeak(max, whole, stats, constants);
      if (t) {
        if (e) storeTempered(x, e, columns, max, whole, peak, stats, t);
        else sumTempered(x, columns, max, whole, peak, stats, t);
      } else if (e) sumStored(x, e, columns, max, whole, peak, stats);
      else sumOnly(x, columns, max, whole, peak, stats);
      if (load<f64>(stats, 8) < peak * SMALL) sumOthers(x, columns, max, whole, stats, constants);
    } else store<f64>(stats, NaN, 8);
    x += bytes;
    if (e) e += bytes;
    stats += 48;
  }
}
