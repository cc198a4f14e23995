import { Site } from "../types/site.ts";
import { MODULE as FUSED } from "./embedded/fused.ts";
import { choose, type Kernels } from "./kernels.ts";

const NAMES: readonly Kernels[] = ["portable", "fused", "typescript", "none"];

/**
 * Chooses what large batches run on from now on, for the whole program.
 *
 * A {@linkcode Matrix} of some size takes a WebAssembly path by itself: `"portable"` by default.
 * `"fused"` is faster by a quarter, as near to the truth, and not reproducible from machine to
 * machine. Where the engine lacks the instructions for the choice, the next slower one is taken, and
 * where there is no such WebAssembly, `"typescript"`.
 *
 * @example The same loss, to the last digits that count
 * ```ts
 * import { alloc, chooseKernels, softmaxCrossEntropy } from "@surprisal/loss";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const z = alloc(64, 16, "float64");
 * z.data.forEach((_, i) => z.data[i] = i % 7);
 * const labels = new Uint8Array(64);
 * const portable = softmaxCrossEntropy(z, labels);
 * assertEquals(chooseKernels("none"), "portable");
 * assertAlmostEquals(softmaxCrossEntropy(z, labels), portable, 1e-14);
 * chooseKernels("portable");
 * ```
 *
 * @param kernels What to run on.
 * @returns What was chosen before.
 * @throws {RangeError} If `kernels` is none of the four.
 * @see Tang, Table-Driven Implementation of the Exponential Function, ACM Transactions on
 * Mathematical Software 15 (1989), 144-157.
 */
export function chooseKernels(kernels: Kernels): Kernels {
  if (!NAMES.includes(kernels)) {
    new Site("choose kernels", "kernels").refuse(
      `kernels must be "portable", "fused", "typescript" or "none"`,
      kernels,
      "string",
    );
  }
  return choose(kernels, FUSED);
}
