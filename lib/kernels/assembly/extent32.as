// The largest of a row of float32 logits. A NaN comes out here, or in the row's sum.

// The largest of four numbers.
// @ts-ignore: decorator
@inline
export function largestOf(v: v128): f32 {
  const a = f32x4.pmax(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.pmax(a, v128.shuffle<i32>(a, a, 1, 0, 3, 2)), 0);
}

// Stores the largest entry of a row of at least four.
// @ts-ignore: decorator
@inline
export function largest(x: usize, columns: i32, at: usize): void {
  const last = x + (<usize>(columns & ~3) << 2);
  let a = v128.load(x + (<usize>columns << 2) - 16);
  let b = a;
  if (x + 48 < last) {
    let c = a;
    let d = a;
    for (; x + 48 < last; x += 64) {
      a = f32x4.pmax(a, v128.load(x));
      b = f32x4.pmax(b, v128.load(x, 16));
      c = f32x4.pmax(c, v128.load(x, 32));
      d = f32x4.pmax(d, v128.load(x, 48));
    }
    a = f32x4.pmax(a, c);
    b = f32x4.pmax(b, d);
  }
  for (; x + 16 < last; x += 32) {
    a = f32x4.pmax(a, v128.load(x));
    b = f32x4.pmax(b, v128.load(x, 16));
  }
  if (x < last) b = f32x4.pmax(b, v128.load(x));
  store<f64>(at, largestOf(f32x4.pmax(a, b)));
}
