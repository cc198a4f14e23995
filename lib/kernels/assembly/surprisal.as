// Sums of y (-ln q) over two vectors of probabilities: cross-entropy, and entropy where both are one.

import { coefficient, one, shortfall } from "./log";

// The least normal number: logarithms of smaller ones are left to the caller.
const LEAST: f64 = 2.2250738585072014e-308;

// Half of the square root of 2, and 1024 doublings, as what they add to the bits of a double; 2^52 + 1024.
// @ts-ignore: decorator
@lazy const K = memory.data<u64>([0x3fe6a09e667f3bcd, 0x4000000000000000, 0x4330000000000400]);

// @ts-ignore: decorator
@inline
function bits(i: usize): v128 {
  return v128.load64_splat(K + (i << 3));
}

// Writes the sum of y (-ln q) in two parts, with y times `lift`; NaN where y is not 0 and q is nearly.
export function surprisal(y: usize, q: usize, count: i32, lift: f64, result: usize): void {
  const by = f64x2.splat(-lift);
  const zero = f64x2.splat(0);
  let sum = zero;
  let low = zero;
  let bad = zero;
  const size = <usize>count << 3;
  if (count & 1) {
    // An odd last entry waits beside an impossible one, in the place after it.
    store<f64>(y + size, 0);
    store<f64>(q + size, 0);
  }
  const least = f64x2.splat(LEAST);
  for (let at: usize = 0; at < size; at += 16) {
    const mass = v128.load(y + at);
    const v = v128.load(q + at);
    const none = f64x2.eq(mass, zero);
    bad = v128.or(bad, v128.andnot(f64x2.lt(v, least), none));

    // v = 2^k m with m near 1, and ln v = k ln 2 + ln m, with what the sums lose.
    const k = i64x2.shr_u(i64x2.add(i64x2.sub(v, bits(0)), bits(1)), 52); // k + 1024
    const m = i64x2.add(i64x2.sub(v, i64x2.shl(k, 52)), bits(1));
    const times = f64x2.sub(v128.or(k, coefficient(3)), bits(2));
    const f = f64x2.sub(m, one());
    const less = shortfall(f);
    const log = f64x2.sub(f, less);
    const whole = f64x2.mul(times, coefficient(4));
    const high = f64x2.add(whole, log);
    const lost = f64x2.add(f64x2.sub(f64x2.sub(f, log), less), f64x2.add(f64x2.sub(whole, high), log));
    const logLow = f64x2.add(lost, f64x2.mul(times, coefficient(5)));

    const a = f64x2.mul(mass, by);
    const term = v128.andnot(f64x2.mul(a, high), none);
    const next = f64x2.add(sum, term);
    const back = f64x2.sub(next, sum);
    const error = f64x2.add(f64x2.sub(sum, f64x2.sub(next, back)), f64x2.sub(term, back));
    low = f64x2.add(low, f64x2.add(error, v128.andnot(f64x2.mul(a, logLow), none)));
    sum = next;
  }
  const left = f64x2.extract_lane(sum, 0);
  const right = f64x2.extract_lane(sum, 1);
  const total = left + right;
  const back = total - left;
  const rest = (left - (total - back)) + (right - back) +
    f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1);
  store<f64>(result, v128.any_true(bad) ? NaN : total);
  store<f64>(result, rest, 8);
}
