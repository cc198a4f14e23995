// Rows of float64 logits with a label each, for their losses alone. Where the label's logit is `FAR` or more
// below one that stands for the largest, half a unit in the last place of the loss is 2^-51 at least, and
// a sum of exponentials may be off by some of that.
//
// An exponential here is off by 2^-52 at most (the table's rounding, and that of the last addition; the
// fused build by what it drifts besides), two additions in pairs by 2^-53 each.

import { CHUNK, lookAhead } from "./ahead";
import { coefficient64, constant64, headsAt, places64, UNTEMPERED } from "./exp64";
import { mad64, nmad64 } from "./mad";
import { acc, areFine, begin, keep, low, places, START, wholeOf } from "./window64";

// The depth of a label from which its row is done here.
const FAR: f64 = 4.0;
// The least that the others count, as a share of the one that stands for the largest: sums lose more.
const LEAST: f64 = 8.673617379884035e-19; // 2^-60

// ln 2 / 256 as a double: where a product is not rounded before it is subtracted, one part is enough. What
// it lacks, as a share; and how far below the largest that is put right: others drift by 2^-55 a nat.
// @ts-ignore: decorator
@lazy const STEP = memory.data<u64>([0x3f662e42fefa39ef]);
const DRIFT: f64 = 3.3456773792540754e-17;
const MIDDLE: f64 = 4.0;

// What exp(v) / h exceeds 1 by.
// @ts-ignore: decorator
@inline
function excess(v: v128, n: v128, hi: v128, lo: v128, c2: v128, c3: v128, c4: v128): v128 {
  let r = nmad64(n, hi, v);
  if (!ASC_FEATURE_RELAXED_SIMD) r = nmad64(n, lo, r);
  return mad64(f64x2.mul(r, r), mad64(mad64(c4, r, c3), r, c2), r);
}

// Whether a row's label is far below what stands for its largest logit.
// @ts-ignore: decorator
@inline
export function isFar(x: usize, columns: i32, stats: usize, label: u32): bool {
  if (label >= <u32>columns) return false;
  return load<f64>(stats) - load<f64>(x + (<usize>label << 3)) >= FAR;
}

// Adds the exponentials of whole vectors. Four are added in pairs; the running sum of these starts above
// all of them and keeps what it loses.
function add(x: usize, last: usize, stats: usize): void {
  const inv = constant64(UNTEMPERED, 0);
  const hi = ASC_FEATURE_RELAXED_SIMD ? v128.load64_splat(STEP) : constant64(UNTEMPERED, 1);
  const lo = constant64(UNTEMPERED, 2);
  const c2 = coefficient64(0);
  const c3 = coefficient64(1);
  const c4 = coefficient64(2);
  const whole = wholeOf(stats);
  const room = stats + 8; // where the sum comes in the end
  let sum = acc;
  let lost = low;
  let all = places;
  for (; x + 48 < last; x += 64) {
    const v = v128.load(x);
    const s = places64(v, inv, whole);
    const h = headsAt(s, room);
    const p = excess(v, f64x2.sub(s, whole), hi, lo, c2, c3, c4);
    const v2 = v128.load(x, 16);
    const s2 = places64(v2, inv, whole);
    const h2 = headsAt(s2, room);
    const p2 = excess(v2, f64x2.sub(s2, whole), hi, lo, c2, c3, c4);
    const v3 = v128.load(x, 32);
    const s3 = places64(v3, inv, whole);
    const h3 = headsAt(s3, room);
    const p3 = excess(v3, f64x2.sub(s3, whole), hi, lo, c2, c3, c4);
    const v4 = v128.load(x, 48);
    const s4 = places64(v4, inv, whole);
    const h4 = headsAt(s4, room);
    const p4 = excess(v4, f64x2.sub(s4, whole), hi, lo, c2, c3, c4);
    const one = f64x2.add(mad64(h, p, h), mad64(h2, p2, h2));
    const two = f64x2.add(mad64(h3, p3, h3), mad64(h4, p4, h4));
    const u = f64x2.add(one, two);
    const next = f64x2.add(sum, u);
    lost = f64x2.add(lost, f64x2.sub(u, f64x2.sub(next, sum)));
    sum = next;
    all = v128.or(all, v128.or(v128.or(s, s2), v128.or(s3, s4)));
  }
  for (; x < last; x += 16) {
    const v = v128.load(x);
    const s = places64(v, inv, whole);
    const h = headsAt(s, room);
    const u = mad64(h, excess(v, f64x2.sub(s, whole), hi, lo, c2, c3, c4), h);
    const next = f64x2.add(sum, u);
    lost = f64x2.add(lost, f64x2.sub(u, f64x2.sub(next, sum)));
    sum = next;
    all = v128.or(all, s);
  }
  keep(sum, lost, all);
}

// Adds the odd last exponential of a row.
function addOne(x: usize, stats: usize): void {
  const hi = ASC_FEATURE_RELAXED_SIMD ? v128.load64_splat(STEP) : constant64(UNTEMPERED, 1);
  const lo = constant64(UNTEMPERED, 2);
  const v = v128.load64_splat(x);
  const whole = wholeOf(stats);
  const s = places64(v, constant64(UNTEMPERED, 0), whole);
  const h = headsAt(s, stats + 8);
  const n = f64x2.sub(s, whole);
  const p = excess(v, n, hi, lo, coefficient64(0), coefficient64(1), coefficient64(2));
  keep(acc, f64x2.add(low, f64x2.replace_lane(mad64(h, p, h), 1, 0)), v128.or(places, s));
}

// Writes what a row's exponentials sum to, but for the one that stands for the largest, as good for a loss
// at a label that is far from it, and for nothing else. Tells whether all were within reach.
export function sumQuickly(x: usize, columns: i32, stats: usize, end: usize): bool {
  const last = x + ((<usize>columns << 3) & ~15);
  begin(START);
  for (; x < last; x += CHUNK) {
    if (end) lookAhead(x, end, stats + 8);
    add(x, min(x + CHUNK, last), stats);
  }
  if (columns & 1) addOne(last, stats);
  const gained = f64x2.add(f64x2.sub(acc, f64x2.splat(START)), low);
  let sum = f64x2.extract_lane(gained, 0) + f64x2.extract_lane(gained, 1);
  if (ASC_FEATURE_RELAXED_SIMD) sum -= sum * DRIFT * (load<f64>(stats) - MIDDLE);
  const peak = load<f64>(stats, 24);
  const others = sum - peak;
  store<f64>(stats, others < peak * LEAST ? peak * LEAST : others, 8);
  store<f64>(stats, 0, 16);
  return areFine();
}
