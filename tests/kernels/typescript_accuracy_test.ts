import { assert, assertEquals } from "@std/assert";
import {
  alloc,
  chooseKernels,
  softmaxCrossEntropy,
  softmaxCrossEntropyWithGradient,
} from "@surprisal/loss";
import * as exact from "@surprisal/loss/exact";
import { INVERSE } from "../../lib/kernels/table_exp.ts";
import { ulp } from "../support/ulp.ts";
import { onBoth } from "./cases.ts";
import { Random } from "./random.ts";

const EACH = { reduction: "none" } as const;

Deno.test("others far below the largest keep their digits, however many there are", () => {
  const before = chooseKernels("typescript");
  for (const columns of [1000, 30_000]) {
    for (const depth of [12, 16, 18.6234, 21]) {
      for (const at of [0, 1, 544, 545]) {
        const z = alloc(2, columns, "float64");
        for (let k = 0; k < z.data.length; k++) z.data[k] = -10.08 - depth - (k % 2) * 0.68058;
        z.data[at] = z.data[columns + at] = -10.08;
        const truth = exact.softmaxCrossEntropy(z.data.subarray(0, columns), at);
        const [found] = softmaxCrossEntropy(z, [at, at], EACH);
        assert(Math.abs(found! - truth) <= 2 * ulp(truth), `${columns}, ${depth}: ${found}`);
      }
    }
  }
  chooseKernels(before);
});

Deno.test("logits whose places in the table would be those of others are as good as none", () => {
  const turn = 2 ** 32 / INVERSE; // so many logits further on, 32 bits begin anew
  for (const far of [-1e4, -1e6, -turn, 1 - turn, 2 - 2 * turn, -1e9, -1e300, -Infinity]) {
    for (const count of [1, 30]) {
      const z = alloc(3, 100, "float64");
      z.data.forEach((_, k) => z.data[k] = k % 7);
      for (let k = 0; k < count; k++) z.data.fill(far, 100 + 3 * k, 101 + 3 * k);
      const labels = [5, 7, 9];
      const [found, scalar] = onBoth(
        "typescript",
        () => softmaxCrossEntropyWithGradient(z, labels, EACH),
      );
      found.loss.forEach((loss, i) => {
        assert(Math.abs(loss - scalar.loss[i]!) <= 2 * ulp(loss), `${far}: ${loss}`);
      });
      assertEquals(found.gradient.data[100], scalar.gradient.data[100]);
      found.gradient.data.forEach((slope, k) => {
        const wanted = scalar.gradient.data[k]!;
        assert(Math.abs(slope - wanted) <= 4 * ulp(wanted), `${far}, ${k}: ${slope}`);
      });
    }
  }
});

Deno.test("a loss is the same with its gradient and without", () => {
  const before = chooseKernels("typescript");
  const random = new Random(37);
  for (const type of ["float32", "float64"] as const) {
    const z = alloc(40, 700, type);
    z.data.forEach((_, k) => z.data[k] = 5 * random.normal());
    const labels = Int32Array.from({ length: 40 }, () => random.whole(0, 699));
    const out = alloc(40, 700, type);
    const { loss } = softmaxCrossEntropyWithGradient(z, labels, { ...EACH, out });
    assertEquals(loss, softmaxCrossEntropy(z, labels, EACH));
  }
  chooseKernels(before);
});
