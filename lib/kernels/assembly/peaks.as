// What a row's largest logit decides: the power of two that its exponentials are relative to, and the
// largest exponential itself.

import { alone32, lack32, WHOLE32 } from "./exp32";
import { coefficient64, constant64, entry64, excess64, heads64, WHOLE64 } from "./exp64";
import { mad64 } from "./mad";

// Bytes of the statistics of a row, eight numbers: the largest logit; the sum of all other exponentials
// in two parts; that of the largest in two parts, and as it is stored; the doublings that exponentials
// carry; the loss, where there is a label.
export const STATS: usize = 64;

// Bytes of the parameters of a row, four numbers: see softmax.as and targets.as.
export const PARAMS: usize = 32;

// The rows of logits, in bytes, that are kept in the first cache between two passes.
const GROUP: usize = 16384;

// How many rows of so many bytes are done at once.
// @ts-ignore: decorator
@inline
export function groupOf(bytes: usize, rows: i32): i32 {
  return min(max(<i32>(GROUP / bytes), 1), rows);
}

// The same number of two rows.
// @ts-ignore: decorator
@inline
export function pair(a: usize, b: usize): v128 {
  return v128.load64_lane(b, v128.load64_zero(a), 1);
}

// @ts-ignore: decorator
@inline
export function storePair(a: usize, b: usize, v: v128): void {
  v128.store64_lane(a, v, 0);
  v128.store64_lane(b, v, 1);
}

// For rows whose largest logits are in their statistics, two at a time: the rest of what is known before
// the others are summed. That sum is NaN where the largest is beyond `most`, or NaN, else 0. Where float32
// exponentials are to be stored, what rounding took from the largest waits in the place of its second part.
// @ts-ignore: decorator
@inline
export function peaks(
  rows: i32,
  stats: usize,
  t: usize,
  bias: f64,
  most: f64,
  narrow: bool,
  stored: bool,
): void {
  const perLevel = f64x2.splat(load<f64>(t) * 0.00390625); // levels are powers of two, not steps of 1/256
  const limit = f64x2.splat(most * load<f64>(t, 32));
  for (let row = 0; row < rows; row += 2) {
    const a = stats + <usize>row * STATS;
    const b = row + 1 < rows ? a + STATS : a;
    let v = pair(a, b);
    const ok = f64x2.le(f64x2.abs(v), limit);
    v = v128.and(v, ok);
    const level = f64x2.floor(mad64(v, perLevel, f64x2.splat(0.5)));
    const doublings = f64x2.sub(f64x2.splat(bias), level);
    const whole = mad64(doublings, f64x2.splat(256), f64x2.splat(WHOLE64));
    const s = mad64(v, constant64(t, 0), whole);
    const c = entry64(i32x4.extract_lane(s, 0));
    const d = entry64(i32x4.extract_lane(s, 2));
    const h = heads64(s, c, d);
    const q = excess64(
      v,
      f64x2.sub(s, whole),
      v128.shuffle<f64>(c, d, 1, 3),
      constant64(t, 1),
      constant64(t, 2),
      constant64(t, 3),
      coefficient64(0),
      coefficient64(1),
      coefficient64(2),
      true,
    );
    const peak = mad64(h, q, h); // as it is among the others, to the last bit
    storePair(a + 8, b + 8, v128.andnot(f64x2.splat(NaN), ok));
    storePair(a + 24, b + 24, peak);
    storePair(a + 32, b + 32, f64x2.sub(f64x2.mul(h, q), f64x2.sub(peak, h)));
    storePair(a + 48, b + 48, doublings);
    if (narrow) {
      const level32 = f32x4.add(f32x4.splat(WHOLE32), f32x4.demote_f64x2_zero(doublings));
      const logits = f32x4.demote_f64x2_zero(v);
      const e = alone32(logits, level32, t);
      storePair(a + 40, b + 40, f64x2.promote_low_f32x4(e));
      if (stored) storePair(a + 16, b + 16, f64x2.promote_low_f32x4(lack32(logits, level32, t, e)));
    } else storePair(a + 40, b + 40, peak);
  }
}
