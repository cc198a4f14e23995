import {
  alloc,
  chooseKernels,
  crossEntropy,
  entropy,
  logSoftmax,
  logSumExp,
  type Matrix,
  type Probabilities,
  sigmoidBinaryCrossEntropy,
  sigmoidBinaryCrossEntropyGradient,
  softmax,
  softmaxCrossEntropy,
  type SoftmaxCrossEntropyOptions,
  softmaxCrossEntropyWithGradient,
} from "@surprisal/loss";
import type { GoldenCase } from "../support/golden.ts";
import type { Subject } from "../support/subject.ts";
import { SUBJECTS } from "./subjects.ts";

/** Enough entries that a batch is worth a kernel. */
const ENTRIES = 512;

/** A case's vector as a batch: many times, and up to what fills a vector with `filler`. */
function batchOf(input: GoldenCase, name: string, filler: number): Matrix<Float64Array> {
  const row = input.vector(name);
  const columns = Math.max(row.length, 5);
  const rows = Math.ceil(ENTRIES / columns);
  const batch = alloc(rows, columns, "float64");
  batch.data.fill(filler);
  for (let i = 0; i < rows; i++) batch.data.set(row, i * columns);
  return batch;
}

/** The logits of a case, with impossible classes for filler. */
function logitsOf(input: GoldenCase): Matrix<Float64Array> {
  return batchOf(input, "z", -Infinity);
}

function labelsOf(input: GoldenCase, { rows }: Matrix): Int32Array {
  return new Int32Array(rows).fill(input.number("t"));
}

/** The last row of an answer, without what filled it. */
function lastRow(input: GoldenCase, { data, rows, columns }: Matrix): ArrayLike<number> {
  const start = (rows - 1) * columns;
  return data.subarray(start, start + input.vector("z").length);
}

const EACH = { reduction: "none" } as const;

/** What kernels are held to where one example, by the scalar path, has a sharper goal. */
const GOALS: Readonly<Record<string, number>> = {
  softmax: 3,
  gradient: 3,
  logSoftmax: 2,
  loss: 2,
  softLoss: 2,
};

/** The function of a batch that a function of one example stands for, with its goal. */
function asBatch(
  group: string,
  name: string,
  batched: string,
  answer: (c: GoldenCase) => number | ArrayLike<number>,
): Subject {
  const subject = SUBJECTS[group]!.find((known) => known.name === name)!;
  const goal = group === "logits" ? GOALS[subject.key] : undefined;
  return { ...subject, name: batched, answer, goal: goal ?? subject.goal };
}

function lossesOf(
  input: GoldenCase,
  options: (input: GoldenCase) => SoftmaxCrossEntropyOptions<"nats">,
): number {
  const z = logitsOf(input);
  const kept = input.vector("z").length;
  const classMask = Array.from({ length: z.columns }, (_, j) => j < kept);
  const losses = softmaxCrossEntropy(z, labelsOf(input, z), {
    ...options(input),
    ...EACH,
    classMask,
  });
  return losses[z.rows - 1]!;
}

/** One pair many times: enough for a kernel. */
function pairOf(input: GoldenCase): [Float64Array, Float64Array] {
  const many = (name: string) => new Float64Array(ENTRIES).fill(input.number(name));
  return [many("x"), many("y")];
}

/** A distribution with impossible outcomes up to what is worth a kernel. */
function padded(input: GoldenCase, name: string): Float64Array {
  const masses = input.vector(name);
  const many = new Float64Array(Math.max(masses.length, ENTRIES));
  many.set(masses);
  return many;
}

const softTargets = (c: GoldenCase) => batchOf(c, "y", 0) as Probabilities<Matrix>;

/** Functions of batches that the kernels take, held to {@linkcode GOALS} or those of single examples. */
export const KERNEL_SUBJECTS: Readonly<Record<string, readonly Subject[]>> = {
  logits: [
    asBatch("logits", "softmax(z)", "softmax(batch)", (c) => {
      const z = logitsOf(c);
      return lastRow(c, softmax(z, { out: z }));
    }),
    asBatch(
      "logits",
      "logSoftmax(z)",
      "logSoftmax(batch)",
      (c) => lastRow(c, logSoftmax(logitsOf(c))),
    ),
    asBatch("logits", "logSumExp(z)", "logSumExp(batch)", (c) => logSumExp(logitsOf(c))[0]!),
    asBatch("logits", "softmaxCrossEntropy(z, t)", "softmaxCrossEntropy(batch, t)", (c) => {
      const z = logitsOf(c);
      return softmaxCrossEntropy(z, labelsOf(c, z), EACH)[z.rows - 1]!;
    }),
    asBatch("logits", "softmaxCrossEntropy(z, y)", "softmaxCrossEntropy(batch, y)", (c) => {
      const z = logitsOf(c);
      return softmaxCrossEntropy(z, softTargets(c), EACH)[z.rows - 1]!;
    }),
    asBatch(
      "logits",
      "softmaxCrossEntropyGradient(z, t)",
      "softmaxCrossEntropyGradient(batch, t)",
      (c) => {
        const z = logitsOf(c);
        const options = { ...EACH, out: z };
        return lastRow(c, softmaxCrossEntropyWithGradient(z, labelsOf(c, z), options).gradient);
      },
    ),
    asBatch(
      "logits",
      "softmaxCrossEntropyGradient(z, y)",
      "softmaxCrossEntropyGradient(batch, y)",
      (c) => {
        const z = logitsOf(c);
        const options = { ...EACH, out: z };
        return lastRow(c, softmaxCrossEntropyWithGradient(z, softTargets(c), options).gradient);
      },
    ),
  ],
  options: [
    asBatch("options", "softmax(z, { temperature })", "softmax(batch, { temperature })", (c) => {
      const temperature = c.number("temperature");
      return lastRow(c, softmax(logitsOf(c), { temperature }));
    }),
    asBatch(
      "options",
      "logSoftmax(z, { temperature })",
      "logSoftmax(batch, { temperature })",
      (c) => lastRow(c, logSoftmax(logitsOf(c), { temperature: c.number("temperature") })),
    ),
    asBatch(
      "options",
      "softmaxCrossEntropy(z, t, { temperature })",
      "softmaxCrossEntropy(batch, t, { temperature })",
      (c) => lossesOf(c, () => ({ temperature: c.number("temperature") })),
    ),
    asBatch(
      "options",
      "softmaxCrossEntropy(z, t, { labelSmoothing })",
      "softmaxCrossEntropy(batch, t, { labelSmoothing })",
      (c) => lossesOf(c, () => ({ labelSmoothing: c.number("labelSmoothing") })),
    ),
    asBatch(
      "options",
      "softmaxCrossEntropy(z, t, { zLoss })",
      "softmaxCrossEntropy(batch, t, { zLoss })",
      (c) => lossesOf(c, () => ({ zLoss: c.number("zLoss") })),
    ),
  ],
  binary: [
    asBatch(
      "binary",
      "sigmoidBinaryCrossEntropy(x, y)",
      "sigmoidBinaryCrossEntropy(batch, y)",
      (c) => sigmoidBinaryCrossEntropy(...pairOf(c), EACH)[1]!,
    ),
    asBatch(
      "binary",
      "sigmoidBinaryCrossEntropyGradient(x, y)",
      "sigmoidBinaryCrossEntropyGradient(batch, y)",
      (c) => sigmoidBinaryCrossEntropyGradient(...pairOf(c), EACH)[1]!,
    ),
  ],
  distribution: [
    asBatch("distribution", "entropy(p)", "entropy(many)", (c) => entropy(padded(c, "p"))),
  ],
  pair: [
    asBatch(
      "pair",
      "crossEntropy(p, q)",
      "crossEntropy(many, q)",
      (c) => crossEntropy(padded(c, "p"), padded(c, "q")),
    ),
  ],
};

/** The same on the kernels in TypeScript, as far as these go. */
export const TYPESCRIPT_SUBJECTS: Readonly<Record<string, readonly Subject[]>> = {
  logits: KERNEL_SUBJECTS.logits!.map((subject) => ({
    ...subject,
    answer(input) {
      const before = chooseKernels("typescript");
      try {
        return subject.answer(input);
      } finally {
        chooseKernels(before);
      }
    },
  })),
};
