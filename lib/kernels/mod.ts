/**
 * The fast path of large batches, in WebAssembly: where it reads without a copy, and what it runs on.
 *
 * @module
 */
export { alloc } from "./alloc.ts";
export { chooseKernels } from "./choose_kernels.ts";
export type { Kernels } from "./kernels.ts";
