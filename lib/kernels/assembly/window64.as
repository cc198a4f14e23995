// Running sums of float64 exponentials, relative to a power of two, and the window that these are in if no
// logit of a row is out of reach.

import { WHOLE64 } from "./exp64";

// The largest's exponential carries this many doublings, so that none is subnormal before it is scaled.
export const BIAS: f64 = 504.0;
// Above every exponential within reach.
export const START: f64 = 1.3407807929942597e154; // 2^512
// How far below the largest a logit is within reach: its exponential is 1 or more.
export const DEEPEST: f64 = 348.0;
// The bits of a place but for those of 512 powers of two, each in 256 steps.
const OUTSIDE: i64 = -131072;

// Two sums that start above all of their terms, what they lost, and the places of the terms, or'ed.
export let acc: v128 = f64x2.splat(0);
export let low: v128 = f64x2.splat(0);
export let places: v128 = f64x2.splat(0);

// @ts-ignore: decorator
@inline
export function begin(start: f64): void {
  keep(f64x2.splat(start), f64x2.splat(0), f64x2.splat(WHOLE64));
}

// @ts-ignore: decorator
@inline
export function keep(newAcc: v128, newLow: v128, newPlaces: v128): void {
  acc = newAcc;
  low = newLow;
  places = newPlaces;
}

// Whether all terms were from 1 to START.
// @ts-ignore: decorator
@inline
export function areFine(): bool {
  const outside = v128.and(places, i64x2.splat(OUTSIDE));
  return i64x2.all_true(i64x2.eq(outside, f64x2.splat(WHOLE64)));
}

// What is added to a row's scaled logits.
// @ts-ignore: decorator
@inline
export function wholeOf(stats: usize): v128 {
  return f64x2.splat(WHOLE64 + load<f64>(stats, 48) * 256.0);
}
