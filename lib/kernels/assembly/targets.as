// Targets that are distributions, as coefficients a of the loss sum a (-ln q), which is
// sum a (max - z) + A ln(sum of exponentials), where A sums the coefficients. They are float64 throughout.

import { STATS } from "./peaks";
import { lower } from "./softmax";

// The coefficients (y keep + spread) weight of rows of distributions, where `spreads` and `weights` hold
// one number a class. Writes to `sums` what each distribution sums to; NaN where an entry is below 0.
// @ts-ignore: decorator
@inline
function coefficients(
  y: usize,
  a: usize,
  rows: i32,
  columns: i32,
  keep: f64,
  spreads: usize,
  weights: usize,
  sums: usize,
  narrow: bool,
): void {
  const kept = f64x2.splat(keep);
  for (let row = 0; row < rows; row++, sums += 8) {
    let sum = f64x2.splat(0);
    let signs = sum;
    const end = a + (<usize>columns << 3);
    let spread = spreads;
    let weight = weights;
    for (; a < end - 15; a += 16, y += narrow ? 8 : 16, spread += 16, weight += 16) {
      const v = narrow ? lower(v128.load64_zero(y)) : v128.load(y);
      sum = f64x2.add(sum, v);
      signs = v128.or(signs, v);
      const t = f64x2.add(f64x2.mul(v, kept), v128.load(spread));
      v128.store(a, f64x2.mul(t, v128.load(weight)));
    }
    if (a < end) {
      const v = narrow ? lower(v128.load32_zero(y)) : v128.load64_zero(y);
      sum = f64x2.add(sum, v);
      signs = v128.or(signs, v);
      store<f64>(a, (f64x2.extract_lane(v, 0) * keep + load<f64>(spread)) * load<f64>(weight));
      a += 8;
      y += narrow ? 4 : 8;
    }
    const total = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
    store<f64>(sums, i64x2.bitmask(signs) ? NaN : total);
  }
}

export function coefficients64(
  y: usize,
  a: usize,
  rows: i32,
  columns: i32,
  keep: f64,
  spreads: usize,
  weights: usize,
  sums: usize,
): void {
  coefficients(y, a, rows, columns, keep, spreads, weights, sums, false);
}

export function coefficients32(
  y: usize,
  a: usize,
  rows: i32,
  columns: i32,
  keep: f64,
  spreads: usize,
  weights: usize,
  sums: usize,
): void {
  coefficients(y, a, rows, columns, keep, spreads, weights, sums, true);
}

// Four numbers a row for coefficients that lie `stride` bytes apart: sum a (max - x), where 0 times
// infinity is 0, and sum a, each in two parts. What rounding takes from a difference or a sum is kept
// (Knuth). NaN for the first where a coefficient is below 0.
// @ts-ignore: decorator
@inline
function dots(
  x: usize,
  a: usize,
  stride: usize,
  rows: i32,
  columns: i32,
  stats: usize,
  results: usize,
  narrow: bool,
): void {
  const zero = f64x2.splat(0);
  for (let row = 0; row < rows; row++, a += stride, stats += STATS, results += 32) {
    const max = v128.load64_splat(stats);
    let dot = zero;
    let dotLow = zero;
    let mass = zero;
    let massLow = zero;
    let signs = zero;
    const count = <usize>columns << 3;
    for (let k: usize = 0; k < count; k += 16) {
      const odd = k + 8 == count;
      const w = odd ? v128.load64_zero(a + k) : v128.load(a + k);
      let v: v128;
      if (narrow) {
        v = lower(odd ? v128.load32_zero(x) : v128.load64_zero(x));
        x += odd ? 4 : 8;
      } else {
        v = odd ? v128.load64_zero(x) : v128.load(x);
        x += odd ? 8 : 16;
      }
      const none = f64x2.eq(w, zero);
      signs = v128.or(signs, w);
      const depth = f64x2.sub(max, v);
      let term = v128.andnot(f64x2.mul(w, depth), none);
      if (!narrow) {
        const back = f64x2.sub(max, depth);
        const lost = f64x2.add(f64x2.sub(max, f64x2.add(depth, back)), f64x2.sub(back, v));
        dotLow = f64x2.add(dotLow, v128.andnot(f64x2.mul(w, lost), none));
        const next = f64x2.add(dot, term);
        const more = f64x2.sub(next, dot);
        const left = f64x2.add(f64x2.sub(dot, f64x2.sub(next, more)), f64x2.sub(term, more));
        dotLow = f64x2.add(dotLow, left);
        dot = next;
        const next2 = f64x2.add(mass, w);
        const more2 = f64x2.sub(next2, mass);
        const left2 = f64x2.add(f64x2.sub(mass, f64x2.sub(next2, more2)), f64x2.sub(w, more2));
        massLow = f64x2.add(massLow, left2);
        mass = next2;
      } else {
        dot = f64x2.add(dot, term);
        mass = f64x2.add(mass, w);
      }
    }
    storeSum(dot, dotLow, results);
    storeSum(mass, massLow, results + 16);
    if (i64x2.bitmask(signs)) store<f64>(results, NaN);
  }
}

// Adds two running sums and what they lost, and stores the total in two parts. An infinite sum has lost
// nothing.
function storeSum(sum: v128, low: v128, at: usize): void {
  const a = f64x2.extract_lane(sum, 0);
  const b = f64x2.extract_lane(sum, 1);
  const high = a + b;
  const back = high - a;
  const lost = (a - (high - back)) + (b - back) + (f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1));
  store<f64>(at, high);
  store<f64>(at, high == Infinity ? 0 : lost, 8);
}

export function dots64(
  x: usize,
  a: usize,
  stride: usize,
  rows: i32,
  columns: i32,
  stats: usize,
  results: usize,
): void {
  dots(x, a, stride, rows, columns, stats, results, false);
}

export function dots32(
  x: usize,
  a: usize,
  stride: usize,
  rows: i32,
  columns: i32,
  stats: usize,
  results: usize,
): void {
  dots(x, a, stride, rows, columns, stats, results, true);
}
