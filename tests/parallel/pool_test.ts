import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  alloc,
  chooseKernels,
  type Matrix,
  softmax,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
  type SoftmaxCrossEntropyOptions,
  softmaxCrossEntropyWithGradient,
} from "@surprisal/loss";
import { allocShared, createPool } from "@surprisal/loss/parallel";
import { FAMILIES, Random } from "../kernels/random.ts";

type Type = "float32" | "float64";

const MEMORY = {
  shared: allocShared,
  allocated: alloc as typeof allocShared,
  ordinary: (rows: number, columns: number, type: Type) => ({
    data: new (type === "float32" ? Float32Array : Float64Array)(rows * columns),
    rows,
    columns,
  }),
} as const;

/** Rows of every family that have a class left, and labels. */
function batchOf(z: Matrix, seed = 5): Int32Array {
  const random = new Random(seed);
  const row = new Float64Array(z.columns);
  for (let i = 0; i < z.rows; i++) {
    FAMILIES[i % FAMILIES.length]!(random, row);
    row.forEach((x, j) => row[j] = Math.max(-3e38, Math.min(3e38, x)));
    if (!row.some((x) => x > -Infinity)) row[0] = 0;
    z.data.set(row, i * z.columns);
  }
  return Int32Array.from({ length: z.rows }, () => random.whole(0, z.columns - 1));
}

/** Batches of several blocks, of one row a block, and two that are done on the caller's thread. */
const SHAPES = [[20_000, 40], [2700, 301], [20, 40_011], [3, 20_011], [1, 5], [70_000, 3]] as const;

for (const kernels of ["portable", "fused", "typescript", "none"] as const) {
  Deno.test(`a pool answers what one thread does, to the last bit, on ${kernels} kernels`, async () => {
    const before = chooseKernels(kernels);
    await using pool = createPool({ workers: 2 });
    for (const [rows, columns] of SHAPES) {
      for (const memory of Object.values(MEMORY)) {
        for (const type of ["float32", "float64"] as const) {
          const z = memory(rows, columns, type);
          const out = memory(rows, columns, type);
          const labels = batchOf(z);
          const one = softmaxCrossEntropyWithGradient(z, labels, { out });
          const expected = out.data.slice();
          out.data.fill(7);
          const two = await pool.softmaxCrossEntropyWithGradient(z, labels, { out });
          assertEquals(two.loss, one.loss);
          assert(two.gradient === out);
          assertEquals(out.data, expected);
          const none = { reduction: "none" } as const;
          assertEquals(
            await pool.softmaxCrossEntropy(z, labels, none),
            softmaxCrossEntropy(z, labels, none),
          );
        }
      }
    }
    chooseKernels(before);
  });
}

Deno.test("one thread answers the same of shared matrices, where the last of many memories are known", async () => {
  await using pool = createPool({ workers: 2 });
  for (let n = 0; n < 6; n++) {
    // Too large for what room there is beside the last.
    const z = allocShared(9, 2 ** 20 + n, "float64");
    const labels = batchOf(z, n);
    const expected = softmaxCrossEntropy({ ...z, data: z.data.slice() }, labels);
    assertEquals(softmaxCrossEntropy(z, labels), expected);
    assertEquals(await pool.softmaxCrossEntropy(z, labels), expected);
  }
});

Deno.test("a pool has one thread, or more than there are blocks", async () => {
  const z = allocShared(2100, 100, "float64");
  const labels = batchOf(z);
  const expected = softmaxCrossEntropyGradient(z, labels);
  for (const workers of [1, 3, 9]) {
    await using pool = createPool({ workers });
    assertEquals(pool.workers, workers);
    const found = await pool.softmaxCrossEntropyGradient(z, labels);
    assertEquals(found, expected);
  }
});

const ROWS = 9000;
const COLUMNS = 30;
const random = new Random(9);

const OPTIONS: readonly SoftmaxCrossEntropyOptions[] = [
  { unit: "bits", reduction: "sum" },
  { labelSmoothing: 0.1, temperature: 2, zLoss: 1e-3 },
  { classWeights: Array.from({ length: COLUMNS }, (_, j) => j % 4) },
  { sampleWeights: Array.from({ length: ROWS }, (_, i) => i % 3 * random.next()) },
  { sampleWeights: Array.from({ length: ROWS }, (_, i) => i < 6900 ? 0 : 1), reduction: "none" },
  { ignoreIndex: -100 },
  { classMask: Array.from({ length: COLUMNS }, (_, j) => j !== 3) },
  { focal: { gamma: 2, alpha: 0.25 } },
];

Deno.test("a pool keeps every option, and rows that do not count", async () => {
  await using pool = createPool({ workers: 2 });
  const z = allocShared(ROWS, COLUMNS, "float64");
  z.data.forEach((_, k) => z.data[k] = 3 * random.normal());
  const labels = Int32Array.from({ length: ROWS }, () => random.whole(0, COLUMNS - 1));
  const distributions = softmax({ ...z, data: z.data.map((x) => -x) }) as Matrix;
  for (const options of OPTIONS) {
    const some = labels.map((t, i) => "ignoreIndex" in options && i % 5 === 0 ? -100 : t);
    for (const target of "ignoreIndex" in options ? [some] : [some, distributions]) {
      const out: Matrix = MEMORY.ordinary(ROWS, COLUMNS, "float64");
      out.data.fill(NaN);
      const found = await pool.softmaxCrossEntropyWithGradient(z, target, { ...options, out });
      const expected = softmaxCrossEntropyWithGradient(z, target, options);
      assertEquals(found.loss, expected.loss);
      assertEquals(found.gradient.data, expected.gradient.data);
    }
  }
});

Deno.test("a pool writes a gradient in the place of the logits, and nowhere else across them", async () => {
  await using pool = createPool({ workers: 2 });
  for (const memory of Object.values(MEMORY)) {
    const z = memory(9000, 30, "float64");
    const labels = batchOf(z);
    const expected = softmaxCrossEntropyGradient(z, labels).data;
    const across = { ...z, data: z.data.subarray(30), rows: 8999 };
    const fewer = { ...z, data: z.data.subarray(0, -30), rows: 8999 };
    await assertRejects(
      () => pool.softmaxCrossEntropyGradient(fewer, labels.subarray(1), { out: across }),
      TypeError,
      "out must be z itself, or share no memory with z and target: they overlap",
    );
    await pool.softmaxCrossEntropyGradient(z, labels, { out: z });
    assertEquals(z.data, expected);
  }
});

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

Deno.test("a call can be ended by its signal, and others go on", async () => {
  await using pool = createPool({ workers: 2 });
  const z = allocShared(20_000, 200, "float64");
  const labels = batchOf(z);
  const expected = softmaxCrossEntropy(z, labels);
  const controller = new AbortController();
  const out = allocShared(20_000, 200, "float64");
  const ended = pool.softmaxCrossEntropyGradient(z, labels, { signal: controller.signal, out });
  const other = pool.softmaxCrossEntropy(z, labels);
  setTimeout(() => controller.abort(new Error("enough")), 5);
  await assertRejects(() => ended, Error, "enough");
  const then = out.data.slice();
  assertEquals(await other, expected);
  assertEquals(out.data, then, "nobody writes into it any more");
  const signal = AbortSignal.abort(new Error("before"));
  await assertRejects(() => pool.softmaxCrossEntropy(z, labels, { signal }), Error, "before");
});

Deno.test("calls of a pool that is closed fail", async () => {
  const pool = createPool({ workers: 1 });
  const z = allocShared(20_000, 200, "float64");
  const labels = batchOf(z);
  const call = pool.softmaxCrossEntropy(z, labels);
  const closed = assertRejects(() => call, Error, "its pool must be open: it was closed");
  pool.close();
  await closed;
  const words = "Cannot compute softmax cross-entropy as the pool must be open: it was closed";
  await assertRejects(() => pool.softmaxCrossEntropy(z, labels), TypeError, words);
  pool.close();
});

const MAY_RUN = (await Deno.permissions.query({ name: "run" })).state === "granted";

/** A program that uses a pool, and forgets it. */
const FORGETFUL = `
  import { allocShared, createPool } from "@surprisal/loss/parallel";
  const pool = createPool({ workers: 2 });
  const z = allocShared(12_000, 100, "float32");
  console.log(await pool.softmaxCrossEntropy(z, new Int32Array(12_000)));
`;

Deno.test({
  name: "a forgotten pool ends by itself, and so does the program",
  ignore: !MAY_RUN,
  async fn() {
    const args = ["eval", "--ext=ts", FORGETFUL];
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args,
      cwd: new URL("../..", import.meta.url),
      signal: AbortSignal.timeout(60_000),
    }).output();
    assert(success, new TextDecoder().decode(stderr));
    assertEquals(Number(new TextDecoder().decode(stdout)), Math.log(100));
  },
});
