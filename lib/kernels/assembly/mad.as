// a b + c: rounded twice in the portable build, once where the fused build finds the instruction.

// @ts-ignore: decorator
@inline
export function mad64(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f64x2.relaxed_madd(a, b, c) : f64x2.add(f64x2.mul(a, b), c);
}

// c - a b
// @ts-ignore: decorator
@inline
export function nmad64(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f64x2.relaxed_nmadd(a, b, c) : f64x2.sub(c, f64x2.mul(a, b));
}

// @ts-ignore: decorator
@inline
export function mad32(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

// @ts-ignore: decorator
@inline
export function nmad32(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_nmadd(a, b, c) : f32x4.sub(c, f32x4.mul(a, b));
}

// 1 + 2^-12, and the square of that as float32 has it.
// @ts-ignore: decorator
@lazy const PROBE = memory.data<u32>([0x3f800800, 0x3f801000]);

// Whether mad32 rounds as the build promises: the fused build, once.
export function fuses(): bool {
  if (!ASC_FEATURE_RELAXED_SIMD) return true;
  const a = v128.load32_splat(PROBE);
  return v128.any_true(mad32(a, a, f32x4.neg(v128.load32_splat(PROBE, 4))));
}
