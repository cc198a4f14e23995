// Rows of float32 logits whose loss is large: where the label's logit is `FAR` or more below the largest,
// half a unit in the last place of the loss is 2^-22 at least, and a sum of exponentials may be off by
// that much of itself.
//
// An exponential here is off by 0.81 * 2^-23 at most (the fused build: 0.53 * 2^-23), as found by trying
// one logit in 37 of all; and two additions in float32 by 2^-24 each. That is 0.91 * 2^-22 together.

import { coefficient32, constant32 } from "./exp32";
import { UNTEMPERED } from "./exp64";
import { mad32, nmad32 } from "./mad";
import { gained } from "./widen";

// The depth of a label from which its row is done here.
const FAR: f64 = 4.0;
// The least that the others count, as a share of the largest: sums lose more.
const LEAST: f64 = 8.673617379884035e-19; // 2^-60
// Above every sum of four exponentials.
const START: f32 = 1.4757395258967641e20; // 2^67
// The bytes of logits after which a running sum is passed on, before its losses have roundings that count.
const BATCH: usize = 8192;

// Whether a label's logit is so far below the largest.
// @ts-ignore: decorator
@inline
export function isFar(max: f64, own: f64): bool {
  return max - own >= FAR;
}

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
  const r = nmad32(n, lo, nmad32(n, hi, v));
  const p = mad32(mad32(mad32(mad32(c6, r, c5), r, c4), r, c3), r, c2);
  return f32x4.mul(i32x4.shl(s, 23), mad32(mad32(p, r, one), r, one));
}

// The sum of all exponentials but the largest, whose true size is `peak`.
export function quickOthers(x: usize, columns: i32, final: v128, whole: v128, peak: f64): f64 {
  const others = quickSum(x, columns, final, whole) - peak;
  return others < peak * LEAST ? peak * LEAST : others;
}

// The sum of a row's exponentials. `final` are its last four logits, less those in whole vectors. Four
// exponentials are added in pairs; the running sum of these starts above all of them and keeps what it
// loses, as in rows32.as.
function quickSum(x: usize, columns: i32, final: v128, whole: v128): f64 {
  const inv = constant32(UNTEMPERED, 0);
  const hi = constant32(UNTEMPERED, 1);
  const lo = constant32(UNTEMPERED, 2);
  const one = coefficient32(0);
  const c2 = coefficient32(1);
  const c3 = coefficient32(2);
  const c4 = coefficient32(3);
  const c5 = coefficient32(4);
  const c6 = coefficient32(5);
  const start = f32x4.splat(START);
  const last = x + (<usize>(columns & ~3) << 2);
  let total = f64x2.splat(0);
  let acc = start;
  let low = f32x4.splat(0);
  if (columns & 3) {
    const u = quickExp32(final, inv, whole, hi, lo, one, c2, c3, c4, c5, c6);
    acc = f32x4.add(start, u);
    low = f32x4.sub(u, f32x4.sub(acc, start));
  }
  while (true) {
    const stop = min(last, x + BATCH);
    for (; x + 48 < stop; x += 64) {
      const a = quickExp32(v128.load(x), inv, whole, hi, lo, one, c2, c3, c4, c5, c6);
      const b = quickExp32(v128.load(x, 16), inv, whole, hi, lo, one, c2, c3, c4, c5, c6);
      const c = quickExp32(v128.load(x, 32), inv, whole, hi, lo, one, c2, c3, c4, c5, c6);
      const d = quickExp32(v128.load(x, 48), inv, whole, hi, lo, one, c2, c3, c4, c5, c6);
      const u = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
      const next = f32x4.add(acc, u);
      low = f32x4.add(low, f32x4.sub(u, f32x4.sub(next, acc)));
      acc = next;
    }
    for (; x < stop; x += 16) {
      const u = quickExp32(v128.load(x), inv, whole, hi, lo, one, c2, c3, c4, c5, c6);
      const next = f32x4.add(acc, u);
      low = f32x4.add(low, f32x4.sub(u, f32x4.sub(next, acc)));
      acc = next;
    }
    total = f64x2.add(total, gained(acc, low, start));
    if (x >= last) break;
    acc = start;
    low = f32x4.splat(0);
  }
  return f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
}
