// Sums of the exponentials of one row of float64 logits, with what rounding took.

import { CHUNK, lookAhead } from "./ahead";
import { alone64, coefficient64, constant64, exp64, places64, UNTEMPERED } from "./exp64";
import { second64 } from "./extent64";
import { acc, areFine, begin, keep, low, places, START, wholeOf } from "./window64";

// Below this depth under the largest, exp is less than half the smallest double.
const DEPTH: f64 = 760.0;

// Stores what the running sums hold above their start, less `peak`, in two parts.
function finish(start: f64, peak: f64, stats: usize): void {
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

// The logits that count.
// @ts-ignore: decorator
@inline
function read(at: usize, offset: usize, least: v128, top: v128, skipped: bool, clamped: bool): v128 {
  let v = v128.load(at + offset);
  if (clamped) v = f64x2.pmax(v, least);
  return skipped ? v128.bitselect(least, v, f64x2.eq(v, top)) : v;
}

// Adds the exponentials of whole vectors, and stores them `shift` bytes further. As each running sum starts
// above any of its terms, what an addition loses is known exactly by one subtraction more (Dekker).
// @ts-ignore: decorator
@inline
function pass(
  at: usize,
  last: usize,
  shift: usize,
  stats: usize,
  t: usize,
  stored: bool,
  skipped: bool,
  tempered: bool,
  clamped: bool,
): void {
  const inv = constant64(t, 0);
  const hi = constant64(t, 1);
  const lo = constant64(t, 2);
  const rate = constant64(t, 3);
  const c2 = coefficient64(0);
  const c3 = coefficient64(1);
  const c4 = coefficient64(2);
  const whole = wholeOf(stats);
  const room = stats + 8; // where the sum comes in the end
  const top = v128.load64_splat(stats);
  const least = f64x2.splat(load<f64>(stats) - DEPTH * load<f64>(t, 32));
  let sum = acc;
  let lost = low;
  let all = places;
  for (; at + 48 < last; at += 64) {
    const v = read(at, 0, least, top, skipped, clamped);
    const s = places64(v, inv, whole);
    const u = exp64(v, s, whole, hi, lo, rate, c2, c3, c4, room, stored, tempered);
    if (stored) v128.store(at + shift, u);
    const next = f64x2.add(sum, u);
    lost = f64x2.add(lost, f64x2.sub(u, f64x2.sub(next, sum)));
    const v2 = read(at, 16, least, top, skipped, clamped);
    const s2 = places64(v2, inv, whole);
    const u2 = exp64(v2, s2, whole, hi, lo, rate, c2, c3, c4, room, stored, tempered);
    if (stored) v128.store(at + shift, u2, 16);
    const next2 = f64x2.add(next, u2);
    lost = f64x2.add(lost, f64x2.sub(u2, f64x2.sub(next2, next)));
    const v3 = read(at, 32, least, top, skipped, clamped);
    const s3 = places64(v3, inv, whole);
    const u3 = exp64(v3, s3, whole, hi, lo, rate, c2, c3, c4, room, stored, tempered);
    if (stored) v128.store(at + shift, u3, 32);
    const next3 = f64x2.add(next2, u3);
    lost = f64x2.add(lost, f64x2.sub(u3, f64x2.sub(next3, next2)));
    const v4 = read(at, 48, least, top, skipped, clamped);
    const s4 = places64(v4, inv, whole);
    const u4 = exp64(v4, s4, whole, hi, lo, rate, c2, c3, c4, room, stored, tempered);
    if (stored) v128.store(at + shift, u4, 48);
    sum = f64x2.add(next3, u4);
    lost = f64x2.add(lost, f64x2.sub(u4, f64x2.sub(sum, next3)));
    if (!clamped) all = v128.or(all, v128.or(v128.or(s, s2), v128.or(s3, s4)));
  }
  for (; at < last; at += 16) {
    const v = read(at, 0, least, top, skipped, clamped);
    const s = places64(v, inv, whole);
    const u = exp64(v, s, whole, hi, lo, rate, c2, c3, c4, room, stored, tempered);
    if (stored) v128.store(at + shift, u);
    const next = f64x2.add(sum, u);
    lost = f64x2.add(lost, f64x2.sub(u, f64x2.sub(next, sum)));
    sum = next;
    if (!clamped) all = v128.or(all, s);
  }
  keep(sum, lost, all);
}

function add(x: usize, last: usize, stats: usize): void {
  pass(x, last, 0, stats, UNTEMPERED, false, false, false, false);
}

function addStored(x: usize, last: usize, shift: usize, stats: usize): void {
  pass(x, last, shift, stats, UNTEMPERED, true, false, false, false);
}

function addClamped(x: usize, last: usize, stats: usize, t: usize): void {
  pass(x, last, 0, stats, t, false, false, true, true);
}

function storeClamped(x: usize, last: usize, shift: usize, stats: usize, t: usize): void {
  pass(x, last, shift, stats, t, true, false, true, true);
}

function addOthers(x: usize, last: usize, stats: usize, t: usize): void {
  pass(x, last, 0, stats, t, false, true, true, true);
}

// Adds the odd last exponential of a row.
function addOne(x: usize, shift: usize, stats: usize, t: usize, stored: bool, skipped: bool): void {
  const max = load<f64>(stats);
  const v = load<f64>(x);
  if (skipped && v == max) return;
  const deepest = max - DEPTH * load<f64>(t, 32);
  const whole = wholeOf(stats);
  const z = f64x2.splat(v < deepest ? deepest : v);
  const s = places64(z, constant64(t, 0), whole);
  const u = alone64(z, whole, stats + 8, t);
  if (stored) v128.store64_lane(x + shift, u, 0);
  const lane = f64x2.replace_lane(u, 1, 0);
  const next = f64x2.add(acc, lane);
  keep(next, f64x2.add(low, f64x2.sub(lane, f64x2.sub(next, acc))), v128.or(places, s));
}

// Sums a row within reach of its peak; false if it is not.
export function sumWithin(x: usize, e: usize, columns: i32, stats: usize, end: usize): bool {
  const peak = load<f64>(stats, 24);
  const last = x + ((<usize>columns << 3) & ~15);
  const shift = e - x;
  begin(START);
  for (; x < last; x += CHUNK) {
    if (end) lookAhead(x, end, stats + 8);
    if (e) addStored(x, min(x + CHUNK, last), shift, stats);
    else add(x, min(x + CHUNK, last), stats);
  }
  if (columns & 1) addOne(last, shift, stats, UNTEMPERED, e != 0, false);
  finish(START, peak, stats);
  return areFine();
}

// Sums any row, over a temperature.
export function sumClamped(x: usize, e: usize, columns: i32, stats: usize, t: usize): void {
  const peak = load<f64>(stats, 24);
  const last = x + ((<usize>columns << 3) & ~15);
  begin(START);
  if (e) storeClamped(x, last, e - x, stats, t);
  else addClamped(x, last, stats, t);
  if (columns & 1) addOne(last, e - x, stats, t, e != 0, false);
  finish(START, peak, stats);
}

// Where the others are lost beside the largest: their sum without it.
export function sumOthers(x: usize, columns: i32, stats: usize, t: usize): void {
  const max = load<f64>(stats);
  const next = second64(x, columns, max);
  if (next < max - DEPTH * load<f64>(t, 32)) {
    store<f64>(stats, 0, 8);
    store<f64>(stats, 0, 16);
    return;
  }
  const last = x + ((<usize>columns << 3) & ~15);
  const start = 2 * f64x2.extract_lane(alone64(f64x2.splat(next), wholeOf(stats), stats + 8, t), 0);
  begin(start);
  addOthers(x, last, stats, t);
  if (columns & 1) addOne(last, 0, stats, t, false, true);
  finish(start, 0, stats);
}
