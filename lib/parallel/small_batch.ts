import { chosenKernels } from "../kernels/kernels.ts";
import type { Matrix } from "../types/matrix.ts";

/** Entries from which a batch is worth threads: by kernels, at one or two nanoseconds each; and row by row. */
const WORTH_THREADS = 200_000;
const WORTH_THREADS_SCALAR = 20_000;

/**
 * Whether one thread is done with a batch before several would be: a message there and back takes 35
 * microseconds, a call of a pool 200 and more, and one thread as long for half as many entries.
 */
export function isSmall({ rows, columns }: Matrix): boolean {
  const least = chosenKernels() === "none" ? WORTH_THREADS_SCALAR : WORTH_THREADS;
  return rows * columns < least;
}
