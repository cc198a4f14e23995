import { chosenKernels } from "../kernels/kernels.ts";
import { isNarrow } from "../kernels/placement.ts";
import type { Matrix } from "../types/matrix.ts";

/** Nanoseconds an entry of a loss, and of a loss with its gradient, by one thread (see bench/speed/tried.md). */
const NARROW = {
  portable: [0.6, 1.3],
  fused: [0.45, 0.93],
  typescript: [2.8, 5.2],
  none: [6.7, 8.8],
};
const WIDE = { portable: [1.8, 2.6], fused: [1.35, 1.95], typescript: [2.6, 4.2], none: [6, 8.4] };

/** Nanoseconds a row besides. Others save the caller's thread none of that, as it reads and sums what each row has. */
const PER_ROW = 45;

/** Nanoseconds of entries from which two threads are sooner done than one, by kernels. */
const WORTH_THREADS = { portable: 450e3, fused: 400e3, typescript: 700e3, none: 900e3 };

/** Nanoseconds that a call may keep the caller's thread, which then is one of those that compute. */
const BRIEFLY = 4_000_000;

/** Nanoseconds of the smallest turn that a thread takes: several times what it costs to begin with one. */
const TURN = 40_000;

/** Whether one thread is about as soon done with a batch as several would be. */
export function isSmall(z: Matrix, hasGradient: boolean): boolean {
  return z.rows * z.columns * perEntry(z, hasGradient) < WORTH_THREADS[chosenKernels()];
}

/** Whether its share of a batch keeps each of some threads only briefly. */
export function keepsBriefly(z: Matrix, hasGradient: boolean, threads: number): boolean {
  return z.rows * perRow(z, hasGradient) < BRIEFLY * threads;
}

/** How many rows are worth a turn. */
export function rowsOfTurn(z: Matrix, hasGradient: boolean): number {
  return Math.ceil(TURN / perRow(z, hasGradient));
}

function perRow(z: Matrix, hasGradient: boolean): number {
  return PER_ROW + z.columns * perEntry(z, hasGradient);
}

function perEntry(z: Matrix, hasGradient: boolean): number {
  return (isNarrow(z) ? NARROW : WIDE)[chosenKernels()][hasGradient ? 1 : 0]!;
}
