// Rows of float32 logits with a label each, for their losses alone. Where the label's logit is `FAR` or
// more below the largest, half a unit in the last place of the loss is 2^-22 at least, and a sum of
// exponentials may be off by that much of itself.
//
// An exponential here is off by 0.81 * 2^-23 at most (the fused build: 0.53 * 2^-23), as found by trying
// one logit in 37 of all, and two additions in float32 by 2^-24 each: that is 0.93 * 2^-22 together, with
// what the fused build drifts.

import { coefficient32, constant32 } from "./exp32";
import { UNTEMPERED } from "./exp64";
import { extent, storeExtent } from "./extent32";
import { fuses, mad32, nmad32 } from "./mad";
import { groupOf, STATS } from "./peaks";
import { BIAS, DEPTH, lastOf, peaks32, sumOnly, wholeOf } from "./rows32";
import { gained } from "./widen";

// The depth of a label from which its row is done here.
const FAR: f64 = 4.0;
// The least that the others count, as a share of the largest: sums lose more.
const LEAST: f64 = 8.673617379884035e-19; // 2^-60
// Above every sum of four exponentials.
const START: f32 = 1.4757395258967641e20; // 2^67
// The bytes of logits after which a running sum is passed on, before its losses have roundings that count.
const BATCH: usize = 8192;

// ln 2 in float32: where a product is not rounded before it is subtracted, one part is enough. By what it
// exceeds ln 2, for each doubling; and how many doublings below the largest exponential that is right:
// others are off by 0.32 * 2^-23 at most, as they lie 24 doublings below the largest or do not count.
// @ts-ignore: decorator
@lazy const LN2 = memory.data<u32>([0x3f317218]);
const DRIFT: f64 = 1.904654299957767e-9;
const MIDDLE: f64 = 4.0;

// exp of four numbers, relative to the power of two that `whole` carries.
// @ts-ignore: decorator
@inline
function quickExp32(
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
  let r = nmad32(n, hi, v);
  if (!ASC_FEATURE_RELAXED_SIMD) r = nmad32(n, lo, r);
  const p = mad32(mad32(mad32(mad32(c6, r, c5), r, c4), r, c3), r, c2);
  return f32x4.mul(i32x4.shl(s, 23), mad32(mad32(p, r, one), r, one));
}

// The sum of a batch of exponentials. Four are added in pairs; the running sum of these starts above all
// of them and keeps what it loses, as in rows32.as. On its way it may find the largest and the least of
// the entries `ahead` bytes later and of those found before.
// @ts-ignore: decorator
@inline
function batchSum(x: usize, end: usize, whole: v128, ahead: usize, found: usize, finds: bool): f64 {
  const inv = constant32(UNTEMPERED, 0);
  const hi = ASC_FEATURE_RELAXED_SIMD ? v128.load32_splat(LN2) : constant32(UNTEMPERED, 1);
  const lo = constant32(UNTEMPERED, 2);
  const one = coefficient32(0);
  const c2 = coefficient32(1);
  const c3 = coefficient32(2);
  const c4 = coefficient32(3);
  const c5 = coefficient32(4);
  const c6 = coefficient32(5);
  let acc = f32x4.splat(START);
  let low = f32x4.splat(0);
  let most = low;
  let least = low;
  if (finds) {
    most = f32x4.splat(<f32> load<f64>(found));
    least = f32x4.splat(<f32> load<f64>(found, 56));
  }
  for (; x + 48 < end; x += 64) {
    const a = quickExp32(v128.load(x), inv, whole, hi, lo, one, c2, c3, c4, c5, c6);
    const b = quickExp32(v128.load(x, 16), inv, whole, hi, lo, one, c2, c3, c4, c5, c6);
    const c = quickExp32(v128.load(x, 32), inv, whole, hi, lo, one, c2, c3, c4, c5, c6);
    const d = quickExp32(v128.load(x, 48), inv, whole, hi, lo, one, c2, c3, c4, c5, c6);
    const u = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
    const next = f32x4.add(acc, u);
    low = f32x4.add(low, f32x4.sub(u, f32x4.sub(next, acc)));
    acc = next;
    if (finds) {
      const y = x + ahead;
      const v = v128.load(y);
      const v2 = v128.load(y, 16);
      const v3 = v128.load(y, 32);
      const v4 = v128.load(y, 48);
      most = f32x4.pmax(most, f32x4.pmax(f32x4.pmax(v, v2), f32x4.pmax(v3, v4)));
      least = f32x4.pmin(least, f32x4.pmin(f32x4.pmin(v, v2), f32x4.pmin(v3, v4)));
    }
  }
  for (; x < end; x += 16) {
    const u = quickExp32(v128.load(x), inv, whole, hi, lo, one, c2, c3, c4, c5, c6);
    const next = f32x4.add(acc, u);
    low = f32x4.add(low, f32x4.sub(u, f32x4.sub(next, acc)));
    acc = next;
    if (finds) {
      const v = v128.load(x + ahead);
      most = f32x4.pmax(most, v);
      least = f32x4.pmin(least, v);
    }
  }
  if (finds) storeExtent(most, least, found, found + 56);
  const sum = gained(acc, low, f32x4.splat(START));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

function sumAlone(x: usize, end: usize, whole: v128): f64 {
  return batchSum(x, end, whole, 0, 0, false);
}

function sumAndFind(x: usize, end: usize, whole: v128, ahead: usize, found: usize): f64 {
  return batchSum(x, end, whole, ahead, found, true);
}

// Writes what a row's exponentials sum to, but for the largest. Where `ahead` is not 0, finds the largest
// and the least entry of the row so many bytes later.
function sumQuickly(x: usize, columns: i32, stats: usize, ahead: usize, found: usize): void {
  const whole = wholeOf(stats);
  const last = x + (<usize>(columns & ~3) << 2);
  const final = x + (<usize>columns << 2) - 16;
  let sum: f64 = 0;
  if (columns & 3) {
    const four = stats + 8; // where the sum comes in the end: nothing is kept outside what belongs to a row
    v128.store(four, lastOf(final, columns, <f32> load<f64>(stats) - DEPTH));
    sum = sumAlone(four, four + 16, whole);
  }
  if (ahead) {
    const v = v128.load(final + ahead);
    storeExtent(v, v, found, found + 56);
  }
  for (; x < last; x += BATCH) {
    const end = min(last, x + BATCH);
    sum += ahead ? sumAndFind(x, end, whole, ahead, found) : sumAlone(x, end, whole);
  }
  if (ASC_FEATURE_RELAXED_SIMD) sum += sum * DRIFT * (BIAS - load<f64>(stats, 48) - MIDDLE);
  const peak = load<f64>(stats, 24);
  const others = sum - peak;
  store<f64>(stats, others < peak * LEAST ? peak * LEAST : others, 8);
  store<f64>(stats, 0, 16);
}

// Whether a row whose largest and least logits are in its statistics is far from its label, if any, and has no
// logit so deep that its exponential would not fit.
// @ts-ignore: decorator
@inline
function isFar(x: usize, columns: i32, stats: usize, label: u32): bool {
  if (label >= <u32>columns) return false;
  const max = load<f64>(stats);
  const own = <f64> load<f32>(x + (<usize>label << 2));
  return max - own >= FAR && load<f64>(stats, 56) >= max - <f64>DEPTH;
}

// The same as rows32, for rows with labels, at a temperature of 1; as good for the losses at the labels,
// and for nothing else. Rows whose neighbours fit into the first cache beside them find the extent of a
// later row while they are summed: that takes half the time, and does not wait for memory.
export function labelledRows32(x: usize, rows: i32, columns: i32, stats: usize, labels: usize): void {
  const bytes = <usize>columns << 2;
  const group = groupOf(bytes, rows);
  const span = <usize>group * bytes;
  const isQuick = fuses();
  const finds = group > 1;
  for (let row = 0; row < group; row++) {
    const at = stats + <usize>row * STATS;
    extent(x + <usize>row * bytes, columns, at, at + 56);
  }
  for (let first = 0; first < rows; first += group) {
    const count = min(group, rows - first);
    peaks32(count, stats, UNTEMPERED);
    for (let row = first; row < first + count; row++, x += bytes, stats += STATS, labels += 4) {
      const hasNext = row + group < rows;
      const next = stats + <usize>group * STATS;
      const isFine = isQuick && !isNaN(load<f64>(stats, 8));
      const isDone = isFine && isFar(x, columns, stats, load<u32>(labels));
      if (isDone) sumQuickly(x, columns, stats, hasNext && finds ? span : 0, next);
      else sumOnly(x, 1, columns, stats);
      if (hasNext && !(isDone && finds)) extent(x + span, columns, next, next + 56);
    }
  }
}
