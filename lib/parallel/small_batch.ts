import { chosenKernels } from "../kernels/kernels.ts";
import { isNarrow } from "../kernels/placement.ts";
import type { Matrix } from "../types/matrix.ts";

/** Nanoseconds an entry of a loss by one thread, by kernels. */
const NARROW = { portable: 0.75, fused: 0.5, typescript: 2.5, none: 8 };
const WIDE = { portable: 2, fused: 1.5, typescript: 3, none: 8 };

/** Nanoseconds a row that checks, copies and sums cost the caller's thread, however many others there are. */
const PER_ROW = 8;

/** How much longer a loss with its gradient takes. */
const WITH_GRADIENT = 1.5;

/** Nanoseconds from which two threads are no slower than one: a call of a pool takes 300,000 besides their share. */
const WORTH_THREADS = 600_000;

/** Nanoseconds that a call may keep the caller's thread, which then is one of those that compute. */
const BRIEFLY = 4_000_000;

/** Whether one thread is about as soon done with a batch as several would be. */
export function isSmall(z: Matrix, hasGradient: boolean): boolean {
  return timeOf(z, hasGradient) - z.rows * PER_ROW < WORTH_THREADS;
}

/** Whether its share of a batch keeps each of some threads only briefly. */
export function keepsBriefly(z: Matrix, hasGradient: boolean, threads: number): boolean {
  return timeOf(z, hasGradient) < BRIEFLY * threads;
}

/** Nanoseconds that one thread takes. */
function timeOf(z: Matrix, hasGradient: boolean): number {
  const perEntry = (isNarrow(z) ? NARROW : WIDE)[chosenKernels()];
  return z.rows * z.columns * perEntry * (hasGradient ? WITH_GRADIENT : 1);
}
