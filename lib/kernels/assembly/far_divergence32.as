// Sums of p ln(p / q) over two vectors of float32 probabilities that are far apart, four at a time: as in
// divergence32.as, with all but the multiples of ln 2 in float32. Differences are exact there; s has two
// roundings, of no more than 0.4 in a logarithm.

import { both, filled, upper } from "./halves";
import { mad32, mad64 } from "./mad";
import { widened } from "./widen";

const LN2: f64 = 0.6931471805599453;

// The least normal number.
const LEAST: f32 = 1.1754943508222875e-38;

// (2 artanh s - 2 s) / s^3 in powers of s^2, bent so that a logarithm is right to 2^-30; 2^-100; half an
// octave.
// @ts-ignore: decorator
@lazy const K = memory.data<u32>([0x3f2aaaeb, 0x3ecc8bc9, 0x3e9c1514, 0x0d800000, 0x00400000]);

// @ts-ignore: decorator
@inline
function k(i: usize): v128 {
  return v128.load32_splat(K + (i << 2));
}

// Masses as what has a logarithm, and differences that are normal: those below are nothing beside the sum.
// @ts-ignore: decorator
@inline
function lifted(p: v128): v128 {
  return f32x4.pmax(k(3), p);
}

// k such that p is near 2^k q.
// @ts-ignore: decorator
@inline
function octaves(p: v128, q: v128): v128 {
  return i32x4.shr_s(i32x4.add(i32x4.sub(lifted(p), q), k(4)), 23);
}

// ln(p / a) for a = 2^k q.
// @ts-ignore: decorator
@inline
function near(p: v128, q: v128, octaves: v128): v128 {
  const u = lifted(p);
  const a = i32x4.add(q, i32x4.shl(octaves, 23));
  const s = f32x4.div(f32x4.sub(u, a), f32x4.add(u, a));
  const square = f32x4.mul(s, s);
  const series = mad32(mad32(k(2), square, k(1)), square, k(0));
  return mad32(f32x4.mul(square, s), series, f32x4.add(s, s));
}

// Writes the sum, 0, and what p and q sum to, the latter to 2^-24 of itself. NaN in place of the first where
// an entry is below 0, or q is 0 or subnormal, wherever.
export function farDivergence32(p: usize, q: usize, count: i32, result: usize): void {
  const end = filled(p, <usize>count << 2, 32);
  filled(q, <usize>count << 2, 32, LEAST);
  let multiples = f64x2.splat(0);
  let bent = f64x2.splat(0);
  let pTotal = f64x2.splat(0);
  let qTotal = f64x2.splat(0);
  let signs = f64x2.splat(0);
  let fewest = f32x4.splat(Infinity);
  for (let at: usize = 0; at < end; at += 32) {
    const p1 = v128.load(p + at);
    const q1 = v128.load(q + at);
    const p2 = v128.load(p + at, 16);
    const q2 = v128.load(q + at, 16);
    signs = v128.or(signs, v128.or(p1, p2));
    fewest = f32x4.pmin(fewest, f32x4.pmin(q1, q2));
    qTotal = f64x2.add(qTotal, widened(f32x4.add(q1, q2)));

    const k1 = octaves(p1, q1);
    const k2 = octaves(p2, q2);
    bent = f64x2.add(bent, widened(mad32(p1, near(p1, q1, k1), f32x4.mul(p2, near(p2, q2, k2)))));
    const a = f64x2.promote_low_f32x4(p1);
    const b = f64x2.promote_low_f32x4(upper(p1));
    const c = f64x2.promote_low_f32x4(p2);
    const d = f64x2.promote_low_f32x4(upper(p2));
    pTotal = f64x2.add(pTotal, f64x2.add(f64x2.add(a, b), f64x2.add(c, d)));
    multiples = mad64(a, f64x2.convert_low_i32x4_s(k1), multiples);
    multiples = mad64(b, f64x2.convert_low_i32x4_s(upper(k1)), multiples);
    multiples = mad64(c, f64x2.convert_low_i32x4_s(k2), multiples);
    multiples = mad64(d, f64x2.convert_low_i32x4_s(upper(k2)), multiples);
  }
  const isBad = i32x4.bitmask(signs) != 0 ||
    v128.any_true(f32x4.lt(fewest, f32x4.splat(LEAST)));
  store<f64>(result, isBad ? NaN : both(multiples) * LN2 + both(bent));
  store<f64>(result, 0, 8);
  store<f64>(result, both(pTotal), 16);
  store<f64>(result, both(qTotal), 24);
}
