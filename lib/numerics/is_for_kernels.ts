import { chosenEngine } from "../kernels/kernels.ts";
import type { Matrix } from "../types/matrix.ts";

/** Entries from which a batch is worth the way into WebAssembly. */
const FEWEST_ENTRIES = 256;

/** Columns that fill a vector of float32. */
const FEWEST_COLUMNS = 4;

/** Columns from which a table in TypeScript is quicker than a row with its class by itself. */
const MANY_COLUMNS = 100;

/** Whether the rows of a matrix of logits are worth the way to kernels, and there are such. */
export function isForKernels({ rows, columns }: Matrix): boolean {
  return columns >= FEWEST_COLUMNS && rows * columns >= FEWEST_ENTRIES && chosenEngine() !== null;
}

/** Likewise, where each row has one class: its loss alone takes less, by whatever way. */
export function isForLabelledKernels(z: Matrix): boolean {
  return isForKernels(z) && (z.columns >= MANY_COLUMNS || chosenEngine()!.isComplete);
}
