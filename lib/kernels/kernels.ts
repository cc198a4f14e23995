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

const sources = { portable: PORTABLE, fused: "" };

/** The engines of compiled modules; null where there is no such WebAssembly. */
const engines: { [name in keyof typeof sources]?: Engine | null } = {};

let wanted: Kernels = "portable";

function engineOf(name: keyof typeof sources): Engine | null {
  const known = engines[name];
  if (known !== undefined) return known;
  const bytes = typeof WebAssembly === "object" ? bytesOfBase64(sources[name]) : undefined;
  return engines[name] = bytes && moduleEngine(bytes) || null;
}

/** Without the kernels that nobody asks an incomplete engine for. */
const TYPESCRIPT: Engine = {
  isComplete: false,
  start: ({ buffer }) => tableKernels(buffer) as KernelExports,
};

/** Takes a choice, and the module that only those who may choose it have loaded; says what was chosen before. */
export function choose(kernels: Kernels, fused: string): Kernels {
  sources.fused = fused;
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
