import { assert, assertEquals, assertRejects } from "@std/assert";
import { type Matrix, softmaxCrossEntropy, softmaxCrossEntropyGradient } from "@surprisal/loss";
import { allocShared, createPool } from "@surprisal/loss/parallel";
import { arenaOf } from "../../lib/kernels/arena.ts";
import { Loans } from "../../lib/parallel/loans.ts";

const GATED = { workers: 2, module: new URL("gated_worker.ts", import.meta.url) };

type Shape = readonly [rows: number, columns: number];

/** Logits behind a closed gate. */
function closedLogits([rows, columns]: Shape, seed = 1): Matrix<Float64Array> {
  const z = allocShared(rows, columns, "float64");
  z.data.forEach((_, k) => z.data[k] = Math.sin(seed + k * k));
  z.data[0] = 0;
  return z;
}

/** Lets threads begin with a block; the logit stays 0 for what it matters. */
function open({ data: { buffer, byteOffset } }: Matrix): void {
  const gate = new Int32Array(buffer, byteOffset, 1);
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
}

/** Whether a promise is kept or broken, once the program has heard what there is to hear. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const settled = promise.then(() => true, () => true);
  const later = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 20));
  return await Promise.race([settled, later]);
}

/** How many arenas are free for threads beside matrices. */
function freeArenas(z: Matrix): number {
  const { grounds } = arenaOf(z.data)!;
  const loans = Array.from({ length: grounds.arenas }, () => new Loans());
  const taken = loans.filter((loan) => loan.take(grounds) !== undefined);
  taken.forEach((loan) => loan.giveBack(grounds));
  return taken.length;
}

// Above what the caller's thread takes part in; below it, and above what it does alone.
const LONG = [50_000, 200] as const;
const BRIEF = [4000, 200] as const;

Deno.test("a call that is ended before threads begin fails when they are free, and writes nothing", async () => {
  await using pool = createPool(GATED);
  const z = closedLogits(LONG);
  const out = allocShared(...LONG, "float64");
  const controller = new AbortController();
  const { signal } = controller;
  const call = pool.softmaxCrossEntropyGradient(z, new Int32Array(z.rows), { signal, out });
  controller.abort(new Error("enough"));
  assert(!await isSettled(call), "threads may still write");
  open(z);
  await assertRejects(() => call, Error, "enough");
  assert(out.data.every((x) => x === 0));
});

Deno.test("threads may come too late for what the caller's has done, and all calls after it are right", async () => {
  await using pool = createPool(GATED);
  const labels = Int32Array.from({ length: BRIEF[0] }, (_, i) => i % BRIEF[1]);
  const batches = Array.from({ length: 6 }, (_, n) => closedLogits(BRIEF, n));
  const calls = batches.map((z) => pool.softmaxCrossEntropy(z, labels));
  batches.forEach(open);
  for (const [n, z] of batches.entries()) {
    assertEquals(await calls[n], softmaxCrossEntropy(z, labels));
  }
  for (const z of [...batches, ...batches]) {
    const expected = softmaxCrossEntropyGradient(z, labels);
    const out = allocShared(...BRIEF, "float64");
    const found = await pool.softmaxCrossEntropyGradient(z, labels, { out });
    assertEquals(found.data, expected.data);
  }
});

Deno.test("calls that are made at once on one pool, long and brief, are each right", async () => {
  await using pool = createPool({ workers: 2 });
  const shapes = [LONG, BRIEF, [3000, 300], LONG, BRIEF, BRIEF] as const;
  const batches = shapes.map(closedLogits);
  const labels = batches.map(({ rows, columns }) =>
    Int32Array.from({ length: rows }, (_, i) => i % columns)
  );
  const calls = batches.map((z, n) => pool.softmaxCrossEntropy(z, labels[n]!));
  // Memory that is made meanwhile moves none that threads work in.
  const more = allocShared(1000, 70_000, "float32");
  assertEquals(more.data.length, 70_000_000);
  for (const [n, z] of batches.entries()) {
    assertEquals(await calls[n], softmaxCrossEntropy(z, labels[n]!));
  }
});

Deno.test("a long call is told of threads that were still at what the caller's had done", async () => {
  await using pool = createPool(GATED);
  const shapes = [BRIEF, BRIEF, BRIEF, BRIEF, BRIEF, LONG, BRIEF] as const;
  const batches = shapes.map(closedLogits);
  const calls = batches.map((z) => pool.softmaxCrossEntropy(z, new Int32Array(z.rows)));
  batches.forEach(open);
  for (const [n, z] of batches.entries()) {
    assertEquals(await calls[n], softmaxCrossEntropy(z, new Int32Array(z.rows)));
  }
});

Deno.test("a pool that is closed ends when its threads have answered, and calls fail then", async () => {
  const pool = createPool(GATED);
  const z = closedLogits(LONG);
  const call = pool.softmaxCrossEntropy(z, new Int32Array(z.rows));
  const failed = assertRejects(() => call, Error, "its pool must be open: it was closed");
  const closed = pool[Symbol.asyncDispose]();
  assert(!await isSettled(closed), "a thread is at work");
  open(z);
  await closed;
  await failed;
});

Deno.test("no arena is left taken by a hundred pools that are ended in mid-work", async () => {
  const z = allocShared(40_000, 200, "float64");
  const out = allocShared(40_000, 200, "float64");
  const labels = new Int32Array(z.rows);
  const free = freeArenas(z);
  assert(free > 0);
  for (let n = 0; n < 100; n++) {
    const pool = createPool({ workers: 1 + n % 2 });
    const controller = new AbortController();
    const call = pool.softmaxCrossEntropyGradient(z, labels, { out, signal: controller.signal });
    const failed = assertRejects(() => call);
    if (n % 3 === 0) controller.abort();
    pool.close();
    await failed;
  }
  assertEquals(freeArenas(z), free);
});

Deno.test("a call fails with the reason where a thread ends or breaks, and the next has a new one", async () => {
  const z = allocShared(20_000, 100, "float64");
  const labels = new Int32Array(z.rows);
  const free = freeArenas(z);
  const reasons = {
    "process.exit(3)": "exit code 3",
    "throw new Error('no more')": "no more",
  };
  for (const [deed, reason] of Object.entries(reasons)) {
    const text =
      `import { parentPort } from "node:worker_threads"; import process from "node:process";
      parentPort.on("message", () => { ${deed}; });`;
    const module = new URL(`data:text/javascript,${encodeURIComponent(text)}`);
    await using pool = createPool({ workers: 1, module });
    for (let n = 0; n < 2; n++) {
      const words = "Cannot compute a block as its thread must work: ";
      const error = await assertRejects(() => pool.softmaxCrossEntropy(z, labels), Error, words);
      assert(error.message.includes(reason), error.message);
    }
  }
  assertEquals(freeArenas(z), free);
});

Deno.test("matrices of one call may lie in memories of all kinds", async () => {
  await using pool = createPool({ workers: 2 });
  const [rows, columns] = [9, 2 ** 19];
  // Each too large for what room there is beside the last.
  const makers = [
    () => allocShared(rows, columns, "float64"),
    () => allocShared(rows, columns, "float32"),
    () => ({ data: new Float64Array(rows * columns), rows, columns }),
  ];
  for (const makeZ of makers) {
    const z = makeZ();
    z.data.forEach((_, k) => z.data[k] = Math.sin(k * k));
    for (const makeTarget of makers) {
      const target = makeTarget();
      for (let i = 0; i < rows; i++) target.data[i * columns + i] = 1;
      for (const makeOut of makers) {
        const out = makeOut();
        const expected = makeOut();
        softmaxCrossEntropyGradient(z, target, { out: expected });
        await pool.softmaxCrossEntropyGradient(z, target, { out });
        assertEquals(out.data, expected.data);
      }
    }
  }
});

Deno.test("options may come from a class, and are read as one thread reads them", async () => {
  class Settings {
    get reduction() {
      return "sum" as const;
    }
    get labelSmoothing() {
      return 0.25;
    }
    get classWeights() {
      return new Float32Array(200).fill(0.5).subarray(100);
    }
  }
  await using pool = createPool({ workers: 2 });
  const z = closedLogits([40_000, 100]);
  const labels = new Int32Array(z.rows);
  const options = new Settings();
  assertEquals(
    await pool.softmaxCrossEntropy(z, labels, options),
    softmaxCrossEntropy(z, labels, options),
  );
});

Deno.test("a refusal names the row whose logits are as they were, where gradients take the place of others", async () => {
  await using pool = createPool({ workers: 2 });
  const z = allocShared(40_000, 100, "float64");
  z.data[31_234 * 100 + 56] = NaN;
  z.data[35_000 * 100 + 1] = Infinity;
  await assertRejects(
    () => pool.softmaxCrossEntropyGradient(z, new Int32Array(z.rows), { out: z }),
    RangeError,
    "z[31234][56] is NaN",
  );
});
