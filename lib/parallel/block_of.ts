import { arenaOf } from "../kernels/arena.ts";
import { type Grounds, isShared } from "../kernels/grounds.ts";
import { isMatrix, type Matrix } from "../types/matrix.ts";
import type { Call } from "./batch_call.ts";
import type { Block } from "./block.ts";
import { roundedUp, type Slot } from "./slot.ts";

type Numbers = Float32Array | Float64Array;

/**
 * Lays out some rows of a call for a thread, in the memory of a slot where it could not see them; so many words are
 * left to take there.
 */
export function blockOf(
  { task, problem, z, target, options, out }: Call,
  start: number,
  end: number,
  kernels: Block["kernels"],
  slot: Slot,
  words = 0,
): Block {
  const { columns } = z;
  const rows = end - start;
  const table = isMatrix(target) ? target : undefined;
  slot.reserve(bytesOf([z, table, out], rows * columns) + rows * 20 + words * 4 + 24);
  const { weights: { areEqual, of, total } } = problem;
  const counts = areEqual ? undefined : countsOf(of, start, rows, slot);
  const grounds = groundsOf([z, out]);
  const part = (m: Matrix) => partOf(m, start * columns, end * columns, slot, true);
  return {
    ...{ task, kernels, rows, columns, options, totalWeight: total },
    ...(grounds && { grounds }),
    losses: slot.take(Float64Array, rows),
    z: part(z),
    ...(table ? { target: part(table) } : { labels: labelsOf(target, counts, start, rows, slot) }),
    ...(counts && { weights: counts }),
    ...(out && { gradient: partOf(out, start * columns, end * columns, slot, false) }),
  };
}

/** The shared memory in which kernels can work on one of some matrices in place. */
function groundsOf(matrices: readonly (Matrix | undefined)[]): Grounds | undefined {
  const shared = matrices.find((m) => m && isShared(m.data.buffer) && arenaOf(m.data));
  return shared && arenaOf(shared.data)!.grounds;
}

/** Bytes that matrices which no thread can see take in a slot. */
function bytesOf(matrices: readonly (Matrix | undefined)[], entries: number): number {
  return matrices.reduce(
    (sum, m) =>
      sum + (m && !isShared(m.data.buffer) ? roundedUp(entries * m.data.BYTES_PER_ELEMENT) : 0),
    0,
  );
}

/** Some entries of a matrix where a thread can see them. */
function partOf({ data }: Matrix, from: number, to: number, slot: Slot, copied: boolean): Numbers {
  if (isShared(data.buffer)) return data.subarray(from, to);
  const part: Numbers = data instanceof Float32Array
    ? slot.take(Float32Array, to - from)
    : slot.take(Float64Array, to - from);
  if (copied) part.set(data.subarray(from, to));
  return part;
}

/** How much each of some rows counts. (A loop, as `Float64Array.from` takes longer than a block's messages.) */
function countsOf(of: (i: number) => number, start: number, rows: number, slot: Slot) {
  const counts = slot.take(Float64Array, rows);
  for (let i = 0; i < rows; i++) counts[i] = of(start + i);
  return counts;
}

/** The labels of rows; those of rows that do not count may be anything, and become 0. */
function labelsOf(
  target: Call["target"],
  counts: Float64Array | undefined,
  start: number,
  rows: number,
  slot: Slot,
): Int32Array {
  const labels = slot.take(Int32Array, rows);
  const all = target as ArrayLike<number>;
  if (counts === undefined && all instanceof Int32Array) {
    labels.set(all.subarray(start, start + rows));
    return labels;
  }
  for (let i = 0; i < rows; i++) labels[i] = counts?.[i] === 0 ? 0 : all[start + i]!;
  return labels;
}
