/**
 * The worker of a pool behind a gate: it waits with each block until the first word of the logits is not 0, so that
 * tests say, without a clock, what a thread has not begun with.
 *
 * @module
 */
import { parentPort } from "node:worker_threads";

interface PackedBlock {
  readonly z: { readonly buffer: SharedArrayBuffer; readonly at: number };
}

parentPort!.on("message", ({ z }: PackedBlock) => {
  Atomics.wait(new Int32Array(z.buffer, z.at, 1), 0, 0);
});

// After the listener above: each message is heard in this order.
await import("../../lib/parallel/worker.ts");
