// Sums of p ln(p / q) over two vectors of float32 probabilities: with k so that p is near a = 2^k q,
// ln(p / q) = k ln 2 + 2 artanh s for s = (p - a) / (p + a), at most 0.2. Differences of float32 are exact
// in float64, and 29 bits more are enough for terms that cancel: where masses nearly agree, too.

import { both, filled, upper, wide } from "./halves";
import { mad64 } from "./mad";

// The bits of the least normal number, and half an octave.
const LEAST: i32 = 0x00800000;
const HALF: i32 = 0x00400000;

// ln 2, and (2 artanh s - 2 s) / s^3 in powers of s^2 from the highest down, bent so that a logarithm is
// right to 2^-34.8.
// @ts-ignore: decorator
@lazy const K = memory.data<u64>([
  0x3fe62e42fefa39ef,
  0x3fce676723ba08d9, 0x3fd242c158b1130f, 0x3fd999a6d1f631ac, 0x3fe555555333db28,
]);

// @ts-ignore: decorator
@inline
function k(i: usize): v128 {
  return v128.load64_splat(K + (i << 3));
}

// Two terms, of p, of 2^k q and of k.
// @ts-ignore: decorator
@inline
function term(p: v128, q: v128, octaves: v128): v128 {
  const s = f64x2.div(f64x2.sub(p, q), f64x2.add(p, q));
  const square = f64x2.mul(s, s);
  let series = mad64(k(1), square, k(2));
  series = mad64(series, square, k(3));
  series = mad64(series, square, k(4));
  const near = mad64(f64x2.mul(square, s), series, f64x2.add(s, s));
  return f64x2.mul(p, mad64(octaves, k(0), near));
}

// Writes the sum, 0, what p and q sum to, and the sum of all terms without their signs. NaN in place of
// the first where an entry is below 0, or q is 0 or subnormal where p is not 0. A subnormal p gets a
// wrong logarithm that is no larger than 89, and is nothing beside the sum.
export function divergence32(p: usize, q: usize, count: i32, result: usize): void {
  const size = <usize>count << 2;
  const end = filled(p, size, 16);
  filled(q, size, 16);
  const least = i32x4.splat(LEAST);
  const half = i32x4.splat(HALF);
  let sum = f64x2.splat(0);
  let sizes = f64x2.splat(0);
  let pTotal = f64x2.splat(0);
  let qTotal = f64x2.splat(0);
  let signs = f64x2.splat(0);
  let bad = f64x2.splat(0);
  for (let at: usize = 0; at < end; at += 16) {
    const mine = v128.load(p + at);
    const other = v128.load(q + at);
    signs = v128.or(signs, v128.or(mine, other));
    bad = v128.or(bad, v128.and(f32x4.lt(other, least), mine));
    const v = f32x4.pmax(least, other);
    const apart = i32x4.sub(f32x4.pmax(least, mine), v);
    const octaves = i32x4.shr_s(i32x4.add(apart, half), 23);
    const near = i32x4.add(v, i32x4.shl(octaves, 23));

    const one = wide(p + at);
    const two = wide(p + at + 8);
    pTotal = f64x2.add(pTotal, f64x2.add(one, two));
    qTotal = f64x2.add(qTotal, f64x2.add(wide(q + at), wide(q + at + 8)));
    const left = term(one, f64x2.promote_low_f32x4(near), f64x2.convert_low_i32x4_s(octaves));
    const right = term(
      two,
      f64x2.promote_low_f32x4(upper(near)),
      f64x2.convert_low_i32x4_s(upper(octaves)),
    );
    sum = f64x2.add(sum, f64x2.add(left, right));
    sizes = f64x2.add(sizes, f64x2.add(f64x2.abs(left), f64x2.abs(right)));
  }
  const isBad = v128.any_true(bad) || i32x4.bitmask(signs) != 0;
  store<f64>(result, isBad ? NaN : both(sum));
  store<f64>(result, 0, 8);
  store<f64>(result, both(pTotal), 16);
  store<f64>(result, both(qTotal), 24);
  store<f64>(result, both(sizes), 32);
}
