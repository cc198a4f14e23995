import { assert, assertEquals } from "@std/assert";
import {
  alloc,
  chooseKernels,
  type Kernels,
  type Matrix,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
  type SoftmaxCrossEntropyOptions,
  softmaxCrossEntropyWithGradient,
} from "@surprisal/loss";
import { ulp } from "../support/ulp.ts";
import { FAMILIES, Random } from "./random.ts";

type Type = "float32" | "float64";

/** The unit in the last place of x in float32, whose least is 2^-149. */
function ulp32(x: number): number {
  return Math.max(ulp(x) * 2 ** 29, 2 ** -149);
}

/** Something to compute, on the kernels and without. */
function onBoth<T>(kernels: Kernels, compute: () => T): [T, T] {
  const before = chooseKernels(kernels);
  const fast = compute();
  chooseKernels("none");
  const scalar = compute();
  chooseKernels(before);
  return [fast, scalar];
}

function plainCopy({ data, rows, columns }: Matrix, type: Type): Matrix {
  return { data: type === "float32" ? new Float32Array(data) : data.slice(), rows, columns };
}

interface Case {
  readonly z: Matrix;
  readonly labels: Int32Array;
  readonly type: Type;
}

/** A batch of one family a row, in a matrix of either kind. */
function caseOf(random: Random, type: Type): Case {
  const columns = random.whole(4, 40);
  const rows = random.whole(Math.ceil(256 / columns), 80);
  const own = alloc(rows, columns, type);
  const row = new Float64Array(columns);
  const labels = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    FAMILIES[random.whole(0, FAMILIES.length - 1)]!(random, row);
    if (type === "float32") row.forEach((x, j) => row[j] = Math.max(-3e38, Math.min(3e38, x)));
    if (!row.some((x) => x > -Infinity)) row[0] = 0;
    own.data.set(row, i * columns);
    labels[i] = random.whole(0, columns - 1);
  }
  return { z: random.next() < 0.5 ? own : plainCopy(own, type), labels, type };
}

/** Holds each number to its partner, within `most` units in the last place. */
function assertNear(
  fast: ArrayLike<number>,
  scalar: ArrayLike<number>,
  most: number,
  unit: (x: number) => number,
): void {
  assertEquals(fast.length, scalar.length);
  for (let k = 0; k < fast.length; k++) {
    const [found, expected] = [fast[k]!, scalar[k]!];
    if (Object.is(found, expected)) continue;
    const error = Math.abs(found - expected) / unit(expected);
    assert(error <= most && !Object.is(found, -0), `entry ${k}: ${found}, scalar ${expected}`);
  }
}

const EACH = { reduction: "none" } as const;

function assertAgree(kernels: Kernels, { z, labels, type }: Case): void {
  const narrow = type === "float32";
  const [losses, expected] = onBoth(kernels, () => softmaxCrossEntropy(z, labels, EACH));
  assertNear(losses, expected, narrow ? 1 : 4, narrow ? ulp32 : ulp);
  assert(losses.every((loss, i) => loss > 0 || expected[i] === 0), "a loss is lost");
  const [gradient, wide] = onBoth(kernels, () => softmaxCrossEntropyGradient(z, labels, EACH));
  assertNear(gradient.data, wide.data, 6, ulp);
  if (!narrow) return;
  const out = alloc(z.rows, z.columns, "float32");
  const found = onBoth(
    kernels,
    () => softmaxCrossEntropyWithGradient(z, labels, { ...EACH, out }).gradient.data.slice(),
  );
  assertNear(found[0], wide.data, 2, ulp32);
}

for (const kernels of ["portable", "fused"] as const) {
  for (const type of ["float64", "float32"] as const) {
    Deno.test(`the ${kernels} kernels agree with the scalar path on 25,000 ${type} rows`, () => {
      const random = new Random(20261124);
      for (let rows = 0; rows < 25_000;) {
        const drawn = caseOf(random, type);
        assertAgree(kernels, drawn);
        rows += drawn.z.rows;
      }
    });
  }
}

const OPTIONS: readonly ((random: Random, drawn: Case) => SoftmaxCrossEntropyOptions)[] = [
  () => ({ unit: "bits" }),
  () => ({ reduction: "sum" }),
  (random, { z }) => ({
    classWeights: Array.from({ length: z.columns }, () => random.whole(0, 3)),
  }),
  (random, { z }) => ({
    sampleWeights: Array.from({ length: z.rows }, (_, i) => i && random.whole(0, 3)),
  }),
  (_, { labels }) => ({ ignoreIndex: labels[0]! }),
];

Deno.test("the kernels agree with the scalar path under options that are factors", () => {
  const random = new Random(7);
  for (let n = 0; n < 300; n++) {
    const drawn = caseOf(random, "float64");
    const options = OPTIONS[n % OPTIONS.length]!(random, drawn);
    const [fast, scalar] = onBoth(
      "portable",
      () => softmaxCrossEntropyWithGradient(drawn.z, drawn.labels, options),
    );
    assertNear([Number(fast.loss)], [Number(scalar.loss)], 4, ulp);
    assertNear(fast.gradient.data, scalar.gradient.data, 8, ulp);
  }
});

/** What a call says when it refuses; undefined if it does not. */
function refusal(compute: () => unknown): string | undefined {
  try {
    compute();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

Deno.test("the kernels leave refusals to the scalar path, in its words and its order", () => {
  const random = new Random(11);
  let refused = 0;
  for (let n = 0; n < 1000; n++) {
    const { z, labels } = caseOf(random, n % 2 ? "float32" : "float64");
    for (let k = 0; k < 3; k++) {
      const bad = [NaN, Infinity, -Infinity][random.whole(0, 2)]!;
      const start = random.whole(0, z.rows - 1) * z.columns;
      if (bad === -Infinity) z.data.fill(bad, start, start + z.columns);
      else z.data[start + random.whole(0, z.columns - 1)] = bad;
    }
    const [fast, scalar] = onBoth("portable", () => [
      refusal(() => softmaxCrossEntropy(z, labels)),
      refusal(() => softmaxCrossEntropyGradient(z, labels)),
    ]);
    assertEquals(fast, scalar);
    if (scalar[0]) refused++;
  }
  assertEquals(refused, 1000);
});

Deno.test("a gradient may take the place of its logits, or lie in any other memory", () => {
  const random = new Random(13);
  for (let n = 0; n < 200; n++) {
    const { z, labels } = caseOf(random, n % 2 ? "float32" : "float64");
    const type = z.data instanceof Float32Array ? "float32" : "float64";
    const beside = alloc(z.rows, z.columns, type);
    const expected = softmaxCrossEntropyGradient(z, labels, { out: beside }).data.slice();
    const plain = plainCopy(beside, type);
    plain.data.fill(NaN);
    softmaxCrossEntropyGradient(z, labels, { out: plain });
    assertEquals(plain.data, expected);
    const copy = plainCopy(z, type);
    softmaxCrossEntropyGradient(copy, labels, { out: copy });
    assertEquals(copy.data, expected);
    softmaxCrossEntropyGradient(z, labels, { out: z });
    assertEquals(z.data, expected);
  }
});

Deno.test("rows of a width that no buffer holds yet, and rows beyond one block, come out alike", () => {
  const random = new Random(17);
  for (const [rows, columns] of [[1, 300_001], [3, 40_003], [2500, 5], [1030, 257]] as const) {
    const z = alloc(rows, columns, "float64");
    z.data.forEach((_, k) => z.data[k] = 3 * random.normal());
    const labels = Int32Array.from({ length: rows }, () => random.whole(0, columns - 1));
    assertAgree("portable", { z, labels, type: "float64" });
    assertAgree("portable", { z: plainCopy(z, "float64"), labels, type: "float64" });
  }
});
