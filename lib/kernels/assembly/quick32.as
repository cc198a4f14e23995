// Rows of float32 logits with a label each, for their losses alone, where these are 4 or more: a unit in the last
// place is then 2^-21 at least, and a loss off by less than that rounds to a neighbour of the true one at worst.
//
// An exponential here is off by 1.2 * 2^-23 of itself at most, of which 0.64 are the polynomial's; additions in
// float32 lose 1.1 * 2^-23 more if all are off to one side, and the fused build drifts by 0.32: 0.66 units of a
// loss of 4, if all come together. The most that tries have found is 0.57, as a rule it is a thousandth.

import { alone32 } from "./exp32";
import { UNTEMPERED } from "./exp64";
import { largest, largestOf } from "./extent32";
import { fuses, mad32, nmad32 } from "./mad";
import { groupOf, STATS } from "./peaks";
import { BIAS, DEPTH, lastOf, peaks32, sumOnly, wholeOf } from "./rows32";
import { gained } from "./widen";

// The depth of a label below the largest logit that tells of such a loss. From as many times its exponential on,
// a sum does so too.
const FAR: f64 = 4.0;
const FAR_SUM: f64 = 54.6;
// The least that the others count, as a share of the largest: sums lose more.
const LEAST: f64 = 8.673617379884035e-19; // 2^-60
// Above every sum of four exponentials, times SCALE.
const START: f32 = 1.8889465931478581e22; // 2^74
// The bytes of logits after which a running sum is passed on, before its losses have roundings that count.
const BATCH: usize = 8192;

// 1 / ln 2; ln 2 in two parts, and in one for the fused build, where a product is not rounded before it is
// subtracted. Then a polynomial for SCALE e^r, from its constant term on: the last coefficient is 1, which saves
// a product. It is off by 0.64 * 2^-23 at most where |r| < 0.347.
//
// Whole numbers are counted in steps of 2^-22 from 2 on: so the bits of 2 + n 2^-22 are those of 2 and of n, and no
// other number has only such bits but 0, which counts as nothing.
// @ts-ignore: decorator
@lazy const CONSTANTS = memory.data<u32>([
  0x34b8aa3b, 0x4a317200, 0x40bfbe8e, 0x4a317218,
  0x42f1084d, 0x42f10847, 0x427106ef, 0x41a0b271, 0x40a1a5db,
]);
const SCALE: f64 = 120.51620397100493;
const WHOLE: f64 = 2.0;
const STEP: f64 = 2.384185791015625e-7; // 2^-22
// The bits that 2 + n 2^-22 has not, for n from 0 to 255.
const OUTSIDE: i32 = 0xbfffff00;

// By what one part of ln 2 exceeds it, for each doubling; and how many doublings below the largest exponential that
// is put right: others are off by 0.32 * 2^-23 at most.
const DRIFT: f64 = 1.904654299957767e-9;
const MIDDLE: f64 = 4.0;

// @ts-ignore: decorator
@inline
function constant(i: usize): v128 {
  return v128.load32_splat(CONSTANTS + (i << 2));
}

// SCALE e^r of four numbers, whose whole parts are in `s`. Constants are read here, as those that find no register
// are kept on the stack, where engines may place them across two pages: see ../stack_places.ts.
// @ts-ignore: decorator
@inline
function power(v: v128, s: v128, whole: v128, hi: v128, lo: v128): v128 {
  const n = f32x4.sub(s, whole);
  let r = nmad32(n, hi, v);
  if (!ASC_FEATURE_RELAXED_SIMD) r = nmad32(n, lo, r);
  const p = mad32(mad32(f32x4.add(r, constant(8)), r, constant(7)), r, constant(6));
  return mad32(mad32(p, r, constant(5)), r, constant(4));
}

// 2^n
// @ts-ignore: decorator
@inline
function doubled(s: v128): v128 {
  return i32x4.shl(s, 23);
}

// The sum of a batch of exponentials; NaN where one of them is out of range. Four are added; the running sum of
// these starts above all of them and keeps what it loses, as in rows32.as. On its way it may find the largest of
// the entries `ahead` bytes later and of those found before.
// @ts-ignore: decorator
@inline
function batchSum(x: usize, end: usize, whole: v128, ahead: usize, found: usize, finds: bool): f64 {
  const inv = constant(0);
  const hi = constant(ASC_FEATURE_RELAXED_SIMD ? 3 : 1);
  const lo = constant(2);
  let acc = f32x4.splat(START);
  let low = f32x4.splat(0);
  let seen = low;
  let most = finds ? f32x4.splat(<f32> load<f64>(found)) : low;
  for (; x + 48 < end; x += 64) {
    if (finds) {
      const y = x + ahead;
      const a = f32x4.pmax(v128.load(y), v128.load(y, 16));
      const b = f32x4.pmax(v128.load(y, 32), v128.load(y, 48));
      most = f32x4.pmax(most, f32x4.pmax(a, b));
    }
    const v = v128.load(x);
    const s = mad32(v, inv, whole);
    seen = v128.or(seen, s);
    const e = f32x4.mul(doubled(s), power(v, s, whole, hi, lo));
    const v2 = v128.load(x, 16);
    const s2 = mad32(v2, inv, whole);
    seen = v128.or(seen, s2);
    const e2 = mad32(doubled(s2), power(v2, s2, whole, hi, lo), e);
    const v3 = v128.load(x, 32);
    const s3 = mad32(v3, inv, whole);
    seen = v128.or(seen, s3);
    const p3 = power(v3, s3, whole, hi, lo);
    const e3 = ASC_FEATURE_RELAXED_SIMD ? mad32(doubled(s3), p3, e2) : f32x4.mul(doubled(s3), p3);
    const v4 = v128.load(x, 48);
    const s4 = mad32(v4, inv, whole);
    seen = v128.or(seen, s4);
    const e4 = mad32(doubled(s4), power(v4, s4, whole, hi, lo), e3);
    const u = ASC_FEATURE_RELAXED_SIMD ? e4 : f32x4.add(e2, e4);
    const next = f32x4.add(acc, u);
    low = f32x4.add(low, f32x4.sub(u, f32x4.sub(next, acc)));
    acc = next;
  }
  for (; x < end; x += 16) {
    const v = v128.load(x);
    const s = mad32(v, inv, whole);
    seen = v128.or(seen, s);
    if (finds) most = f32x4.pmax(most, v128.load(x + ahead));
    const u = f32x4.mul(doubled(s), power(v, s, whole, hi, lo));
    const next = f32x4.add(acc, u);
    low = f32x4.add(low, f32x4.sub(u, f32x4.sub(next, acc)));
    acc = next;
  }
  if (finds) store<f64>(found, largestOf(most));
  if (v128.any_true(v128.and(seen, i32x4.splat(OUTSIDE)))) return NaN;
  const sums = gained(acc, low, f32x4.splat(START));
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

function sumAlone(x: usize, end: usize, whole: v128): f64 {
  return batchSum(x, end, whole, 0, 0, false);
}

function sumAndFind(x: usize, end: usize, whole: v128, ahead: usize, found: usize): f64 {
  return batchSum(x, end, whole, ahead, found, true);
}

// The sum of a row's exponentials; NaN where it is not known, or seems to be less than `least` after the first batch.
// Where `ahead` is not 0, finds the largest entry of the row so many bytes later.
function quickSum(x: usize, columns: i32, stats: usize, least: f64, ahead: usize, found: usize): f64 {
  const doublings = load<f64>(stats, 48);
  const whole = f32x4.splat(<f32>(WHOLE + STEP * (127 + doublings)));
  const bytes = <usize>columns << 2;
  const last = x + (bytes & ~15);
  const final = x + bytes - 16;
  let enough = least * SCALE * <f64> min(bytes, BATCH) / <f64>bytes;
  let sum: f64 = 0;
  if (columns & 3) {
    const four = stats + 8; // where the sum comes in the end: nothing is kept outside what belongs to a row
    v128.store(four, lastOf(final, columns, <f32> load<f64>(stats) - DEPTH));
    sum = sumAlone(four, four + 16, whole);
    v128.store(four, f64x2.splat(0));
  }
  if (ahead) store<f64>(found, largestOf(v128.load(final + ahead)));
  for (; x < last; x += BATCH) {
    const end = min(last, x + BATCH);
    sum += ahead ? sumAndFind(x, end, whole, ahead, found) : sumAlone(x, end, whole);
    if (!(sum >= enough)) return NaN;
    enough = 0;
  }
  if (ASC_FEATURE_RELAXED_SIMD) sum += sum * DRIFT * (BIAS - doublings - MIDDLE);
  sum *= 1 / SCALE;
  return sum >= least ? sum : NaN;
}

// Sums a row with a label. False where the loss is less than 4, or an exponential is out of range.
function isDone(x: usize, columns: i32, stats: usize, label: u32, ahead: usize, found: usize): bool {
  if (label >= <u32>columns || isNaN(load<f64>(stats, 8))) return false;
  const max = load<f64>(stats);
  const own = load<f32>(x + (<usize>label << 2));
  if (!(max > <f64>own)) return false;
  let least: f64 = 0;
  if (max - <f64>own < FAR) {
    const e = alone32(f32x4.splat(own), wholeOf(stats), UNTEMPERED);
    least = FAR_SUM * <f64> f32x4.extract_lane(e, 0);
  }
  const sum = quickSum(x, columns, stats, least, ahead, found);
  if (isNaN(sum)) return false;
  const peak = load<f64>(stats, 24);
  const others = sum - peak;
  store<f64>(stats, others < peak * LEAST ? peak * LEAST : others, 8);
  store<f64>(stats, 0, 16);
  return true;
}

// The same as rows32, for rows with labels, at a temperature of 1; as good for the losses at the labels,
// and for nothing else. Rows whose neighbours fit into the first cache beside them find the largest of a
// later row while they are summed: that takes half the time, and does not wait for memory.
export function labelledRows32(x: usize, rows: i32, columns: i32, stats: usize, labels: usize): void {
  const bytes = <usize>columns << 2;
  const group = groupOf(bytes, rows);
  const span = <usize>group * bytes;
  const isQuick = fuses();
  for (let row = 0; row < group; row++) {
    largest(x + <usize>row * bytes, columns, stats + <usize>row * STATS);
  }
  for (let first = 0; first < rows; first += group) {
    const count = min(group, rows - first);
    peaks32(count, stats, UNTEMPERED, false);
    for (let row = first; row < first + count; row++, x += bytes, stats += STATS, labels += 4) {
      const hasNext = row + group < rows;
      const next = stats + <usize>group * STATS;
      const finds = hasNext && group > 1;
      const done = isQuick && isDone(x, columns, stats, load<u32>(labels), finds ? span : 0, next);
      if (!done) sumOnly(x, 1, columns, stats);
      if (hasNext && !(done && finds)) largest(x + span, columns, next);
    }
  }
}
