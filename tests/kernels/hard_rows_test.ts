import { assert } from "@std/assert";
import { alloc, chooseKernels, softmaxCrossEntropyWithGradient } from "@surprisal/loss";
import * as exact from "@surprisal/loss/exact";
import { ulp } from "../support/ulp.ts";
import { type Type, ulp32 } from "./cases.ts";
import { Random } from "./random.ts";

const EACH = { reduction: "none" } as const;

/** The most that losses and gradients may be off, in units in the last place of the type. */
const MOST = { float64: { loss: 2, slope: 3 }, float32: { loss: 1, slope: 2 } } as const;

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

for (const kernels of ["portable", "fused", "typescript"] as const) {
  for (const [type, most] of Object.entries(MOST) as [Type, typeof MOST[Type]][]) {
    Deno.test(`losses of hard ${type} rows stay within ${most.loss} ulp on ${kernels} kernels, gradients within ${most.slope}`, () => {
      const before = chooseKernels(kernels);
      const { loss, slope } = worstErrors(type, 660);
      chooseKernels(before);
      assert(loss <= most.loss, `loss: ${loss} ulp`);
      assert(slope <= most.slope, `gradient: ${slope} ulp`);
      assert(loss > 0 && slope > 0.1, "a bound that cannot be missed");
    });
  }
}
