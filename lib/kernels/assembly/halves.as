// Four float32 numbers as two and two of float64.

// The upper two of four numbers.
// @ts-ignore: decorator
@inline
export function upper(v: v128): v128 {
  return v128.shuffle<i64>(v, v, 1, 1);
}

// Two of the numbers in memory.
// @ts-ignore: decorator
@inline
export function wide(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

// Both numbers of a sum.
// @ts-ignore: decorator
@inline
export function both(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

// The places of a vector's end hold `rest` up to a whole number of `unit` bytes; gives where that is.
// @ts-ignore: decorator
@inline
export function filled(x: usize, size: usize, unit: usize, rest: f32 = 0): usize {
  const end = (size + unit - 1) & ~(unit - 1);
  for (let at = size; at < end; at += 4) store<f32>(x + at, rest);
  return end;
}
