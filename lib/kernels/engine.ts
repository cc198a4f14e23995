import type { KernelExports } from "./kernel_exports.ts";

/** What runs kernels. */
export interface Engine {
  /** Whether it has all kernels; else it has the `SoftmaxKernels`, without temperatures. */
  readonly isComplete: boolean;
  /** Its kernels, at work in a memory. */
  start(memory: KernelMemory): KernelExports;
}

/** Memory for kernels: of WebAssembly, where there is such. */
export interface KernelMemory {
  readonly buffer: ArrayBufferLike;
}
