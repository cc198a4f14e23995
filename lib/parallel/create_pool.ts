import { describe, Site } from "../types/site.ts";
import { Pool } from "./pool.ts";
import { threadsAtOnce } from "./thread.ts";

/** Options of {@linkcode createPool}. */
export interface PoolOptions {
  /** The number of threads, >= 1. Default: as many as the machine runs at once. */
  readonly workers?: number;
  /**
   * The module that threads run, `@surprisal/loss/parallel/worker`, where a bundler has put it. Default:
   * beside the module of this function.
   */
  readonly module?: URL;
}

/**
 * Threads for large batches, wherever there are workers: Deno (which asks for the permission to read
 * the module), browsers, Node. They start with the first call, end when none came for ten to twenty
 * seconds, and keep no program from ending before; closing the pool ends each when it has done the
 * rows that it is at.
 *
 * Where all matrices are those of {@linkcode allocShared} and the share of a thread takes less than
 * some 4 ms, the caller's thread is one of them, so that a call need not wait for another to wake: it
 * keeps the caller from other things for as long. Longer calls leave it free.
 *
 * A batch of few entries is done on the caller's thread, as it would take several as long: below
 * 750,000 float32 entries for their loss, 350,000 for a gradient, 250,000 and 170,000 in float64, on
 * portable kernels. Matrices of {@linkcode allocShared} are read and written where they are; others
 * are copied, a block of rows at a time.
 *
 * @example The loss of a batch on two threads, the same to the last bit
 * ```ts
 * import { softmaxCrossEntropy } from "@surprisal/loss";
 * import { allocShared, createPool } from "@surprisal/loss/parallel";
 * import { assertEquals } from "@std/assert";
 *
 * const z = allocShared(256, 1000, "float32");
 * z.data.forEach((_, k) => z.data[k] = Math.sin(k));
 * const labels = new Int32Array(256);
 *
 * await using pool = createPool({ workers: 2 });
 * assertEquals(await pool.softmaxCrossEntropy(z, labels), softmaxCrossEntropy(z, labels));
 * ```
 *
 * @param options The number of threads.
 * @returns The pool.
 * @throws {TypeError} If the number of threads is no integer, or the module no URL.
 * @throws {RangeError} If it is below 1.
 */
export function createPool(options: PoolOptions = {}): Pool {
  const task = "create a pool";
  if (typeof options !== "object" || options === null) {
    new Site(task, "options").refuseType(
      "options must be an object",
      `options is ${describe(options)}`,
    );
  }
  const { workers = threadsAtOnce(), module = workerModule() } = options;
  const site = new Site(task, "workers");
  if (!Number.isSafeInteger(workers)) {
    site.refuseType("workers must be an integer", `workers is ${describe(workers)}`);
  }
  if (workers < 1) {
    site.refuseValue("workers must be at least 1", `workers is ${describe(workers)}`);
  }
  if (!(module instanceof URL)) {
    new Site(task, "module").refuseType("module must be a URL", `module is ${describe(module)}`);
  }
  return new Pool(workers, module);
}

function workerModule(): URL {
  // Packed for npm, modules have another ending.
  const name = import.meta.url.endsWith(".ts") ? "worker.ts" : "worker.js";
  return new URL(name, import.meta.url);
}
