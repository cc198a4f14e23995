// Parts of ln(1 + t) for t >= 0, two numbers at a time: 1 + t = 2^k m with m near 1, f = m - 1, and
// ln m = f - (f^2 / 2 - s (f^2 / 2 + R(s^2))) with s = f / (2 + f) (fdlibm).

import { mad64 } from "./mad";

// 1; 1/2; the bits of sqrt(1/2); 2^52; ln 2 in two parts; the coefficients of R from the first one on.
// @ts-ignore: decorator
@lazy const K = memory.data<u64>([
  0x3ff0000000000000, 0x3fe0000000000000, 0x3fe6a09e667f3bcd, 0x4330000000000000,
  0x3fe62e42fee00000, 0x3dea39ef35793c76,
  0x3fe5555555555593, 0x3fd999999997fa04, 0x3fd2492494229359, 0x3fcc71c51d8e78af,
  0x3fc7466496cb03de, 0x3fc39a09d078c69f, 0x3fc2f112df3e5244,
]);

// @ts-ignore: decorator
@inline
export function coefficient(i: usize): v128 {
  return v128.load64_splat(K + (i << 3));
}

// @ts-ignore: decorator
@inline
export function one(): v128 {
  return coefficient(0);
}

// @ts-ignore: decorator
@inline
export function half(): v128 {
  return coefficient(1);
}

// k of u = 2^k m, for u >= 1.
// @ts-ignore: decorator
@inline
export function exponent(u: v128): v128 {
  return i64x2.shr_u(i64x2.sub(u, coefficient(2)), 52);
}

// m of u = 2^k m.
// @ts-ignore: decorator
@inline
export function mantissa(u: v128, exponent: v128): v128 {
  return i64x2.sub(u, i64x2.shl(exponent, 52));
}

// k ln 2, exactly but for the second part of ln 2, and that.
// @ts-ignore: decorator
@inline
export function multiple(exponent: v128): v128 {
  return f64x2.mul(f64x2.sub(v128.or(exponent, coefficient(3)), coefficient(3)), coefficient(4));
}

// @ts-ignore: decorator
@inline
export function multipleLow(exponent: v128): v128 {
  return f64x2.mul(f64x2.sub(v128.or(exponent, coefficient(3)), coefficient(3)), coefficient(5));
}

// What ln(1 + f) lacks of f: f^2 / 2 - s (f^2 / 2 + R(s^2)).
// @ts-ignore: decorator
@inline
export function shortfall(f: v128): v128 {
  const square = f64x2.mul(half(), f64x2.mul(f, f));
  const s = f64x2.div(f, f64x2.add(f64x2.add(one(), one()), f));
  const s2 = f64x2.mul(s, s);
  let p = coefficient(12);
  p = mad64(p, s2, coefficient(11));
  p = mad64(p, s2, coefficient(10));
  p = mad64(p, s2, coefficient(9));
  p = mad64(p, s2, coefficient(8));
  p = mad64(p, s2, coefficient(7));
  p = mad64(p, s2, coefficient(6));
  return f64x2.sub(square, f64x2.mul(s, f64x2.add(square, f64x2.mul(s2, p))));
}
