// ln of normal numbers from a table, two at a time: v = 2^k m with m next to 1, c the step of the table
// nearest to m, and ln v = (k ln 2 + ln c) + ln(1 + r) with r = (m - c) / c below 2^-8.
//
// The upper part is a multiple of 2^-16, exact in 27 bits; the lower is below 2^-6 and right to 2^-61,
// next to v = 1, where there is no upper part, to half an ulp of itself and little more.

import { LOG_TABLE } from "./log_table";
import { mad64, nmad64 } from "./mad";

// 1024 octaves less the bits of the table's first mantissa less half a step, which are added to the
// bits of v; those bits; the same and half a step; the bits of a mantissa, and of its step; where the
// table's entry is; 2^52, and 2^52 + 1024; ln 2 in two parts; and from there on the coefficients of
// (r - ln(1 + r)) / r^2 in powers of -r, bent to make up for the terms left out.
// @ts-ignore: decorator
@lazy const K = memory.data<u64>([
  0x0019700000000000, 0x3fe6900000000000, 0x3fe6a00000000000, 0x000fffffffffffff,
  0x000fe00000000000, 0x0000000000000fe0, 0x4330000000000000, 0x4330000000000400,
  0x3fe62e4000000000, 0x3eb7f7d1cf79abca,
  0x3fe0000000000000, 0x3fd55555555279e7, 0x3fd0000000000000, 0x3fc999b075075075,
  0x3fc5555555555555,
]);

// @ts-ignore: decorator
@inline
export function part(i: usize): v128 {
  return v128.load64_splat(K + (i << 3));
}

// The bits of v as octaves and steps of the table: what all else is read from.
// @ts-ignore: decorator
@inline
export function placed(v: v128): v128 {
  return i64x2.add(v, part(0));
}

// Where the table's entries for two places are, in the lower half of each.
// @ts-ignore: decorator
@inline
export function entries(place: v128): v128 {
  return v128.and(i64x2.shr_u(place, 40), part(5));
}

// k of two places.
// @ts-ignore: decorator
@inline
export function octaves(place: v128): v128 {
  return f64x2.sub(v128.or(i64x2.shr_u(place, 52), part(6)), part(7));
}

// The upper parts.
// @ts-ignore: decorator
@inline
export function uppers(k: v128, a: u32, b: u32): v128 {
  const heads = v128.load64_lane(LOG_TABLE + b, v128.load64_zero(LOG_TABLE + a, 16), 1, 16);
  return mad64(k, part(8), heads);
}

// r of two places whose entries begin with these numbers.
// @ts-ignore: decorator
@inline
export function offset(place: v128, one: v128, two: v128): v128 {
  const m = i64x2.add(v128.and(place, part(3)), part(1));
  const c = i64x2.add(v128.and(place, part(4)), part(2));
  return f64x2.mul(f64x2.sub(m, c), v128.shuffle<f64>(one, two, 0, 2));
}

// What the upper parts lack of k ln 2 + ln c.
// @ts-ignore: decorator
@inline
export function tails(k: v128, one: v128, two: v128): v128 {
  return mad64(k, part(9), v128.shuffle<f64>(one, two, 1, 3));
}

// The lower parts.
// @ts-ignore: decorator
@inline
export function lowers(place: v128, k: v128, a: u32, b: u32): v128 {
  const one = v128.load(LOG_TABLE + a);
  const two = v128.load(LOG_TABLE + b);
  const r = offset(place, one, two);
  let p = nmad64(part(14), r, part(13));
  p = nmad64(p, r, part(12));
  p = nmad64(p, r, part(11));
  p = nmad64(p, r, part(10));
  return f64x2.add(tails(k, one, two), nmad64(f64x2.mul(r, r), p, r));
}
