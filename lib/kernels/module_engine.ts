import type { Engine } from "./engine.ts";
import { isShared } from "./grounds.ts";
import type { KernelExports } from "./kernel_exports.ts";

/** Bytes of a module before its first section: a magic number, a version. */
const HEADER = 8;

/** What stands for the section of imports, and there for a memory. */
const IMPORTS = 2;
const MEMORY = 2;

/** Limits of a memory: with a maximum; with a maximum, and shared. */
const BOUNDED = 1;
const SHARED = 3;

/**
 * A kernels' module, which imports a memory and nothing else, as one that takes shared memory: one byte tells them
 * apart. The kernels need no more for that, as each thread has an arena of its own and constants are never written to.
 */
function forSharedMemory(module: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bytes = module.slice();
  let at = HEADER;
  /** A number in groups of seven bits. */
  const next = (): number => {
    const low = bytes[at++]!;
    return low < 128 ? low : low - 128 + 128 * next();
  };
  const skip = () => at = next() + at;
  while (bytes[at++] !== IMPORTS) skip();
  next(); // the size of the section
  const count = next();
  skip(); // env
  skip(); // memory
  if (count !== 1 || bytes[at] !== MEMORY || bytes[at + 1] !== BOUNDED) {
    throw new TypeError("Cannot share the kernels' memory as the module must import it alone");
  }
  bytes[at + 1] = SHARED;
  return bytes;
}

/** A module; undefined where the machine lacks its instructions, or a page's policy forbids to compile. */
function compiled(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module | undefined {
  try {
    return new WebAssembly.Module(bytes);
  } catch {
    return undefined;
  }
}

/** The engine of a module, on memory of one thread or shared; undefined where it cannot be compiled. */
export function moduleEngine(bytes: Uint8Array<ArrayBuffer>): Engine | undefined {
  const own = compiled(bytes);
  if (own === undefined) return undefined;
  let shared: WebAssembly.Module | undefined;
  return {
    isComplete: true,
    start(memory) {
      const module = isShared(memory.buffer)
        ? shared ??= new WebAssembly.Module(forSharedMemory(bytes))
        : own;
      const env = { memory: memory as WebAssembly.Memory };
      const { exports } = new WebAssembly.Instance(module, { env });
      return exports as unknown as KernelExports;
    },
  };
}
