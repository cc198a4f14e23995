// Sums of a ln(a / b) over pairs that nearly agree, as the series of divergence_gap.ts: the gap
// a ln(a / b) - a + b, which is never negative, and the differences a - b apart from it.

import { mad64 } from "./mad";

// 1/3, 1/5, ..., 1/15.
// @ts-ignore: decorator
@lazy const ODD = memory.data<u64>([
  0x3fd5555555555555, 0x3fc999999999999a, 0x3fc2492492492492, 0x3fbc71c71c71c71c,
  0x3fb745d1745d1746, 0x3fb3b13b13b13b14, 0x3fb1111111111111,
]);

// @ts-ignore: decorator
@inline
function odd(i: usize): v128 {
  return v128.load64_splat(ODD + (i << 3));
}

// The upper 26 bits of a number.
const UPPER_HALF: i64 = -0x8000000;

// What rounding took from the product of two numbers that are given with their upper halves.
// @ts-ignore: decorator
@inline
function productError(a: v128, aHigh: v128, b: v128, bHigh: v128, product: v128): v128 {
  const aLow = f64x2.sub(a, aHigh);
  const bLow = f64x2.sub(b, bHigh);
  const most = f64x2.sub(f64x2.sub(product, f64x2.mul(aHigh, bHigh)), f64x2.mul(aLow, bHigh));
  return f64x2.sub(f64x2.mul(aLow, bLow), f64x2.sub(most, f64x2.mul(aHigh, bLow)));
}

// What rounding took from a sum.
// @ts-ignore: decorator
@inline
function sumError(a: v128, b: v128, sum: v128): v128 {
  const back = f64x2.sub(sum, a);
  return f64x2.add(f64x2.sub(a, f64x2.sub(sum, back)), f64x2.sub(b, back));
}

// Writes five numbers that add up to the sum times `lift`.
export function gaps(pairs: usize, count: i32, lift: f64, result: usize): void {
  const end = pairs + (<usize>count << 4);
  if (count & 1) {
    // Beside an odd last pair waits one that adds nothing.
    store<f64>(end, 1);
    store<f64>(end, 1, 8);
  }
  const by = f64x2.splat(lift);
  const half = i64x2.splat(UPPER_HALF);
  let sum = f64x2.splat(0);
  let apart = f64x2.splat(0);
  let low = f64x2.splat(0);
  for (let at = pairs; at < end; at += 32) {
    const one = v128.load(at);
    const two = v128.load(at, 16);
    const a = f64x2.mul(v128.shuffle<f64>(one, two, 0, 2), by);
    const b = f64x2.mul(v128.shuffle<f64>(one, two, 1, 3), by);
    const d = f64x2.sub(b, a);
    const both = f64x2.add(a, b);
    const s = f64x2.div(d, both);
    const sHigh = v128.and(s, half);
    const back = f64x2.mul(s, both);
    const lost = productError(s, sHigh, both, v128.and(both, half), back);
    const rest = f64x2.sub(
      f64x2.sub(f64x2.sub(d, back), lost),
      f64x2.mul(s, sumError(a, b, both)),
    );
    const main = f64x2.mul(d, s);
    const square = f64x2.mul(s, s);
    let p = mad64(odd(6), square, odd(5));
    p = mad64(p, square, odd(4));
    p = mad64(p, square, odd(3));
    p = mad64(p, square, odd(2));
    p = mad64(p, square, odd(1));
    p = mad64(p, square, odd(0));
    const series = f64x2.mul(f64x2.mul(f64x2.add(a, a), f64x2.mul(square, s)), p);
    const more = productError(d, v128.and(d, half), s, sHigh, main);
    const tail = f64x2.sub(f64x2.add(more, f64x2.mul(d, f64x2.div(rest, both))), series);

    const gap = f64x2.add(main, tail);
    const next = f64x2.add(sum, gap);
    const further = f64x2.sub(apart, d);
    const gapLow = f64x2.add(f64x2.sub(main, gap), tail);
    low = f64x2.add(low, f64x2.add(gapLow, sumError(sum, gap, next)));
    low = f64x2.add(low, sumError(apart, f64x2.neg(d), further));
    sum = next;
    apart = further;
  }
  v128.store(result, sum);
  v128.store(result, apart, 16);
  store<f64>(result, f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1), 32);
}
