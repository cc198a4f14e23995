import { type Arena, copyingArena } from "../kernels/arena.ts";
import type { KernelExports } from "../kernels/kernel_exports.ts";
import { chosenEngine } from "../kernels/kernels.ts";
import { fromNextPlace } from "../kernels/stack_places.ts";

/** Entries from which a batch is worth the way into WebAssembly, and of which a block has most. */
const FEWEST_ENTRIES = 256;
const MOST_ENTRIES = 8192;

/** Above this weight, products of losses overflow on their way. */
const LARGEST_WEIGHT = 2 ** 100;

/** Logits, labels in [0, 1], and the factor of the yes side. */
export interface SigmoidBatch {
  readonly logits: Float64Array;
  readonly truths: Float64Array;
  readonly weight: number;
}

/** A kernel at work on the buffers of an arena: logits, labels, answers. */
type Run = (kernels: KernelExports, at: readonly number[], count: number) => void;

/** The losses of a batch by the kernels; undefined where there is nothing for them. */
export function fastSigmoidLosses(
  batch: SigmoidBatch,
  scalar: (i: number) => number,
): Float64Array | undefined {
  const { weight } = batch;
  const run: Run = (kernels, [z, y, to], count) =>
    kernels.sigmoidLosses(z!, y!, to!, count, weight);
  return byBlocks(batch, run, scalar);
}

/** The slopes of a batch times `scale`. */
export function fastSigmoidSlopes(
  batch: SigmoidBatch,
  scale: number,
  scalar: (i: number) => number,
): Float64Array | undefined {
  const { weight } = batch;
  const run: Run = (kernels, [z, y, to], count) =>
    kernels.sigmoidSlopes(z!, y!, to!, count, weight, scale);
  return byBlocks(batch, run, scalar);
}

function byBlocks(
  { logits, truths, weight }: SigmoidBatch,
  run: Run,
  scalar: (i: number) => number,
): Float64Array | undefined {
  const engine = chosenEngine();
  const count = logits.length;
  if (!engine?.isComplete || count < FEWEST_ENTRIES || weight > LARGEST_WEIGHT) return undefined;
  const arena = copyingArena(MOST_ENTRIES);
  const kernels = arena.kernels(engine);
  const answers = new Float64Array(count);
  for (let start = 0; start < count; start += MOST_ENTRIES) {
    const end = Math.min(start + MOST_ENTRIES, count);
    copyIn(arena, 0, logits.subarray(start, end));
    copyIn(arena, 1, truths.subarray(start, end));
    fromNextPlace(() => run(kernels, arena.buffers, end - start));
    const first = arena.buffers[2]! / 8;
    answers.set(arena.float64.subarray(first, first + end - start), start);
  }
  // What the kernels could not do they answered by NaN.
  for (let i = 0; i < count; i++) if (Number.isNaN(answers[i])) answers[i] = scalar(i);
  return answers;
}

function copyIn(arena: Arena, buffer: number, values: Float64Array): void {
  arena.float64.set(values, arena.buffers[buffer]! / 8);
}
