import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  chooseKernels,
  type Matrix,
  softmax,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
  type SoftmaxCrossEntropyOptions,
  softmaxCrossEntropyWithGradient,
} from "@surprisal/loss";
import { allocShared, createPool } from "@surprisal/loss/parallel";
import { Random } from "../kernels/random.ts";
import { batchOf, MEMORY } from "./batches.ts";

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
