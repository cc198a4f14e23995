import * as exact from "@surprisal/loss/exact";
import { checker, hasFingerprint } from "../support/exercise.ts";
import { seeded } from "../support/random.ts";
import { ulps } from "../support/ulp.ts";

/** Logits that are hard on a formula: leaders, losers, ties, offsets, and ordinary ones. */
function hardLogits(): number[][] {
  const random = seeded(122);
  const ordinary = () => Array.from({ length: 5 }, () => 6 * random() - 3);
  return Array.from({ length: 40 }, (_, i) => {
    const lead = [0, 20, 40, 300, -800][i % 5]!;
    const offset = [0, 4096, -4096][i % 3]!;
    return ordinary().map((z_k, k) =>
      Math.round((z_k + (k === 0 ? lead : 0)) * 1024) / 1024 + offset
    );
  });
}

/** A row that can be read once only, as it comes in. */
function* once(row: readonly number[]): Generator<number> {
  yield* row;
}

/** The cost of the teaching program. */
function cost(a: number, y: number): number {
  const plain = -y * Math.log(a) - (1 - y) * Math.log(1 - a);
  if (Number.isNaN(plain)) return 0;
  return plain === Infinity ? Number.MAX_VALUE : plain;
}

export const exercises = {
  "E12.1": {
    hint: "1 + x is 1 up to half the gap above 1, 2^-53; when is e^-g that small?",
    accepts: (lead: number) => hasFingerprint(lead, "52f3050c3778952b"),
  },
  "E12.2": {
    hint: "z_t out of every exponent; then log1p of all terms but one. Which one?",
    accepts: (loss: (z: number[], t: number) => number) =>
      hardLogits().every((z) =>
        [0, 1].every((t) => ulps(loss([...z], t), exact.softmaxCrossEntropy(z, t)) <= 8)
      ),
  },
  "E12.3": {
    hint: "keep the largest and the sum of exp(z - largest); a new largest shrinks the sum",
    accepts: (logSumExp: (stream: Iterable<number>) => number) =>
      [...hardLogits(), [-Infinity, 3, 2], [700, 800, 900], [900, 800, 700]].every((z) => {
        const truth = exact.logSumExp(z);
        return Math.abs(logSumExp(once(z)) - truth) <= 1e-14 * Math.max(1, Math.abs(truth));
      }),
  },
  "E12.4": {
    hint: "which a makes a logarithm NaN, whatever it is multiplied by?",
    accepts: ([a, y]: [number, number]) =>
      (y === 0 || y === 1) && !(a >= 0 && a <= 1) && cost(a, y) === 0,
  },
};

export const check = checker(exercises);
