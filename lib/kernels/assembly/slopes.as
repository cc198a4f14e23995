// Gradients of rows with many coefficients, from their exponentials and these: see targets.as.

import { PARAMS, STATS } from "./peaks";
import { lower, narrowed, storeSingle32, storeSingle64, upper } from "./softmax";

// factor (e (A - a) - a rest), where `rest` is what the other exponentials sum to: for the largest as
// the row's statistics have it, as a difference would be lost.
// @ts-ignore: decorator
@inline
function slope(
  e: v128,
  a: v128,
  factor: v128,
  mass: v128,
  massLow: v128,
  total: v128,
  top: v128,
  others: v128,
): v128 {
  const rest = v128.bitselect(others, f64x2.sub(total, e), f64x2.eq(e, top));
  const push = f64x2.mul(e, f64x2.add(f64x2.sub(mass, a), massLow));
  return f64x2.mul(f64x2.sub(push, f64x2.mul(a, rest)), factor);
}

// Gradients of rows, from their exponentials `e` and coefficients `a` that lie `stride` bytes apart.
// `params` holds for each row the factor, and A in two parts; A may be more than the coefficients sum
// to. Adding 0 turns -0 into 0.
export function slopes64(
  e: usize,
  g: usize,
  rows: i32,
  columns: i32,
  params: usize,
  a: usize,
  stride: usize,
  stats: usize,
  labels: usize,
): void {
  const bytes = <usize>columns << 3;
  const zero = f64x2.splat(0);
  for (
    let row = 0;
    row < rows;
    row++, e += bytes, g += bytes, params += PARAMS, a += stride, stats += STATS
  ) {
    if (isNaN(load<f64>(params))) continue;
    const factor = v128.load64_splat(params);
    const mass = v128.load64_splat(params, 8);
    const massLow = v128.load64_splat(params, 16);
    const others = v128.load64_splat(stats, 8);
    const top = v128.load64_splat(stats, 40);
    const total = f64x2.add(v128.load64_splat(stats, 24), others);
    let k: usize = 0;
    for (; k + 16 <= bytes; k += 16) {
      const s = slope(v128.load(e + k), v128.load(a + k), factor, mass, massLow, total, top, others);
      v128.store(g + k, f64x2.add(s, zero));
    }
    if (k < bytes) {
      const u = v128.load64_zero(e + k);
      const w = v128.load64_zero(a + k);
      const s = slope(u, w, factor, mass, massLow, total, top, others);
      v128.store64_lane(g + k, f64x2.add(s, zero), 0);
    }
    storeSingle64(g, row, params, labels);
  }
}

export function slopes32(
  e: usize,
  g: usize,
  rows: i32,
  columns: i32,
  params: usize,
  a: usize,
  stride: usize,
  stats: usize,
  labels: usize,
): void {
  const bytes = <usize>columns << 2;
  const zero = f32x4.splat(0);
  for (
    let row = 0;
    row < rows;
    row++, e += bytes, g += bytes, params += PARAMS, a += stride, stats += STATS
  ) {
    if (isNaN(load<f64>(params))) continue;
    const factor = v128.load64_splat(params);
    const mass = v128.load64_splat(params, 8);
    const massLow = v128.load64_splat(params, 16);
    const others = v128.load64_splat(stats, 8);
    const top = v128.load64_splat(stats, 40);
    const total = f64x2.add(v128.load64_splat(stats, 24), others);
    let k: usize = 0;
    for (; k + 16 <= bytes; k += 16) {
      const u = v128.load(e + k);
      const b = a + (k << 1);
      const s = slope(lower(u), v128.load(b), factor, mass, massLow, total, top, others);
      const s2 = slope(upper(u), v128.load(b, 16), factor, mass, massLow, total, top, others);
      v128.store(g + k, f32x4.add(narrowed(s, s2), zero));
    }
    for (; k < bytes; k += 4) {
      const w = v128.load64_zero(a + (k << 1));
      const s = slope(lower(v128.load32_zero(e + k)), w, factor, mass, massLow, total, top, others);
      v128.store32_lane(g + k, f32x4.add(f32x4.demote_f64x2_zero(s), zero), 0);
    }
    storeSingle32(g, row, params, labels);
  }
}
