import {
  alloc,
  type Matrix,
  softmaxCrossEntropy,
  softmaxCrossEntropyWithGradient,
} from "@surprisal/loss";
import type { GoldenCase } from "../support/golden.ts";
import type { Subject } from "../support/subject.ts";

/** Enough entries that a batch is worth a kernel. */
const ENTRIES = 512;

/** A case as a batch: its row many times, with impossible classes up to what fills a vector. */
function batchOf(input: GoldenCase): { z: Matrix<Float64Array>; labels: Int32Array; kept: number } {
  const row = input.vector("z");
  const kept = row.length;
  const columns = Math.max(kept, 5);
  const rows = Math.ceil(ENTRIES / columns);
  const z = alloc(rows, columns, "float64");
  z.data.fill(-Infinity);
  for (let i = 0; i < rows; i++) z.data.set(row, i * columns);
  return { z, labels: new Int32Array(rows).fill(input.number("t")), kept };
}

const EACH = { reduction: "none" } as const;

/** Softmax cross-entropy of batches that the kernels take, held to the goals of single examples. */
export const KERNEL_SUBJECTS: Readonly<Record<string, readonly Subject[]>> = {
  logits: [
    {
      name: "softmaxCrossEntropy(batch, t)",
      key: "loss",
      goal: 2,
      answer: (c) => {
        const { z, labels } = batchOf(c);
        return softmaxCrossEntropy(z, labels, EACH)[z.rows - 1]!;
      },
    },
    {
      name: "softmaxCrossEntropyGradient(batch, t)",
      key: "gradient",
      goal: 3,
      answer: (c) => {
        const { z, labels, kept } = batchOf(c);
        const { gradient } = softmaxCrossEntropyWithGradient(z, labels, { ...EACH, out: z });
        const start = (z.rows - 1) * z.columns;
        return gradient.data.subarray(start, start + kept);
      },
    },
  ],
};
