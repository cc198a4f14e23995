import { assert } from "@std/assert";
import * as loss from "@surprisal/loss";
import * as exact from "@surprisal/loss/exact";
import { ulp } from "../support/ulp.ts";

// Golden numbers of a hundred thousand classes would fill a repository: here the exact tier, which is
// held to 0.501 ulp by goldens of fewer classes, stands in for mpmath.

const SIZES = [1_000, 10_000, 100_000];

/** Numbers in [0, 1) that are the same on every machine (Lehmer's generator). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = state * 48271 % 2147483647) / 2147483647;
}

/** Logits of about N(0, 3): the sum of twelve uniform numbers, less six. */
function logits(K: number, random: () => number): Float64Array {
  const normal = () => Array.from({ length: 12 }, random).reduce((a, b) => a + b) - 6;
  return Float64Array.from({ length: K }, () => 3 * normal());
}

/** The largest distance of answers from the exact tier's, in ulps; half an ulp is the exact tier's own. */
function errorOf(answer: number | ArrayLike<number>, truth: number | ArrayLike<number>): number {
  const [found, expected] = [answer, truth].map((x) => typeof x === "number" ? [x] : x);
  let worst = 0;
  for (let j = 0; j < expected!.length; j++) {
    worst = Math.max(worst, Math.abs(found![j]! - expected![j]!) / ulp(expected![j]!));
  }
  return worst + 0.5;
}

for (const K of SIZES) {
  Deno.test(`the goals hold for ${K} classes`, () => {
    const random = numbers(K);
    const z = logits(K, random);
    const t = Math.floor(K * random());
    const p = loss.softmax(z);
    const q = loss.softmax(logits(K, random));
    const errors: [string, number, number][] = [
      ["softmax", 3, errorOf(p, exact.softmax(z))],
      ["logSoftmax", 2, errorOf(loss.logSoftmax(z), exact.logSoftmax(z))],
      ["logSumExp", 2, errorOf(loss.logSumExp(z), exact.logSumExp(z))],
      ["loss, t", 2, errorOf(loss.softmaxCrossEntropy(z, t), exact.softmaxCrossEntropy(z, t))],
      ["loss, y", 2, errorOf(loss.softmaxCrossEntropy(z, q), exact.softmaxCrossEntropy(z, q))],
      [
        "gradient, t",
        3,
        errorOf(loss.softmaxCrossEntropyGradient(z, t), exact.softmaxCrossEntropyGradient(z, t)),
      ],
      ["entropy", 2, errorOf(loss.entropy(p), exact.entropy(p))],
      ["crossEntropy", 2, errorOf(loss.crossEntropy(p, q), exact.crossEntropy(p, q))],
      ["klDivergence", 4, errorOf(loss.klDivergence(p, q), exact.klDivergence(p, q))],
      [
        "jensenShannonDivergence",
        4,
        errorOf(loss.jensenShannonDivergence(p, q), exact.jensenShannonDivergence(p, q)),
      ],
    ];
    for (const [name, goal, error] of errors) assert(error <= goal, `${name}: ${error} ulp`);
  });
}
