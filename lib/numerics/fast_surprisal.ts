import { copyingArena } from "../kernels/arena.ts";
import { chosenEngine } from "../kernels/kernels.ts";
import type { Vector } from "../types/kinds.ts";
import { sumError } from "./error_free.ts";

/** Entries from which answers of float32 vectors have the digits of float32, not of float64. */
const FEWEST_NARROW = 256;

/** Entries from which vectors are worth the way into WebAssembly: with probabilities in float64, and in float32. */
const FEWEST_ENTRIES = 64;
const FEWEST_FLOATS = 32;

/** Entries that a block has at most. */
export const MOST_ENTRIES = 8192;

/** Masses of a larger sum are left to the caller: the kernel's own sums start above what 2 can reach. */
export const MOST_MASS = 2;

/** Below this, what the kernel's sums lose beside their start has too few digits, for float32. */
export const SMALLEST_SUM = 2 ** -30;

/**
 * The same for float64, by the number of terms: those of a small sum are all but lost beside the
 * start, and what is lost is added up one by one, each time with a rounding.
 */
export function smallestSum(length: number): number {
  return Math.min(length, MOST_ENTRIES) ** 2 * 2 ** -45;
}

/**
 * `Σ y_j (-ln q_j)` of two distributions in nats by the kernels: checked and summed in one pass. Undefined
 * for all that is not plain sailing, which is left for the caller to refuse or to take more care of:
 * few masses, other holders than typed arrays, what is no distribution or next to none, a mass that is
 * not 0 beside a probability that is, or nearly, a sum that is next to nothing. Of two long float32
 * vectors the answer has the digits of float32, and two more.
 */
export function fastSurprisal(y: Vector, q: Vector, tolerance: number): number | undefined {
  const fewest = q instanceof Float32Array ? FEWEST_FLOATS : FEWEST_ENTRIES;
  if (!areFloats(y, q) || y.length < fewest) return undefined;
  const { length } = y;
  const engine = chosenEngine();
  if (!engine?.isComplete) return undefined;
  const arena = copyingArena(MOST_ENTRIES);
  const [first, second] = arena.buffers as [number, number];
  const { at, values } = arena.dots;
  const { surprisal, surprisal32 } = arena.kernels(engine);
  const isNarrow = areNarrow(y, q);
  const kernel = isNarrow ? surprisal32 : surprisal;
  const holder = isNarrow ? arena.float32 : arena.float64;
  let [high, low, yTotal, qTotal] = [0, 0, 0, 0];
  for (let start = 0; start < length; start += MOST_ENTRIES) {
    holder.set(blockOf(y, start), first / holder.BYTES_PER_ELEMENT);
    if (q !== y) holder.set(blockOf(q, start), second / holder.BYTES_PER_ELEMENT);
    kernel(first, q === y ? first : second, Math.min(length - start, MOST_ENTRIES), at);
    const sum = high + values[0]!;
    low += values[1]! + sumError(high, values[0]!, sum);
    high = sum;
    yTotal += values[2]!;
    qTotal += values[3]!;
  }
  const total = high + low;
  // In another order, a sum may be on the other side of the tolerance.
  const limit = tolerance - length * Number.EPSILON;
  const isPlain = yTotal <= MOST_MASS && qTotal < Infinity &&
    total > (isNarrow ? SMALLEST_SUM : smallestSum(length)) &&
    Math.abs(yTotal - 1) <= limit && Math.abs(qTotal - 1) <= limit;
  return isPlain ? total : undefined;
}

/** Whether two vectors are typed arrays of one length. */
export function areFloats(y: Vector, q: Vector): boolean {
  return isFloats(y) && isFloats(q) && q.length === y.length;
}

/** Whether the digits of float32 are enough for two vectors. */
export function areNarrow(y: Vector, q: Vector): boolean {
  return y.length >= FEWEST_NARROW && y instanceof Float32Array && q instanceof Float32Array;
}

function isFloats(x: Vector): boolean {
  return x instanceof Float64Array || x instanceof Float32Array;
}

/** The entries of a block; the vector itself if it has no more. */
export function blockOf(x: Vector, start: number): Float64Array | Float32Array {
  const floats = x as Float64Array | Float32Array;
  return x.length <= MOST_ENTRIES ? floats : floats.subarray(start, start + MOST_ENTRIES);
}
