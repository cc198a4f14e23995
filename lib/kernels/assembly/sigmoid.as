// Binary cross-entropy of logits z with labels y in [0, 1], entry by entry, and its slope. With size |z|
// and e = exp(-|z|) the loss is wrong size + both ln(1 + e), where `wrong` is what the label has against
// the sign of z: neither term is below 0, so that nothing cancels. Entries out of range, and NaN, give NaN.

import { coefficient64, constant64, entry64, excess64, heads64, UNTEMPERED, WHOLE64 } from "./exp64";
import { coefficient, half, one, shortfall } from "./log";
import { mad64 } from "./mad";

// Beyond this size, exp(-size) is nearly subnormal.
const LARGEST: f64 = 700.0;

// sqrt(2) - 1: up to it, ln(1 + e) is taken without ln 2.
const BELOW: f64 = 0.41421356237309503;

// The whole steps of the table in -size, as exp64.as has them.
// @ts-ignore: decorator
@inline
function whole(size: v128): v128 {
  return mad64(f64x2.neg(size), constant64(UNTEMPERED, 0), f64x2.splat(WHOLE64));
}

// The part of exp(-size) that the table gives.
// @ts-ignore: decorator
@inline
function head(s: v128): v128 {
  return heads64(s, entry64(i32x4.extract_lane(s, 0)), entry64(i32x4.extract_lane(s, 2)));
}

// exp(-size) / head - 1.
// @ts-ignore: decorator
@inline
function over(size: v128, s: v128): v128 {
  const a = entry64(i32x4.extract_lane(s, 0));
  const b = entry64(i32x4.extract_lane(s, 2));
  return excess64(
    f64x2.neg(size),
    f64x2.sub(s, f64x2.splat(WHOLE64)),
    v128.shuffle<f64>(a, b, 1, 3),
    constant64(UNTEMPERED, 1),
    constant64(UNTEMPERED, 2),
    constant64(UNTEMPERED, 3),
    coefficient64(0),
    coefficient64(1),
    coefficient64(2),
    false,
  );
}

// The loss of two entries.
// @ts-ignore: decorator
@inline
function loss(z: v128, y: v128, weight: v128): v128 {
  const size = f64x2.abs(z);
  const s = whole(size);
  const h = head(s);
  const more = f64x2.mul(h, over(size, s));
  const e = f64x2.add(h, more);
  const eLow = f64x2.sub(more, f64x2.sub(e, h));

  // ln(1 + e), with or without a ln 2 taken out, and what its sums lose.
  const above = f64x2.gt(e, f64x2.splat(BELOW));
  const f = v128.bitselect(f64x2.mul(half(), f64x2.sub(e, one())), e, above);
  const less = shortfall(f);
  const x = f64x2.sub(f, less);
  const xLow = f64x2.sub(f64x2.sub(f, x), less);
  const ln2 = v128.and(coefficient(4), above);
  const rest = f64x2.add(ln2, x);
  const lost = f64x2.add(f64x2.add(f64x2.sub(ln2, rest), x), v128.and(coefficient(5), above));
  // The slope of ln(1 + e), roughly 1 - e / 2, is enough for what e lacks.
  const restLow = f64x2.add(f64x2.add(lost, xLow), f64x2.mul(eLow, f64x2.sub(one(), f64x2.mul(half(), e))));

  const yes = f64x2.mul(weight, y);
  const no = f64x2.sub(one(), y);
  const noLow = f64x2.sub(f64x2.sub(one(), no), y);
  const negative = f64x2.lt(z, f64x2.splat(0));
  const wrong = v128.bitselect(yes, no, negative);
  const both = f64x2.add(yes, no);
  const linear = f64x2.mul(wrong, size);
  const curved = f64x2.mul(both, rest);
  const sum = f64x2.add(linear, curved);
  const back = f64x2.sub(sum, linear);
  const sumLow = f64x2.add(f64x2.sub(linear, f64x2.sub(sum, back)), f64x2.sub(curved, back));
  const labelLow = f64x2.mul(noLow, f64x2.add(rest, v128.andnot(size, negative)));
  const low = f64x2.add(f64x2.add(sumLow, labelLow), f64x2.mul(both, restLow));
  return f64x2.add(sum, low);
}

// The slope of two entries: each side pulled by the probability of the other. Near 0 both probabilities
// are a half and a small part, which they would swallow.
// @ts-ignore: decorator
@inline
function slope(z: v128, y: v128, weight: v128): v128 {
  const size = f64x2.abs(z);
  const s = whole(size);
  const h = head(s);
  const more = f64x2.mul(h, over(size, s));
  const e = f64x2.add(h, more);
  const larger = f64x2.div(one(), f64x2.add(one(), e));
  const smaller = f64x2.mul(e, larger);
  const yes = f64x2.mul(weight, y);
  const no = f64x2.sub(one(), y);
  const negative = f64x2.lt(z, f64x2.splat(0));
  const up = f64x2.mul(no, v128.bitselect(smaller, larger, negative));
  const down = f64x2.mul(yes, v128.bitselect(larger, smaller, negative));
  const part = f64x2.mul(f64x2.mul(half(), f64x2.sub(f64x2.sub(one(), h), more)), larger);
  const signed = v128.bitselect(f64x2.neg(part), part, negative);
  const near = f64x2.add(f64x2.mul(half(), f64x2.sub(no, yes)), f64x2.mul(signed, f64x2.add(no, yes)));
  return v128.bitselect(near, f64x2.sub(up, down), f64x2.le(size, one()));
}

// @ts-ignore: decorator
@inline
function inRange(z: v128): v128 {
  return f64x2.le(f64x2.abs(z), f64x2.splat(LARGEST));
}

// Losses of `count` entries, written to `to`.
export function sigmoidLosses(z: usize, y: usize, to: usize, count: i32, weight: f64): void {
  const w = f64x2.splat(weight);
  const nan = f64x2.splat(NaN);
  const end = to + (<usize>count << 3);
  for (; to < end; z += 16, y += 16, to += 16) {
    const v = v128.load(z);
    const ok = inRange(v);
    const answer = loss(v128.and(v, ok), v128.load(y), w);
    v128.store(to, v128.bitselect(answer, nan, ok));
  }
}

// Slopes of `count` entries times `scale`, written to `to`. Adding 0 turns -0 into 0.
export function sigmoidSlopes(z: usize, y: usize, to: usize, count: i32, weight: f64, scale: f64): void {
  const w = f64x2.splat(weight);
  const by = f64x2.splat(scale);
  const nan = f64x2.splat(NaN);
  const end = to + (<usize>count << 3);
  for (; to < end; z += 16, y += 16, to += 16) {
    const v = v128.load(z);
    const ok = inRange(v);
    const answer = f64x2.mul(slope(v128.and(v, ok), v128.load(y), w), by);
    v128.store(to, v128.bitselect(f64x2.add(answer, f64x2.splat(0)), nan, ok));
  }
}
