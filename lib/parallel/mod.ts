/**
 * Large batches on several threads, with the answers of one thread to the last bit.
 *
 * @example Two threads for a loss and its gradient
 * ```ts
 * import { allocShared, createPool } from "@surprisal/loss/parallel";
 * import { assertEquals } from "@std/assert";
 *
 * const z = allocShared(64, 1000, "float32");
 * const out = allocShared(64, 1000, "float32");
 * await using pool = createPool({ workers: 2 });
 * const { loss } = await pool.softmaxCrossEntropyWithGradient(z, new Int32Array(64), { out });
 * assertEquals(loss, Math.log(1000));
 * ```
 *
 * @module
 */
export type { Focal } from "../losses/options.ts";
export type {
  SoftmaxCrossEntropyGradientOptions,
  SoftmaxCrossEntropyOptions,
} from "../losses/options.ts";
export type { LossWithGradient } from "../losses/softmax_cross_entropy_gradient.ts";
export type { ToleranceOption } from "../numerics/distribution.ts";
export type { Given, Out } from "../numerics/rows.ts";
export type { Labels, Logits, LogProbabilities, Probabilities, Vector } from "../types/kinds.ts";
export type { Matrix, Rows } from "../types/matrix.ts";
export type { Reduced, Reduction, ReductionOption } from "../types/reduction.ts";
export type { Amount, Bits, Nats, Unit, UnitOption } from "../types/unit.ts";
export { allocShared } from "./alloc_shared.ts";
export { createPool, type PoolOptions } from "./create_pool.ts";
export type { CallOptions, Pool, PoolTarget } from "./pool.ts";
