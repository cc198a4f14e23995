// Sums of p ln(p / q) over two vectors of probabilities, without those that nearly agree: these are
// put in pairs for the caller, who has a series for them.

import { both } from "./halves";
import { entries, lowers, octaves, placed, uppers } from "./table_log";

// The least normal number.
const LEAST: f64 = 2.2250738585072014e-308;

// Above all sums of terms, and above all of their lower parts, by so much that each stays above every term.
const START: f64 = 4096.0;
const LOWER_START: f64 = 1.0;

// Masses within a factor of this nearly agree.
const NEAR: f64 = 1.125;

// The upper 26 bits of a mass: its product with the upper part of a logarithm is exact.
const UPPER_HALF: i64 = -0x8000000;

// Writes the sum in two parts; what p and q sum to; and the sum of all terms without their signs,
// above 0 if there are any. NaN in
// place of the first where an entry is below 0, or q is 0 or nearly where p is not. The sum is right if
// p sums to no more than 2. Gives the number of pairs that nearly agree, which are put at `pairs`.
export function divergence(p: usize, q: usize, count: i32, pairs: usize, result: usize): i32 {
  const end = <usize>count << 3;
  if (count & 1) {
    // An odd last entry waits beside a 0, in the place after it.
    store<f64>(p + end, 0);
    store<f64>(q + end, 0);
  }
  const zero = f64x2.splat(0);
  const least = f64x2.splat(LEAST);
  const factor = f64x2.splat(NEAR);
  const half = i64x2.splat(UPPER_HALF);
  let to = pairs;
  let sum = f64x2.splat(START);
  let lower = f64x2.splat(LOWER_START);
  let low = zero;
  let size = zero;
  let bad = zero;
  let signs = zero;
  let others = zero;
  let pTotal = zero;
  let qTotal = zero;
  for (let at: usize = 0; at < end; at += 16) {
    const mine = v128.load(p + at);
    const other = v128.load(q + at);
    signs = v128.or(signs, v128.or(mine, other));
    pTotal = f64x2.add(pTotal, mine);
    qTotal = f64x2.add(qTotal, other);

    const near = v128.and(
      f64x2.lt(mine, f64x2.mul(factor, other)),
      f64x2.lt(other, f64x2.mul(factor, mine)),
    );
    const found = i64x2.bitmask(near);
    v128.store(to, v128.shuffle<f64>(mine, other, 0, 2));
    to += (found & 1) << 4;
    v128.store(to, v128.shuffle<f64>(mine, other, 1, 3));
    to += (found & 2) << 3;
    if (found == 3) continue;

    // A mass below is nothing beside the sum.
    const mass = v128.andnot(mine, near);
    const u = f64x2.pmax(least, mine);
    const v = f64x2.pmax(least, other);
    others = v128.or(others, mass);
    bad = v128.or(bad, v128.and(f64x2.ne(v, other), mass));
    const one = placed(u);
    const two = placed(v);
    const i = entries(one);
    const j = entries(two);
    const a = i32x4.extract_lane(i, 0);
    const b = i32x4.extract_lane(i, 2);
    const c = i32x4.extract_lane(j, 0);
    const d = i32x4.extract_lane(j, 2);
    const k = octaves(one);
    const l = octaves(two);
    const ratio = f64x2.sub(uppers(k, a, b), uppers(l, c, d));
    const rest = f64x2.sub(lowers(one, k, a, b), lowers(two, l, c, d));

    const head = v128.and(mass, half);
    const term = f64x2.mul(head, ratio);
    const next = f64x2.add(sum, term);
    size = f64x2.add(size, f64x2.abs(term));
    const small = f64x2.add(f64x2.mul(f64x2.sub(mass, head), ratio), f64x2.mul(mass, rest));
    const more = f64x2.add(lower, small);
    const lost = f64x2.add(f64x2.sub(sum, next), term);
    low = f64x2.add(low, f64x2.add(lost, f64x2.add(f64x2.sub(lower, more), small)));
    sum = next;
    lower = more;
  }
  const gained = f64x2.sub(sum, f64x2.splat(START));
  const left = f64x2.extract_lane(gained, 0);
  const right = f64x2.extract_lane(gained, 1);
  const total = left + right;
  const back = total - left;
  const lost = (left - (total - back)) + (right - back);
  const less = both(f64x2.sub(lower, f64x2.splat(LOWER_START)));
  const isBad = v128.any_true(bad) || i64x2.bitmask(signs) != 0;
  store<f64>(result, isBad ? NaN : total);
  store<f64>(result, less + (both(low) + lost), 8);
  store<f64>(result, both(pTotal), 16);
  store<f64>(result, both(qTotal), 24);
  store<f64>(result, both(size) + (v128.any_true(others) ? LEAST : 0), 32);
  return <i32>((to - pairs) >> 4);
}
