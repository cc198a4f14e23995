import { chosenKernels } from "../kernels/kernels.ts";
import { doMeet } from "../kernels/placement.ts";
import type { SoftmaxCrossEntropyOptions } from "../losses/options.ts";
import type { SoftmaxProblem } from "../losses/softmax_problem.ts";
import { isMatrix, type Matrix } from "../types/matrix.ts";
import { Site } from "../types/site.ts";
import { isShared } from "./alloc_shared.ts";
import type { Answer, Block } from "./block.ts";
import type { Job } from "./crew.ts";
import { roundedUp, type Slot } from "./slot.ts";

type Numbers = Float32Array | Float64Array;

/** Entries of a block, at most and at least where the batch has so many. */
const MOST_ENTRIES = 2 ** 18;
const LEAST_ENTRIES = 2 ** 14;

/** Blocks a thread, where their size allows: so many are done in turns that all end together. */
const BLOCKS_EACH = 4;

/** What a call of a pool is made of, read and checked. */
export interface Call {
  readonly task: string;
  readonly problem: SoftmaxProblem;
  readonly z: Matrix;
  /** Class indices, checked; or distributions. */
  readonly target: ArrayLike<number> | Matrix;
  readonly options: SoftmaxCrossEntropyOptions;
  /** Where the gradient goes, if one is wanted. */
  readonly out: Matrix | undefined;
}

/** Rows of a block: the same for all but the last, so that every block is worth a message. */
export function blockRowsOf(rows: number, columns: number, threads: number): number {
  const even = Math.ceil(rows / (threads * BLOCKS_EACH));
  const most = Math.floor(MOST_ENTRIES / columns);
  const least = Math.ceil(LEAST_ENTRIES / columns);
  return Math.max(1, least, Math.min(even, most));
}

/** The first rows of blocks; a rest of rows too small for a block goes with the one before. */
export function blockStarts(rows: number, columns: number, threads: number): number[] {
  const each = blockRowsOf(rows, columns, threads);
  const count = Math.max(1, Math.floor(rows / each));
  return Array.from({ length: count }, (_, i) => i * each);
}

/** Refuses a gradient that would be written over what other threads still read. */
export function checkApart(task: string, z: Matrix, target: Call["target"], out: Matrix): void {
  const isItself = out.data.buffer === z.data.buffer && out.data.byteOffset === z.data.byteOffset &&
    out.data.constructor === z.data.constructor;
  const table = isMatrix(target) ? target : undefined;
  if ((isItself || !doMeet(out, z)) && (table === undefined || !doMeet(out, table))) return;
  new Site(task, "out").refuseType(
    "out must be z itself, or share no memory with z and target",
    "they overlap",
  );
}

/** Splits a call into jobs; the losses of its rows, without weights, come into `losses`. */
export function* jobsOf(call: Call, losses: Float64Array, threads: number): Generator<Job> {
  const { z: { rows, columns } } = call;
  const starts = blockStarts(rows, columns, threads);
  const kernels = chosenKernels();
  for (const [at, start] of starts.entries()) {
    const end = starts[at + 1] ?? rows;
    yield {
      prepare: (slot) => blockOf(call, start, end, kernels, slot),
      finish: (answer) => take(call, start, end, answer, losses),
    };
  }
}

function blockOf(
  { task, problem, z, target, options, out }: Call,
  start: number,
  end: number,
  kernels: Block["kernels"],
  slot: Slot,
): Block {
  const { columns } = z;
  const rows = end - start;
  const table = isMatrix(target) ? target : undefined;
  slot.reserve(bytesOf([z, table, out], rows * columns) + rows * 20 + 8);
  const { weights: { areEqual, of, total } } = problem;
  const counts = areEqual ? undefined : countsOf(of, start, rows);
  const part = (m: Matrix) => partOf(m, start * columns, end * columns, slot, true);
  return {
    ...{ task, kernels, rows, columns, options, totalWeight: total },
    losses: slot.take(Float64Array, rows),
    z: part(z),
    ...(table ? { target: part(table) } : { labels: labelsOf(target, counts, start, rows, slot) }),
    ...(counts && { weights: counts }),
    ...(out && { gradient: partOf(out, start * columns, end * columns, slot, false) }),
  };
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
function countsOf(of: (i: number) => number, start: number, rows: number): Float64Array {
  const counts = new Float64Array(rows);
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
  for (let i = 0; i < rows; i++) labels[i] = counts?.[i] === 0 ? 0 : all[start + i]!;
  return labels;
}

function take(
  { task, problem, z, out }: Call,
  start: number,
  end: number,
  answer: Answer,
  losses: Float64Array,
): void {
  if (answer.fault !== undefined) {
    // One thread alone would refuse in these words, and with the number of the row in the batch.
    for (let i = start; i < end; i++) if (problem.weights.of(i) > 0) problem.objective(i);
    throw new Error(`Cannot ${task} as each block must be done: ${answer.fault}`);
  }
  losses.set(answer.losses, start);
  if (out && !isShared(out.data.buffer)) {
    out.data.set(answer.gradient!, start * z.columns);
  }
}
