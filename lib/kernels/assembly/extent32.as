// The largest and the least of a row of float32 logits. A NaN comes out here, or in the row's sum.

// The largest of four numbers.
// @ts-ignore: decorator
@inline
function largestOf(v: v128): f32 {
  const a = f32x4.pmax(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.pmax(a, v128.shuffle<i32>(a, a, 1, 0, 3, 2)), 0);
}

// Stores the largest entry of a row of at least four, and the least if that is asked for.
// @ts-ignore: decorator
@inline
function extent(x: usize, columns: i32, largestAt: usize, leastAt: usize, both: bool): void {
  const last = x + (<usize>(columns & ~3) << 2);
  let a = v128.load(x + (<usize>columns << 2) - 16);
  let b = a;
  let least = a;
  if (x + 48 < last) {
    let c = a;
    let d = a;
    let least2 = a;
    for (; x + 48 < last; x += 64) {
      const v = v128.load(x);
      const v2 = v128.load(x, 16);
      const v3 = v128.load(x, 32);
      const v4 = v128.load(x, 48);
      a = f32x4.pmax(a, v);
      b = f32x4.pmax(b, v2);
      c = f32x4.pmax(c, v3);
      d = f32x4.pmax(d, v4);
      if (both) {
        least = f32x4.pmin(f32x4.pmin(least, v), v3);
        least2 = f32x4.pmin(f32x4.pmin(least2, v2), v4);
      }
    }
    a = f32x4.pmax(a, c);
    b = f32x4.pmax(b, d);
    least = f32x4.pmin(least, least2);
  }
  for (; x + 16 < last; x += 32) {
    const v = v128.load(x);
    const v2 = v128.load(x, 16);
    a = f32x4.pmax(a, v);
    b = f32x4.pmax(b, v2);
    if (both) least = f32x4.pmin(f32x4.pmin(least, v), v2);
  }
  if (x < last) {
    const v = v128.load(x);
    b = f32x4.pmax(b, v);
    if (both) least = f32x4.pmin(least, v);
  }
  store<f64>(largestAt, largestOf(f32x4.pmax(a, b)));
  if (both) store<f64>(leastAt, -largestOf(f32x4.neg(least)));
}

// @ts-ignore: decorator
@inline
export function largest(x: usize, columns: i32, at: usize): void {
  extent(x, columns, at, at, false);
}

export function largestAndLeast(x: usize, columns: i32, largestAt: usize, leastAt: usize): void {
  extent(x, columns, largestAt, leastAt, true);
}
