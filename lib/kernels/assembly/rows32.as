// Rows of float32 logits: their exponentials in float32, and the sums of these in float64.

import { alone32, coefficient32, constant32, exp32, rest32, WHOLE32 } from "./exp32";
import { UNTEMPERED } from "./exp64";
import { largest, largestOf } from "./extent32";
import { groupOf, peaks, STATS } from "./peaks";
import { gained, widened } from "./widen";

// Exponentials carry this many doublings, so that none is subnormal before it is scaled.
export const BIAS: f64 = 64.0;
// Below this depth under the largest, exp is less than half the smallest float32.
export const DEPTH: f32 = 128.0;
// Larger logits are left to the caller.
const LARGEST: f64 = 200.0;
// Above every exponential.
const START: f32 = 3.6893488147419103e19; // 2^65
// The bytes of logits after which a running sum is passed on: 64 terms in each lane.
const BATCH: usize = 1024;
// A share of the largest's exponential, for each batch, below which the others are summed with every term
// widened: what (64 / 2^24)^2 of the start in eight lanes is to 2^-26 of the others.
const LARGE: f64 = 0.016;
// A share of the largest's exponential below which the others are summed without it.
const SMALL: f64 = 1e-6;
// Sums the exponentials of a row. To widen each would take longer than all of its exponential: the running
// sum is of float32, starts above any of its terms, and what an addition loses is known exactly by one
// subtraction more (Dekker). Before these losses have roundings that count, both are passed on.
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
  tempered: bool,
  ahead: usize,
  found: usize,
  finds: bool,
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
  const start = f32x4.splat(START);
  let acc = start;
  let low = f32x4.splat(0);
  const bytes = <usize>columns << 2;
  const last = x + (bytes & ~15);
  const final = x + bytes - 16;
  const shift = e - x;
  let most = finds ? v128.load(final + ahead) : low;
  if (columns & 3) {
    const v = f32x4.pmax(lastOf(final, columns, deepest), least);
    const u = exp32(v, inv, whole, hi, lo, rate, one, c2, c3, c4, c5, c6, tempered);
    if (stored) v128.store(final + shift, u);
    acc = f32x4.add(start, u);
    const d = f32x4.sub(acc, start);
    low = stored ? rest32(v, inv, whole, hi, lo, rate, one, c2, c3, c4, c5, c6, tempered, d) : f32x4.sub(u, d);
  }
  let at = x;
  let total = f64x2.splat(0);
  while (at + 16 < last) {
    const stop = min(last - 16, at + BATCH);
    for (; at < stop; at += 32) {
      const v = f32x4.pmax(v128.load(at), least);
      const u = exp32(v, inv, whole, hi, lo, rate, one, c2, c3, c4, c5, c6, tempered);
      if (stored) v128.store(at + shift, u);
      const next = f32x4.add(acc, u);
      const d = f32x4.sub(next, acc);
      low = f32x4.add(low, stored ? rest32(v, inv, whole, hi, lo, rate, one, c2, c3, c4, c5, c6, tempered, d) : f32x4.sub(u, d));
      const v2 = f32x4.pmax(v128.load(at, 16), least);
      const u2 = exp32(v2, inv, whole, hi, lo, rate, one, c2, c3, c4, c5, c6, tempered);
      if (stored) v128.store(at + shift, u2, 16);
      acc = f32x4.add(next, u2);
      const d2 = f32x4.sub(acc, next);
      low = f32x4.add(low, stored ? rest32(v2, inv, whole, hi, lo, rate, one, c2, c3, c4, c5, c6, tempered, d2) : f32x4.sub(u2, d2));
      if (finds) {
        const y = at + ahead;
        most = f32x4.pmax(most, f32x4.pmax(v128.load(y), v128.load(y, 16)));
      }
    }
    if (at + 16 < last) {
      total = f64x2.add(total, gained(acc, low, start));
      acc = start;
      low = f32x4.splat(0);
    }
  }
  if (at < last) {
    const v = f32x4.pmax(v128.load(at), least);
    const u = exp32(v, inv, whole, hi, lo, rate, one, c2, c3, c4, c5, c6, tempered);
    if (stored) v128.store(at + shift, u);
    const next = f32x4.add(acc, u);
    const d = f32x4.sub(next, acc);
    low = f32x4.add(low, stored ? rest32(v, inv, whole, hi, lo, rate, one, c2, c3, c4, c5, c6, tempered, d) : f32x4.sub(u, d));
    acc = next;
    if (finds) most = f32x4.pmax(most, v128.load(at + ahead));
  }
  if (finds) store<f64>(found, largestOf(most));
  total = f64x2.add(total, gained(acc, low, start));
  return f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
}

// The last four entries of a row, of which those that stand in whole vectors are put out of play.
// @ts-ignore: decorator
@inline
export function lastOf(final: usize, columns: i32, deepest: f32): v128 {
  let v = f32x4.replace_lane(v128.load(final), 0, deepest);
  if ((columns & 3) < 3) v = f32x4.replace_lane(v, 1, deepest);
  if ((columns & 3) < 2) v = f32x4.replace_lane(v, 2, deepest);
  return v;
}

// The same sum with every term widened, which nothing is lost of; without all that equal the largest
// where they are to be skipped.
// @ts-ignore: decorator
@inline
function widePass(x: usize, columns: i32, max: f32, whole: v128, t: usize, skipped: bool): f64 {
  const deepest = max - DEPTH * <f32> load<f64>(t, 32);
  const least = f32x4.splat(deepest);
  const top = f32x4.splat(max);
  const bytes = <usize>columns << 2;
  let total = f64x2.splat(0);
  for (let at = x, end = x + bytes; at < end; at += 16) {
    const odd = at + 16 > end;
    let v = f32x4.pmax(odd ? lastOf(end - 16, columns, deepest) : v128.load(at), least);
    if (skipped) v = v128.bitselect(least, v, f32x4.eq(v, top));
    total = f64x2.add(total, widened(alone32(v, whole, t)));
  }
  return f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
}

// Sums the exponentials of some rows whose peaks are known. Where `ahead` is not 0, `left` rows follow that
// many bytes and `count` rows later: their largest entries are found on the way.
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
  left: i32,
  finds: bool,
): void {
  const bytes = <usize>columns << 2;
  const share = LARGE * <f64>(1 + bytes / BATCH);
  const ahead = <usize>rows * bytes;
  const later = <usize>rows * STATS;
  for (let row = 0; row < rows; row++, x += bytes, stats += STATS) {
    const lack = stored ? load<f64>(stats, 16) : 0;
    store<f64>(stats, 0, 16);
    if (isNaN(load<f64>(stats, 8))) {
      if (stored) e += bytes;
      if (finds && row < left) largest(x + ahead, columns, stats + later);
      continue;
    }
    const max = <f32> load<f64>(stats);
    const top = load<f64>(stats, 40);
    const next = row < left ? ahead : 0;
    const found = row < left ? stats + later : stats + 8;
    let others = pass(x, e, columns, max, wholeOf(stats), t, stored, tempered, next, found, finds) - top;
    if (stored) e += bytes;
    if (stored) others -= lack;
    if (others < top * share) others = sumOthers(x, columns, max, top, wholeOf(stats), t);
    store<f64>(stats, others, 8);
  }
}

// @ts-ignore: decorator
@inline
export function wholeOf(stats: usize): v128 {
  return f32x4.splat(WHOLE32 + <f32> load<f64>(stats, 48));
}

export function sumOnly(x: usize, rows: i32, columns: i32, stats: usize): void {
  sums(x, 0, rows, columns, stats, UNTEMPERED, false, false, 0, false);
}

export function peaks32(rows: i32, stats: usize, t: usize, stored: bool): void {
  peaks(rows, stats, t, BIAS, LARGEST, true, stored);
}

function sumStored(x: usize, e: usize, rows: i32, columns: i32, stats: usize): void {
  sums(x, e, rows, columns, stats, UNTEMPERED, true, false, 0, false);
}

function storeAndFind(x: usize, e: usize, rows: i32, columns: i32, stats: usize, left: i32): void {
  sums(x, e, rows, columns, stats, UNTEMPERED, true, false, left, true);
}

function sumTempered(x: usize, rows: i32, columns: i32, stats: usize, t: usize): void {
  sums(x, 0, rows, columns, stats, t, false, true, 0, false);
}

function storeTempered(x: usize, e: usize, rows: i32, columns: i32, stats: usize, t: usize): void {
  sums(x, e, rows, columns, stats, t, true, true, 0, false);
}

// Where the others are small beside the largest: their sum widened, and without it if they are lost.
function sumOthers(x: usize, columns: i32, max: f32, top: f64, whole: v128, t: usize): f64 {
  const others = widePass(x, columns, max, whole, t, false) - top;
  return others < top * SMALL ? widePass(x, columns, max, whole, t, true) : others;
}

// The same as rows64, for `columns` >= 4 float32 logits; the others' sum has no second part.
export function rows32(x: usize, e: usize, rows: i32, columns: i32, stats: usize, t: usize): void {
  const bytes = <usize>columns << 2;
  const group = groupOf(bytes, rows);
  const finds = e != 0 && t == 0 && e != x && group > 1;
  for (let first = true; rows > 0; first = false) {
    const count = min(group, rows);
    const span = <usize>count * bytes;
    if (first || !finds) {
      for (let row = x, at = stats; row < x + span; row += bytes, at += STATS) largest(row, columns, at);
    }
    peaks32(count, stats, t ? t : UNTEMPERED, e != 0);
    if (t) {
      if (e) storeTempered(x, e, count, columns, stats, t);
      else sumTempered(x, count, columns, stats, t);
    } else if (finds) storeAndFind(x, e, count, columns, stats, rows - count);
    else if (e) sumStored(x, e, count, columns, stats);
    else sumOnly(x, count, columns, stats);
    x += span;
    if (e) e += span;
    stats += <usize>count * STATS;
    rows -= count;
  }
}
