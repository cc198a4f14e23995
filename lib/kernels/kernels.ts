import { Site } from "../types/site.ts";
import { MODULE as FUSED } from "./embedded/fused.ts";
import { MODULE as PORTABLE } from "./embedded/portable.ts";
import { bytesOfBase64 } from "./bytes_of_base64.ts";
import type { Engine } from "./engine.ts";
import type { KernelExports } from "./kernel_exports.ts";
import { moduleEngine } from "./module_engine.ts";
import { tableKernels } from "./table_kernels.ts";

/**
 * What large batches run on: `"portable"`, WebAssembly that gives the same bits on every machine;
 * `"fused"`, faster by multiply-and-add instructions whose last bits differ from machine to machine;
 * `"typescript"`, a table of exponentials in place of `Math.exp`, the same bits everywhere, for softmax
 * and class indices at a temperature of 1; or `"none"`, row by row as single examples are computed.
 */
export type Kernels = "portable" | "fused" | "typescript" | "none";

const SOURCES = { portable: PORTABLE, fused: FUSED };

/** The engines of compiled modules; null where there is no such WebAssembly. */
const engines: { [name in keyof typeof SOURCES]?: Engine | null } = {};

const NAMES: readonly Kernels[] = ["portable", "fused", "typescript", "none"];

let wanted: Kernels = "portable";

function engineOf(name: keyof typeof SOURCES): Engine | null {
  const known = engines[name];
  if (known !== undefined) return known;
  const bytes = typeof WebAssembly === "object" ? bytesOfBase64(SOURCES[name]) : undefined;
  return engines[name] = bytes && moduleEngine(bytes) || null;
}

/** Without the kernels that nobody asks an incomplete engine for. */
const TYPESCRIPT: Engine = {
  isComplete: false,
  start: ({ buffer }) => tableKernels(buffer) as KernelExports,
};

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
  const before = wanted;
  wanted = kernels;
  return before;
}

/** What was chosen last. */
export function chosenKernels(): Kernels {
  return wanted;
}

/** What to run on; null where each row is for the scalar path. */
export function chosenEngine(): Engine | null {
  if (wanted === "none") return null;
  if (wanted === "typescript") return TYPESCRIPT;
  return (wanted === "fused" ? engineOf("fused") : null) ?? engineOf("portable") ?? TYPESCRIPT;
}
