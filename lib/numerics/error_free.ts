/**
 * What rounding took from the difference `d = fl(a - b)`: `a - b` is exactly `d` plus this.
 *
 * Needs `d` finite. Knuth, The Art of Computer Programming 2, section 4.2.2, theorem B.
 */
export function differenceError(a: number, b: number, d: number): number {
  const back = a - d;
  return (a - (d + back)) + (back - b);
}

/** What rounding took from the sum `s = fl(a + b)`: `a + b` is exactly `s` plus this; `s` finite. */
export function sumError(a: number, b: number, s: number): number {
  return differenceError(a, -b, s);
}

/** What rounding took from `s = fl(1 + x)`, for x >= 0. */
export function onePlusError(x: number, s: number): number {
  return x > 1 ? (x - s) + 1 : (1 - s) + x;
}

/** 2^27 + 1: splits a double into two halves of at most 26 bits (Veltkamp). */
const SPLITTER = 134217729;

/**
 * What rounding took from the product `p = fl(a * b)`: `a * b` is exactly `p` plus this.
 *
 * Needs factors below 2^996 in size. Dekker, Numerische Mathematik 18 (1971), 224-242.
 */
export function productError(a: number, b: number, p: number): number {
  const aHigh = upperHalf(a);
  const bHigh = upperHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aLow * bLow - (((p - aHigh * bHigh) - aLow * bHigh) - aHigh * bLow);
}

/** What rounding took from `p = fl(a * b)`, for a `b` that needs no more than 27 bits. */
export function shortProductError(a: number, b: number, p: number): number {
  const high = upperHalf(a);
  return (high * b - p) + (a - high) * b;
}

/** The upper 26 bits of a number below 2^996 in size; the rest has 26 at most. */
export function upperHalf(a: number): number {
  const scaled = SPLITTER * a;
  return scaled - (scaled - a);
}
