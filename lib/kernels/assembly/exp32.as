// exp in float32, four numbers at a time, each relative to a power of two that is chosen once a row.
//
// x is reduced itself: x = n ln 2 + r. Nothing is subtracted from x that rounding could spoil, and n
// times the first part of ln 2 is exact, so that exp(r) = 1 + (r' + (r^2 (...) - n ln2')) owes its error
// to the last two sums. A temperature enters as in exp64.as.

import { UNTEMPERED } from "./exp64";
import { mad32, nmad32 } from "./mad";

// 1; the polynomial for (e^r - 1 - r) / r^2 that is off by 0.04 ulp of e^r at most where |r| < 0.347,
// from its constant term on.
// @ts-ignore: decorator
@lazy const POLYNOMIAL = memory.data<u32>([
  0x3f800000, 0x3efffffd, 0x3e2aaa47, 0x3d2aad37, 0x3c091ddb, 0x3ab49f2d,
]);

// 1.5 * 2^23 + 127: added to a number, it leaves the nearest whole one in the lowest bits, and these are
// the exponent of that power of two.
export const WHOLE32: f32 = 12583039.0;

// @ts-ignore: decorator
@inline
export function constant32(t: usize, i: usize): v128 {
  return v128.load32_splat(t + 40 + (i << 2));
}

// @ts-ignore: decorator
@inline
export function coefficient32(i: usize): v128 {
  return v128.load32_splat(POLYNOMIAL + (i << 2));
}

// exp of four numbers, relative to the power of two that `whole` carries; or by how much it is above `from`,
// with what its last sum rounds off. That power is a factor: added to the exponent's bits, it could make a
// number of a NaN.
// @ts-ignore: decorator
@inline
function above32(
  v: v128,
  inv: v128,
  whole: v128,
  hi: v128,
  lo: v128,
  rate: v128,
  one: v128,
  c2: v128,
  c3: v128,
  c4: v128,
  c5: v128,
  c6: v128,
  tempered: bool,
  from: v128,
  above: bool,
): v128 {
  const s = mad32(v, inv, whole);
  const n = f32x4.sub(s, whole);
  const power = i32x4.shl(s, 23);
  const start = above ? f32x4.sub(power, from) : power;
  let head = nmad32(n, hi, v);
  if (ASC_FEATURE_RELAXED_SIMD && !tempered) {
    // Each step rounds once, so that the last alone counts.
    const r = nmad32(n, lo, head);
    const p = mad32(mad32(mad32(mad32(c6, r, c5), r, c4), r, c3), r, c2);
    return mad32(f32x4.mul(power, mad32(p, r, one)), r, start);
  }
  let less = f32x4.mul(n, lo);
  if (tempered) {
    head = f32x4.mul(head, rate);
    less = f32x4.mul(less, rate);
  }
  const r = f32x4.sub(head, less);
  const p = mad32(mad32(mad32(mad32(c6, r, c5), r, c4), r, c3), r, c2);
  const tail = f32x4.sub(f32x4.mul(f32x4.mul(r, r), p), less);
  return f32x4.add(start, f32x4.mul(power, f32x4.add(head, tail)));
}

// @ts-ignore: decorator
@inline
export function exp32(
  v: v128,
  inv: v128,
  whole: v128,
  hi: v128,
  lo: v128,
  rate: v128,
  one: v128,
  c2: v128,
  c3: v128,
  c4: v128,
  c5: v128,
  c6: v128,
  tempered: bool,
): v128 {
  return above32(v, inv, whole, hi, lo, rate, one, c2, c3, c4, c5, c6, tempered, v, false);
}

// What an exponential adds to a sum that it is part of by `from`: all of it, its own rounding too.
// @ts-ignore: decorator
@inline
export function rest32(
  v: v128,
  inv: v128,
  whole: v128,
  hi: v128,
  lo: v128,
  rate: v128,
  one: v128,
  c2: v128,
  c3: v128,
  c4: v128,
  c5: v128,
  c6: v128,
  tempered: bool,
  from: v128,
): v128 {
  return above32(v, inv, whole, hi, lo, rate, one, c2, c3, c4, c5, c6, tempered, from, true);
}

// The same without a loop around it, to the last bit.
export function alone32(v: v128, whole: v128, t: usize): v128 {
  return t == UNTEMPERED ? alone(v, whole, t, false, v, false) : alone(v, whole, t, true, v, false);
}

// What rounding took from that, which is `e`.
export function lack32(v: v128, whole: v128, t: usize, e: v128): v128 {
  return t == UNTEMPERED ? alone(v, whole, t, false, e, true) : alone(v, whole, t, true, e, true);
}

// @ts-ignore: decorator
@inline
function alone(v: v128, whole: v128, t: usize, tempered: bool, from: v128, above: bool): v128 {
  return above32(
    v,
    constant32(t, 0),
    whole,
    constant32(t, 1),
    constant32(t, 2),
    constant32(t, 3),
    coefficient32(0),
    coefficient32(1),
    coefficient32(2),
    coefficient32(3),
    coefficient32(4),
    coefficient32(5),
    tempered,
    from,
    above,
  );
}
