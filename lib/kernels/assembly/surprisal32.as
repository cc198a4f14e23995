// Sums of y (-ln q) over two vectors of float32 probabilities, four at a time.
//
// The bits of q, read as a whole number less those of 1, are 2^23 (k + x) for q = 2^k (1 + x): a
// logarithm of base 2 but for what it bends between powers of two. So
// ln q = ln 2 (k + x) + x u (ln 2 - 1/2 + u G(u)) with u = 1 - x, where the first term is float64 and the
// second, below 0.06, float32. Next to q = 1 there is little of G in it.

import { both, filled, upper, wide } from "./halves";
import { mad32, mad64 } from "./mad";
import { widened } from "./widen";

// The bits of 1; those of a mantissa; 2; the least normal number; ln 2 - 1/2; numerator and denominator of
// G from the highest power down, the denominator without the first, which is 1. Logarithms with this G are
// right to 2^-28.8.
// @ts-ignore: decorator
@lazy const K = memory.data<u32>([
  0x3f800000, 0x007fffff, 0x40000000, 0x00800000, 0x3e45c860,
  0x3a7e34cf, 0xbe3bcc8a, 0x3efa4b23, 0xc0af50a1, 0x40e58d62,
]);

// 2^-23 ln 2
const UNIT: f64 = 8.262958294867817e-8;

// @ts-ignore: decorator
@inline
function k(i: usize): v128 {
  return v128.load32_splat(K + (i << 2));
}

// The second terms of four numbers.
// @ts-ignore: decorator
@inline
function bend(q: v128): v128 {
  const m = v128.or(v128.and(q, k(1)), k(0));
  const x = f32x4.sub(m, k(0));
  const u = f32x4.sub(k(2), m);
  const top = mad32(mad32(k(5), u, k(6)), u, k(7));
  const below = mad32(f32x4.add(u, k(8)), u, k(9));
  const rest = f32x4.div(f32x4.mul(u, top), below);
  return f32x4.mul(f32x4.mul(x, u), f32x4.add(rest, k(4)));
}

// Adds the first terms of four masses to a sum, in units.
// @ts-ignore: decorator
@inline
function added(sum: v128, y: usize, q: v128): v128 {
  const steps = i32x4.sub(q, k(0));
  return f64x2.add(
    mad64(wide(y), f64x2.convert_low_i32x4_s(steps), sum),
    f64x2.mul(wide(y + 8), f64x2.convert_low_i32x4_s(upper(steps))),
  );
}

// The sum of eight numbers in memory, two and two.
// @ts-ignore: decorator
@inline
function summed(at: usize): v128 {
  return f64x2.add(
    f64x2.add(wide(at), wide(at + 8)),
    f64x2.add(wide(at + 16), wide(at + 24)),
  );
}

// Not 0 in a lane where a probability is 0 or nearly, and its mass is not.
// @ts-ignore: decorator
@inline
function ruledOut(mass: v128, q: v128): v128 {
  return v128.and(f32x4.lt(q, k(3)), mass);
}

// Takes eight masses a turn: the second terms of no more than two are added in float32.
// @ts-ignore: decorator
@inline
function sweep(y: usize, q: usize, size: usize, result: usize, alone: bool): void {
  let straight = f64x2.splat(0);
  let bent = f64x2.splat(0);
  let yTotal = f64x2.splat(0);
  let qTotal = f64x2.splat(0);
  let signs = f64x2.splat(0);
  let bad = f64x2.splat(0);
  for (const end = y + size; y < end; y += 32) {
    const a = v128.load(y);
    const b = v128.load(y, 16);
    const c = alone ? a : v128.load(q);
    const d = alone ? b : v128.load(q, 16);
    signs = v128.or(signs, v128.or(a, b));
    if (!alone) {
      signs = v128.or(signs, v128.or(c, d));
      bad = v128.or(bad, v128.or(ruledOut(a, c), ruledOut(b, d)));
      qTotal = f64x2.add(qTotal, summed(q));
      q += 32;
    }
    yTotal = f64x2.add(yTotal, summed(y));
    straight = added(added(straight, y, c), y + 16, d);
    bent = f64x2.add(bent, widened(mad32(b, bend(d), f32x4.mul(a, bend(c)))));
  }
  const isBad = v128.any_true(bad) || i32x4.bitmask(signs) != 0;
  store<f64>(result, isBad ? NaN : -(both(straight) * UNIT + both(bent)));
  store<f64>(result, 0, 8);
  store<f64>(result, both(yTotal), 16);
  store<f64>(result, both(alone ? yTotal : qTotal), 24);
}

// Writes the same four numbers as `surprisal`, the second always 0. A mass of an entropy that is 0 or
// subnormal gets a wrong logarithm that is no larger than 89, and is nothing beside the sum.
export function surprisal32(y: usize, q: usize, count: i32, result: usize): void {
  const size = <usize>count << 2;
  const end = filled(y, size, 32);
  filled(q, size, 32);
  if (y == q) {
    sweep(y, y, end, result, true);
  } else {
    sweep(y, q, end, result, false);
  }
}
