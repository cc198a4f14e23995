import { assertEquals } from "@std/assert";
import {
  alloc,
  type Kernels,
  logSoftmax,
  type Matrix,
  type Probabilities,
  softmax,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
  type SoftmaxCrossEntropyOptions,
  softmaxCrossEntropyWithGradient,
} from "@surprisal/loss";
import { ulp } from "../support/ulp.ts";
import { assertNear, type Case, caseOf, onBoth, plainCopy, refusal, ulp32 } from "./cases.ts";
import { Random } from "./random.ts";

/** What a case may be computed with, drawn at random. */
type Drawn = SoftmaxCrossEntropyOptions & { readonly target: Int32Array | Probabilities<Matrix> };

/** Distributions: some with masses of 0, some with all mass on one class. */
function distributionsOf(random: Random, { z: { rows, columns } }: Case): Probabilities<Matrix> {
  const type = random.next() < 0.5 ? "float64" : "float32";
  const y = alloc(rows, columns, type);
  for (let i = 0; i < rows; i++) {
    const row = y.data.subarray(i * columns, (i + 1) * columns);
    const share = random.next();
    row.forEach((_, j) => row[j] = random.next() < share ? random.next() : 0);
    if (!row.some((mass) => mass > 0)) row[random.whole(0, columns - 1)] = 1;
    let sum = 0;
    for (const mass of row) sum += mass;
    row.forEach((_, j) => row[j]! /= sum);
  }
  return (random.next() < 0.5 ? y : plainCopy(y, type)) as Probabilities<Matrix>;
}

/** Each option for itself, and then all at once. */
const OPTIONS: readonly ((random: Random, drawn: Case) => SoftmaxCrossEntropyOptions)[] = [
  () => ({}),
  () => ({ unit: "bits" }),
  (random, { z }) => ({
    classWeights: Array.from({ length: z.columns }, () => random.whole(0, 3)),
  }),
  (random, { z }) => ({
    sampleWeights: Array.from({ length: z.rows }, (_, i) => i && random.whole(0, 3)),
  }),
  (random) => ({ labelSmoothing: [0.1, 0.5, 1, random.next()][random.whole(0, 3)]! }),
  (random) => ({ temperature: [0.5, 3, 1e-3, 2 ** (6 * random.normal())][random.whole(0, 3)]! }),
  (random, { z }) => ({
    classMask: Array.from({ length: z.columns }, (_, j) => j === 0 || random.next() < 0.8),
  }),
  (random) => ({ zLoss: random.next() }),
];

function optionsOf(random: Random, drawn: Case): SoftmaxCrossEntropyOptions {
  const one = random.whole(0, OPTIONS.length);
  const chosen = one < OPTIONS.length ? [OPTIONS[one]!] : OPTIONS;
  return Object.assign({}, ...chosen.map((option) => option(random, drawn)));
}

function drawnOf(random: Random, drawn: Case): Drawn {
  const options = optionsOf(random, drawn);
  const isLabels = random.next() < 0.4;
  if (!isLabels) return { ...options, target: distributionsOf(random, drawn) };
  const ignoreIndex = random.next() < 0.2 ? drawn.labels[1]! : undefined;
  return { ...options, target: drawn.labels, ...ignoreIndex === undefined ? {} : { ignoreIndex } };
}

/** What a batch comes to under options; undefined if it is refused. */
function answerOf(z: Matrix, { target, ...options }: Drawn, out: Matrix | undefined) {
  const given = { ...options, reduction: "none", ...out ? { out } : {} } as const;
  return refusal(() => softmaxCrossEntropy(z, target as Int32Array, given)) ?? {
    losses: softmaxCrossEntropy(z, target as Int32Array, given),
    gradient: softmaxCrossEntropyWithGradient(z, target as Int32Array, given).gradient.data.slice(),
  };
}

function assertOptionsAgree(kernels: Kernels, drawn: Case, random: Random): void {
  const { z, type } = drawn;
  const options = drawnOf(random, drawn);
  const isNarrow = type === "float32" && random.next() < 0.5;
  const out = isNarrow ? alloc(z.rows, z.columns, "float32") : undefined;
  const [fast, scalar] = onBoth(kernels, () => answerOf(z, options, out));
  if (typeof fast === "string" || typeof scalar === "string") return assertEquals(fast, scalar);
  const unit = type === "float32" ? ulp32 : ulp;
  assertNear(fast.losses, scalar.losses, type === "float32" ? 1 : 4, unit);
  // A gradient is a difference of products of two probabilities, a weight and a scale.
  const weight = Math.max(1, ...Array.from(options.classWeights ?? []));
  const pull = (options.zLoss ?? 0) * 1000;
  const size = 0.25 * weight * (1 + pull) / (options.temperature ?? 1) * (options.unit ? 1.5 : 1);
  const sample = (k: number) => options.sampleWeights?.[Math.floor(k / z.columns)] ?? 1;
  assertNear(
    fast.gradient,
    scalar.gradient,
    isNarrow ? 2 : 8,
    isNarrow ? ulp32 : ulp,
    (k) => size * sample(k),
  );
}

for (const kernels of ["portable", "fused", "typescript"] as const) {
  for (const type of ["float64", "float32"] as const) {
    Deno.test(`the ${kernels} kernels agree under all options on 25,000 ${type} rows`, () => {
      const random = new Random(20261125);
      for (let rows = 0; rows < 25_000;) {
        const drawn = caseOf(random, type);
        assertOptionsAgree(kernels, drawn, random);
        rows += drawn.z.rows;
      }
    });
  }
}

/** A matrix as an array of its rows. */
function nested({ data, rows, columns }: Matrix): number[][] {
  return Array.from(
    { length: rows },
    (_, i) => Array.from(data.subarray(i * columns, (i + 1) * columns)),
  );
}

Deno.test("distributions may be rows of numbers, or lie where the gradient goes", () => {
  const random = new Random(23);
  for (let n = 0; n < 200; n++) {
    const drawn = caseOf(random, "float64");
    const { z } = drawn;
    const y = distributionsOf(random, drawn);
    if (y.data instanceof Float32Array) continue;
    const options = { reduction: "none", labelSmoothing: n % 2 ? 0.1 : 0 } as const;
    const expected = softmaxCrossEntropyWithGradient(z, y, options);
    const rows = softmaxCrossEntropyWithGradient(z, nested(y) as Probabilities[], options);
    assertEquals(rows, expected);
    const { gradient } = softmaxCrossEntropyWithGradient(z, y, { ...options, out: y });
    assertNear(gradient.data, expected.gradient.data, 8, ulp, () => 0.25);
  }
});

/** What makes a row of numbers no distribution. */
const FAULTS: readonly ((row: number[]) => void)[] = [
  (row) => row[1] = NaN,
  (row) => row[2] = -1e-9,
  (row) => row[0] = Infinity,
  (row) => row[3]! += 1e-6,
  (row) => row[3] = "1" as unknown as number,
  (row) => row.pop(),
];

Deno.test("what is no distribution is refused by the scalar path, in its words and its order", () => {
  const random = new Random(29);
  for (let n = 0; n < 600; n++) {
    const drawn = caseOf(random, n % 2 ? "float64" : "float32");
    const { z } = drawn;
    const rows = nested(distributionsOf(random, drawn));
    for (let k = 0; k < 2; k++) {
      FAULTS[random.whole(0, FAULTS.length - 1)]!(rows[random.whole(1, z.rows - 1)]!);
    }
    z.data[random.whole(0, z.data.length - 1)] = NaN;
    const [fast, scalar] = onBoth("portable", () => [
      refusal(() => softmaxCrossEntropy(z, rows as Probabilities[])),
      refusal(() => softmaxCrossEntropyGradient(z, rows as Probabilities[])),
    ]);
    assertEquals(fast, scalar);
    assertEquals(fast.includes(undefined), false);
  }
});

Deno.test("under all options, a gradient is the same beside its logits, in their place, and in other memory", () => {
  const random = new Random(43);
  for (let n = 0; n < 400; n++) {
    const drawn = caseOf(random, n % 2 ? "float32" : "float64");
    const { z, type } = drawn;
    const { target, ...options } = drawnOf(random, drawn);
    const gradientIn = (logits: Matrix, out: Matrix) =>
      softmaxCrossEntropyWithGradient(logits, target as Int32Array, { ...options, out });
    const fault = refusal(() => gradientIn(z, alloc(z.rows, z.columns, type)));
    if (fault !== undefined) continue;
    const { loss, gradient } = gradientIn(z, alloc(z.rows, z.columns, type));
    for (const logits of [plainCopy(z, type), z]) {
      const plain = plainCopy(logits, type);
      plain.data.fill(NaN);
      assertEquals(gradientIn(logits, plain), {
        loss,
        gradient: { ...plain, data: gradient.data },
      });
      const copy = logits === z ? z : plainCopy(z, type);
      assertEquals(gradientIn(copy, copy), { loss, gradient: { ...copy, data: gradient.data } });
    }
  }
});

Deno.test("softmax and its logarithm are the same beside the logits, in their place, and in other memory", () => {
  const random = new Random(47);
  for (let n = 0; n < 200; n++) {
    const { z, type } = caseOf(random, n % 2 ? "float32" : "float64");
    const temperature = n % 3 ? 1 : 2.5;
    for (const f of [softmax, logSoftmax]) {
      const expected = f(z, { temperature, out: alloc(z.rows, z.columns, type) }).data;
      const copy = plainCopy(z, type);
      assertEquals(f(copy, { temperature, out: plainCopy(z, type) }).data, expected);
      assertEquals(f(copy, { temperature, out: copy }).data, expected);
      const own = alloc(z.rows, z.columns, type);
      own.data.set(z.data);
      assertEquals(f(own, { temperature, out: own }).data, expected);
    }
  }
});
