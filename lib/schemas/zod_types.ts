import type { z } from "zod";

// The types of zod that stand in our public ones. Their documentation is zod's, so that ours, and its
// lint, end here: that is what the tag @internal says.

/**
 * A schema of zod whose input and output are `T`.
 *
 * @internal
 */
export type ZodSchema<T> = z.ZodType<T, T>;

/**
 * A property that may be left out.
 *
 * @internal
 */
export type ZodLeftOut<T> = z.ZodExactOptional<z.ZodType<T, T>>;

/**
 * A read-only object without other properties than those of `Shape`.
 *
 * @internal
 */
export type ZodStrict<Shape extends z.core.$ZodShape> = z.ZodReadonly<
  z.ZodObject<Shape, z.core.$strict>
>;
