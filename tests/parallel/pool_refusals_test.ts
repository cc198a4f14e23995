import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { softmaxCrossEntropy } from "@surprisal/loss";
import { allocShared, createPool } from "@surprisal/loss/parallel";
import { Random } from "../kernels/random.ts";
import { batchOf, MEMORY } from "./batches.ts";

/** What a call says when it refuses. */
async function refusal(call: () => unknown): Promise<string | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

Deno.test("a pool refuses in the words of one thread, for the first row of the batch", async () => {
  await using pool = createPool({ workers: 2 });
  const random = new Random(3);
  const call = { reduction: "none" } as const;
  for (let n = 0; n < 60; n++) {
    const z = n % 2 ? allocShared(3000, 300, "float32") : MEMORY.ordinary(20_500, 20, "float64");
    const labels = batchOf(z);
    for (let k = 0; k < 3; k++) {
      const bad = [NaN, Infinity, -Infinity][random.whole(0, 2)]!;
      const start = random.whole(0, z.rows - 1) * z.columns;
      if (bad === -Infinity) z.data.fill(bad, start, start + z.columns);
      else z.data[start + random.whole(0, z.columns - 1)] = bad;
    }
    const expected = await refusal(() => softmaxCrossEntropy(z, labels, call));
    assert(expected?.startsWith("RangeError: Cannot compute softmax cross-entropy as z must"));
    assertEquals(await refusal(() => pool.softmaxCrossEntropy(z, labels, call)), expected);
  }
  const z = allocShared(20_500, 20, "float64");
  const target = allocShared(20_500, 20, "float64");
  target.data.forEach((_, k) => target.data[k] = k % 20 === 0 ? 1 : 0);
  target.data[2500 * 20] = 0.5;
  const expected = await refusal(() => softmaxCrossEntropy(z, target));
  assert(expected?.includes("target[2500]"));
  assertEquals(await refusal(() => pool.softmaxCrossEntropy(z, target)), expected);
  // It is as good as before.
  assertEquals(await pool.softmaxCrossEntropy(z, new Uint8Array(20_500)), Math.log(20));
});

Deno.test("a pool refuses arguments as one thread does, and what it can not split", async () => {
  await using pool = createPool({ workers: 1 });
  const z = allocShared(2, 3, "float64");
  const wrong: [string, readonly unknown[]][] = [
    ["target must have one entry for each of the rows of z: expected 2, found 1", [z, [0]]],
    ["reduction must be", [z, [0, 1], { reduction: "average" }]],
    ["options must be an object: options is null", [z, [0, 1], null]],
    ["out must have the shape of z", [z, [0, 1], { out: allocShared(1, 3, "float64") }]],
    ["target[1] is 3", [z, [0, 3]]],
    ["z must be a matrix: z is an object of class Array", [[[1, 2]], [0]]],
    ["target must be class indices or a matrix: target is nested arrays", [z, [[1, 0, 0]]]],
  ];
  for (const [words, args] of wrong) {
    const call = pool.softmaxCrossEntropyGradient as (...args: unknown[]) => Promise<unknown>;
    await assertRejects(() => call.apply(pool, [...args]), Error, words);
  }
});

Deno.test("threads run the module that they are told, and a call says if it does not work", async () => {
  const z = allocShared(5000, 99, "float64");
  const module = new URL("../../lib/parallel/worker.ts", import.meta.url);
  await using pool = createPool({ workers: 1, module });
  assertEquals(await pool.softmaxCrossEntropy(z, new Uint8Array(5000)), Math.log(99));
  await using broken = createPool({ workers: 1, module: new URL("data:text/javascript,no(") });
  for (let n = 0; n < 2; n++) {
    await assertRejects(
      () => broken.softmaxCrossEntropy(z, new Uint8Array(5000)),
      Error,
      "Cannot compute a block as its thread must work",
    );
  }
});

Deno.test("a small batch starts no thread, and is refused as a large one is", async () => {
  await using pool = createPool({ workers: 2, module: new URL("data:text/javascript,no(") });
  const z = allocShared(100, 9, "float64");
  const labels = batchOf(z);
  assertEquals(await pool.softmaxCrossEntropy(z, labels), softmaxCrossEntropy(z, labels));
  z.data[309] = NaN;
  const expected = await refusal(() => softmaxCrossEntropy(z, labels));
  assert(expected?.endsWith("z[34][3] is NaN"));
  assertEquals(await refusal(() => pool.softmaxCrossEntropy(z, labels)), expected);
});

Deno.test("createPool() and allocShared() refuse what is no size", () => {
  assertThrows(
    () => createPool({ workers: 0 }),
    RangeError,
    "workers must be at least 1: workers is 0",
  );
  assertThrows(() => createPool({ workers: 1.5 }), TypeError, "workers must be an integer");
  assertThrows(() => createPool({ module: "./w.ts" as never }), TypeError, "module must be a URL");
  assertThrows(() => createPool(2 as never), TypeError, "options must be an object: options is 2");
  assertThrows(() => allocShared(0, 1, "float32"), RangeError, "rows must be at least 1");
  assertThrows(() => allocShared(1, 1, "int8" as never), RangeError, `"float32" or "float64"`);
});
