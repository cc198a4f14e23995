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
import { onBoth, type Type, ulp32 } from "./cases.ts";
import { Random } from "./random.ts";

const EACH = { reduction: "none" } as const;

/**
 * A row that is hard on sums: one entry on top, all others the same two or four numbers at some depth,
 * so that roundings repeat; the label anywhere, often two below the top. Gives entries worth a look.
 */
function fillHard(random: Random, row: Float64Array): { label: number; probes: number[] } {
  const top = [1, 20, 300][random.whole(0, 2)]! * (random.next() - 0.5);
  const depth = random.next() < 0.3 ? 0 : 50 * random.next() ** 3;
  const near = random.next() < 0.5 ? 1 : 1e-3;
  const values = [0, 1, 2, 3].map(() => top - depth - near * random.next());
  const period = [1, 2, 4][random.whole(0, 2)]!;
  for (let j = 0; j < row.length; j++) row[j] = values[j % period]!;
  const at = random.whole(0, row.length - 1);
  row[at] = top;
  const label = random.whole(0, row.length - 1);
  if (random.next() < 0.8) row[label] = top - (random.next() < 0.5 ? 2 : 9 * random.next());
  return { label, probes: [0, 1, 2, 3, at, label] };
}

/** The largest errors in `rounds` batches of hard rows, in units in the last place of the type. */
function worstErrors(type: Type, rounds: number): { loss: number; slope: number } {
  const random = new Random(31);
  const unit = type === "float32" ? ulp32 : ulp;
  const worst = { loss: 0, slope: 0 };
  for (let n = 0; n < rounds; n++) {
    const columns = [4, 10, 63, 64, 65, 500, 1000, 1023, 1024, 1025, 3000][n % 11]!;
    const z = alloc(Math.ceil(256 / columns), columns, type);
    const out = alloc(z.rows, columns, type);
    const row = new Float64Array(columns);
    const hard = Array.from({ length: z.rows }, (_, i) => {
      const found = fillHard(random, row);
      z.data.set(row, i * columns);
      return found;
    });
    const labels = hard.map(({ label }) => label);
    const { loss } = softmaxCrossEntropyWithGradient(z, labels, { ...EACH, out });
    hard.slice(0, 6).forEach(({ label, probes }, i) => {
      const logits = z.data.subarray(i * columns, (i + 1) * columns);
      const truth = exact.softmaxCrossEntropy(logits, label);
      worst.loss = Math.max(worst.loss, Math.abs(loss[i]! - truth) / unit(truth));
      const slopes = exact.softmaxCrossEntropyGradient(logits, label);
      for (const j of probes) {
        const error = Math.abs(out.data[i * columns + j]! - slopes[j]!);
        worst.slope = Math.max(worst.slope, error / unit(slopes[j]!));
      }
    });
  }
  return worst;
}

for (
  const [type, most] of [["float64", [2, 3]], ["float32", [
    1,
    2,
  ]]] as const satisfies readonly (readonly [Type, readonly number[]])[]
) {
  Deno.test(`losses of hard ${type} rows stay within ${most[0]} ulp on TypeScript kernels, gradients within ${most[1]}`, () => {
    const before = chooseKernels("typescript");
    const { loss, slope } = worstErrors(type, 660);
    chooseKernels(before);
    assert(loss <= most[0], `loss: ${loss} ulp`);
    assert(slope <= most[1], `gradient: ${slope} ulp`);
    assert(loss > 0 && slope > 0.1, "a bound that cannot be missed");
  });
}

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
