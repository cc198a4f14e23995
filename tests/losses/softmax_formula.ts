import fc from "fast-check";
import type { SoftmaxCrossEntropyOptions } from "@surprisal/loss";
import { within } from "../support/arbitraries.ts";

/** Options whose answer is one number. */
export type Options = SoftmaxCrossEntropyOptions<"nats" | "bits", "mean" | "sum">;

/** The formula of the documentation, computed as it reads. */
export function reference(
  z: number[][],
  y: number[][],
  labels: number[] | undefined,
  o: Options,
): number {
  let total = 0;
  let weights = 0;
  z.forEach((row, i) => {
    const weight = labels?.[i] === o.ignoreIndex && labels ? 0 : o.sampleWeights?.[i] ?? 1;
    if (weight === 0) return;
    const kept = row.map((_, j) => o.classMask === undefined || Boolean(o.classMask[j]));
    const exps = row.map((x, j) => kept[j] ? Math.exp(x / (o.temperature ?? 1)) : 0);
    const sum = exps.reduce((a, b) => a + b);
    const K = kept.filter(Boolean).length;
    const smoothing = o.labelSmoothing ?? 0;
    let loss = 0;
    let mass = 0;
    y[i]!.forEach((truth, j) => {
      const smooth = truth * (1 - smoothing) + (kept[j] ? smoothing / K : 0);
      const w = o.classWeights?.[j] ?? 1;
      mass += w * truth;
      if (w * smooth === 0) return;
      const q = exps[j]! / sum;
      const alpha = o.focal?.alpha ?? 1;
      const factor = (typeof alpha === "number" ? alpha : alpha[j]!) *
        (1 - q) ** (o.focal?.gamma ?? 0);
      loss -= w * smooth * factor * Math.log(q);
    });
    total += weight * (loss + (o.zLoss ?? 0) * mass * Math.log(sum) ** 2);
    weights += weight * mass;
  });
  const unit = o.unit === "bits" ? Math.LN2 : 1;
  return (o.reduction === "sum" ? total : total / weights) / unit;
}

/** The size of the cases: examples, classes. */
export const [N, K] = [3, 4];

function rows(entry: fc.Arbitrary<number>): fc.Arbitrary<number[][]> {
  const row = fc.array(entry, { minLength: K, maxLength: K });
  return fc.array(row, { minLength: N, maxLength: N });
}

/** Any combination of options; class 3 may be masked and is then no one's truth. */
export const cases = fc.record({
  z: rows(within(-4, 4)),
  labels: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: N, maxLength: N }),
  masses: rows(within(0.1, 1)),
  soft: fc.boolean(),
  options: fc.record({
    unit: fc.constantFrom("nats" as const, "bits" as const),
    reduction: fc.constantFrom("mean" as const, "sum" as const),
    labelSmoothing: within(0, 1),
    classWeights: fc.array(within(0.1, 3), { minLength: K, maxLength: K }),
    sampleWeights: fc.array(within(0.1, 3), { minLength: N, maxLength: N }),
    classMask: fc.boolean().map((last) => [true, true, 1, last]),
    temperature: within(0.5, 3),
    zLoss: within(0, 0.1),
    focal: fc.record({
      gamma: within(0, 4),
      alpha: fc.oneof(within(0, 2), fc.array(within(0, 2), { minLength: K, maxLength: K })),
    }, { requiredKeys: ["gamma"] }),
  }, { requiredKeys: [] }),
});

/** Distributions over the classes 0, 1 and 2. */
export function distributions(masses: number[][]): number[][] {
  return masses.map((row) => {
    const three = row.slice(0, 3);
    const sum = three.reduce((a, b) => a + b);
    return [...three.map((mass) => mass / sum), 0];
  });
}
