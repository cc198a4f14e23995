// exp in float64, two numbers at a time, each relative to a power of two that is chosen once a row.
//
// x is reduced itself: x = (n / 256) ln 2 + r. Nothing is subtracted from x that rounding could spoil.
// With h and its tail from the table, exp(x) is h + h (tail + r + r^2 (...)): one rounding and little
// more. A temperature t enters by the constants: x = (n / 256) t ln 2 + r, and r is divided by t.
//
// Constants are read from memory once a call: engines build a constant anew in every turn of a loop.

import { EXP_TABLE } from "./exp_table";
import { mad64, nmad64 } from "./mad";

// The constants of a temperature, here of 1. In float64: 256 / (t ln 2); t ln 2 / 256 in two parts, the
// first of 32 bits; 1 / t; t. Then in float32, for exp32.as: 1 / (t ln 2); t ln 2 in two parts, the
// first of 15 bits; 1 / t.
// @ts-ignore: decorator
@lazy export const UNTEMPERED = memory.data<u64>([
  0x40771547652b82fe, 0x3f662e42fee00000, 0x3d6a39ef35793c76, 0x3ff0000000000000,
  0x3ff0000000000000, 0x3f3172003fb8aa3b, 0x3f80000035bfbe8e,
]);

// 1/2, 1/6 and 1/24, the second bent to make up for the terms left out where |r| < 0.00136.
// @ts-ignore: decorator
@lazy const POLYNOMIAL = memory.data<u64>([0x3fe0000000000000, 0x3fc5555571de4f61, 0x3fa5555555555555]);

// 1.5 * 2^52: added to a number, it leaves the nearest whole one in the lowest bits.
export const WHOLE64: f64 = 6755399441055744.0;

// @ts-ignore: decorator
@inline
export function constant64(t: usize, i: usize): v128 {
  return v128.load64_splat(t + (i << 3));
}

// @ts-ignore: decorator
@inline
export function coefficient64(i: usize): v128 {
  return v128.load64_splat(POLYNOMIAL + (i << 3));
}

// The table's entry for a whole number.
// @ts-ignore: decorator
@inline
export function entry64(whole: u32): v128 {
  return v128.load((whole & 255) << 4, EXP_TABLE);
}

// h of two entries, with the exponents put in.
// @ts-ignore: decorator
@inline
export function heads64(s: v128, a: v128, b: v128): v128 {
  return i64x2.add(i64x2.shl(s, 44), v128.shuffle<f64>(a, b, 0, 2));
}

// What exp(v) / h exceeds 1 by: tail + r + r^2 (c2 + c3 r + c4 r^2).
// @ts-ignore: decorator
@inline
export function excess64(
  v: v128,
  n: v128,
  tails: v128,
  hi: v128,
  lo: v128,
  rate: v128,
  c2: v128,
  c3: v128,
  c4: v128,
  tempered: bool,
): v128 {
  let r = nmad64(n, lo, nmad64(n, hi, v));
  if (tempered) r = f64x2.mul(r, rate);
  return f64x2.add(r, mad64(f64x2.mul(r, r), mad64(mad64(c4, r, c3), r, c2), tails));
}

// h alone of two entries.
// @ts-ignore: decorator
@inline
export function headsAt(s: v128, room: usize): v128 {
  v128.store(room, s);
  const first = v128.load64_zero(<usize>load<u8>(room) << 4, EXP_TABLE);
  const both = v128.load64_lane(<usize>load<u8>(room, 8) << 4, first, 1, EXP_TABLE);
  return i64x2.add(i64x2.shl(s, 44), both);
}

// The places of two numbers: what `whole` has in its lowest bits, and the nearest steps of 1/256 besides.
// @ts-ignore: decorator
@inline
export function places64(v: v128, inv: v128, whole: v128): v128 {
  return mad64(v, inv, whole);
}

// exp of two numbers with their places, relative to the power of two that `whole` carries. Places go by
// `room`, 16 bytes of memory: processors load and store beside their arithmetic, but take from lanes
// in place of it. Not where answers are stored, as stores wait in turn for their memory.
// @ts-ignore: decorator
@inline
export function exp64(
  v: v128,
  s: v128,
  whole: v128,
  hi: v128,
  lo: v128,
  rate: v128,
  c2: v128,
  c3: v128,
  c4: v128,
  room: usize,
  stored: bool,
  tempered: bool,
): v128 {
  if (!stored) v128.store(room, s);
  const a = entry64(stored ? i32x4.extract_lane(s, 0) : load<u8>(room));
  const b = entry64(stored ? i32x4.extract_lane(s, 2) : load<u8>(room, 8));
  const h = heads64(s, a, b);
  const tails = v128.shuffle<f64>(a, b, 1, 3);
  return mad64(h, excess64(v, f64x2.sub(s, whole), tails, hi, lo, rate, c2, c3, c4, tempered), h);
}

// The same without a loop around it.
export function alone64(v: v128, whole: v128, room: usize, t: usize): v128 {
  return exp64(
    v,
    places64(v, constant64(t, 0), whole),
    whole,
    constant64(t, 1),
    constant64(t, 2),
    constant64(t, 3),
    coefficient64(0),
    coefficient64(1),
    coefficient64(2),
    room,
    false,
    true,
  );
}
