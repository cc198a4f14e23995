// The largest and the least of a row of float64 logits, and a guess at the largest. A NaN is passed over
// here and comes out in the row's sum.

// Of a row that is guessed at, one entry in so many is looked at, in four places.
const SHARE: i32 = 16;

// Where in its statistics a row's least entry waits until its loss is there.
const LEAST: usize = 56;

// @ts-ignore: decorator
@inline
function larger(v: v128): f64 {
  const one = f64x2.extract_lane(v, 0);
  const two = f64x2.extract_lane(v, 1);
  return two > one || one != one ? two : one;
}

// Stores the largest and the least entry of a row of at least two.
export function extent64(x: usize, columns: i32, stats: usize): void {
  const last = x + ((<usize>columns << 3) & ~15);
  const final = v128.load(x + (<usize>columns << 3) - 16);
  let a = f64x2.pmax(f64x2.splat(-Infinity), final);
  let b = f64x2.pmin(f64x2.splat(Infinity), final);
  let c = a;
  let d = b;
  for (; x + 48 < last; x += 64) {
    const v = v128.load(x);
    const v2 = v128.load(x, 16);
    const v3 = v128.load(x, 32);
    const v4 = v128.load(x, 48);
    a = f64x2.pmax(f64x2.pmax(a, v), v2);
    b = f64x2.pmin(f64x2.pmin(b, v), v2);
    c = f64x2.pmax(f64x2.pmax(c, v3), v4);
    d = f64x2.pmin(f64x2.pmin(d, v3), v4);
  }
  for (; x < last; x += 16) {
    const v = v128.load(x);
    a = f64x2.pmax(a, v);
    b = f64x2.pmin(b, v);
  }
  store<f64>(stats, larger(f64x2.pmax(a, c)));
  store<f64>(stats, -larger(f64x2.neg(f64x2.pmin(b, d))), LEAST);
}

// The least entry, where it is known; else NaN.
// @ts-ignore: decorator
@inline
export function leastOf(stats: usize): f64 {
  return load<f64>(stats, LEAST);
}

// Stores an entry of a long row that is near its largest, if all goes well, and not below the one at `own`.
// What is least is not known.
export function guess64(x: usize, columns: i32, own: f64, stats: usize): void {
  const step = <usize>(columns >> 2) << 3;
  const length = (<usize>(columns / (4 * SHARE)) << 3) + 63 & ~63;
  let a = f64x2.splat(own);
  let b = a;
  for (let part = x; part < x + (step << 2); part += step) {
    for (let at = part; at < part + length; at += 64) {
      a = f64x2.pmax(f64x2.pmax(a, v128.load(at)), v128.load(at, 16));
      b = f64x2.pmax(f64x2.pmax(b, v128.load(at, 32)), v128.load(at, 48));
    }
  }
  store<f64>(stats, larger(f64x2.pmax(a, b)));
  store<f64>(stats, NaN, LEAST);
}

// The largest entry below `max`.
export function second64(x: usize, columns: i32, max: f64): f64 {
  const end = x + (<usize>columns << 3);
  let found = -Infinity;
  for (; x < end; x += 8) {
    const v = load<f64>(x);
    if (v > found && v < max) found = v;
  }
  return found;
}
