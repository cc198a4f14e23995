import { isShared } from "../kernels/grounds.ts";
import { chosenKernels } from "../kernels/kernels.ts";
import { isMatrix } from "../types/matrix.ts";
import type { Call } from "./batch_call.ts";
import { blockOf } from "./block_of.ts";
import { type Answer, computeBlock, type Fault } from "./block.ts";
import type { Task } from "./crew.ts";
import type { Job } from "./seat.ts";
import type { Slot } from "./slot.ts";
import { keepsBriefly, rowsOfTurn } from "./batch_time.ts";
import { areSoonDone, endTurns, forAWhile, WORDS } from "./turns.ts";

/** A call as threads share it, and what comes of it. */
export interface Shares extends Task {
  /** The losses of all rows, without their weights. */
  readonly losses: Float64Array;
  /** What could not be done. */
  readonly faults: readonly Fault[];
}

/** Entries of a block that is copied, at most and at least where the batch has so many. */
const MOST_ENTRIES = 2 ** 18;
const LEAST_ENTRIES = 2 ** 14;

/** Blocks a thread, where their size allows: so many are done in turns that all end together. */
const BLOCKS_EACH = 4;

/** Splits a call among threads; what they are told of all rows, and their losses, are laid out in a slot. */
export function sharesOf(call: Call, threads: number, slot: Slot): Shares {
  const { z, target, out } = call;
  const matrices = [z, ...(isMatrix(target) ? [target] : []), ...(out ? [out] : [])];
  const areSeen = matrices.every(({ data }) => isShared(data.buffer));
  return areSeen ? sharesInPlace(call, threads, slot) : sharesByBlocks(call, threads);
}

/** All threads are given the whole batch, and take its rows in turns; the caller's is one of them where that is brief. */
function sharesInPlace(call: Call, threads: number, slot: Slot): Shares {
  const { z, z: { rows }, out } = call;
  const faults: Fault[] = [];
  const isBrief = threads > 1 && keepsBriefly(z, out !== undefined, threads);
  const count = isBrief ? threads - 1 : threads;
  const laid = blockOf(call, 0, rows, chosenKernels(), slot, WORDS + count);
  const words = slot.take(Int32Array, WORDS + count).fill(0);
  const turns = { words, threads, least: rowsOfTurn(z, out !== undefined) };
  const block = { ...laid, turns };
  const finish = ({ fault }: Answer) => void (fault && faults.push(fault));
  const jobOf = (at: number): Job => ({
    prepare: () => isBrief ? { ...block, receipt: { words, at: WORDS + at } } : block,
    finish,
  });
  const help = () => {
    finish(computeBlock({ ...block, turns: forAWhile(turns) }));
    return faults.length === 0 && areSoonDone(turns, rows);
  };
  return {
    jobs: Array.from({ length: count }, (_, at) => jobOf(at)).values(),
    ...(isBrief && { help }),
    losses: block.losses,
    faults,
    stop: () => endTurns(turns, rows),
  };
}

/** Threads are given copies of some rows after the other. */
function sharesByBlocks(call: Call, threads: number): Shares {
  const { z: { rows, columns } } = call;
  const losses = new Float64Array(rows);
  const faults: Fault[] = [];
  const kernels = chosenKernels();
  const starts = blockStarts(rows, columns, threads);
  function* jobs(): Generator<Job> {
    for (const [at, start] of starts.entries()) {
      if (faults.length > 0) return;
      yield {
        prepare: (slot) => blockOf(call, start, starts[at + 1] ?? rows, kernels, slot),
        finish: (answer) => take(call, start, answer, losses, faults),
      };
    }
  }
  return { jobs: jobs(), losses, faults, stop() {} };
}

function take(
  { z, out }: Call,
  first: number,
  { losses, gradient, fault }: Answer,
  into: Float64Array,
  faults: Fault[],
): void {
  if (fault) faults.push({ ...fault, row: first + fault.row });
  into.set(losses!, first);
  if (out && !isShared(out.data.buffer)) out.data.set(gradient!, first * z.columns);
}

/** The first rows of blocks; a rest of rows too small for a block goes with the one before. */
function blockStarts(rows: number, columns: number, threads: number): number[] {
  const even = Math.ceil(rows / (threads * BLOCKS_EACH));
  const most = Math.floor(MOST_ENTRIES / columns);
  const least = Math.ceil(LEAST_ENTRIES / columns);
  const each = Math.max(1, least, Math.min(even, most));
  const count = Math.max(1, Math.floor(rows / each));
  return Array.from({ length: count }, (_, i) => i * each);
}
