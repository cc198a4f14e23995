/**
 * Types that carry meaning: units, kinds of vectors, matrices and reductions.
 *
 * @module
 */
export type { Chances, Labels, Logits, LogProbabilities, Probabilities, Vector } from "./kinds.ts";
export type { Table } from "./batch.ts";
export { type Matrix, matrix, type Rows } from "./matrix.ts";
export type { Reduced, Reduction, ReductionOption } from "./reduction.ts";
export {
  type Amount,
  type Bits,
  bits,
  type Nats,
  nats,
  toBits,
  toNats,
  type Unit,
  type UnitOption,
} from "./unit.ts";
