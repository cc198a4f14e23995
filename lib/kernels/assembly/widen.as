// From sums in float32 to sums in float64.

// The sum of four numbers in float64, two and two.
// @ts-ignore: decorator
@inline
export function widened(t: v128): v128 {
  return f64x2.add(
    f64x2.promote_low_f32x4(t),
    f64x2.promote_low_f32x4(v128.shuffle<i64>(t, t, 1, 1)),
  );
}

// The four numbers of a running sum above its start and what it lost, in float64, two and two.
// @ts-ignore: decorator
@inline
export function gained(acc: v128, low: v128, start: v128): v128 {
  return f64x2.add(widened(f32x4.sub(acc, start)), widened(low));
}
