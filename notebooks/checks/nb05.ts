import { brierScore, softmaxCrossEntropy } from "@surprisal/loss";
import { agrees, checker, hasFingerprint } from "../support/exercise.ts";
import { randomDistribution, seeded } from "../support/random.ts";

const A = [0.1, 0.5, 0.1, 0.1, 0.2];

/** Whether two predictions hold the same numbers, in whatever order. */
function isPermutation(u: number[], v: number[]): boolean {
  const [a, b] = [u, v].map((x) => x.slice(1).sort((i, j) => i - j));
  return a!.every((value, i) => Math.abs(value - b![i]!) < 1e-9);
}

/** Loss of the logits W x for x = (1, 2). */
function lossOf(W: number[][]): number {
  return softmaxCrossEntropy(W.map(([a, b]) => a! + 2 * b!), 0);
}

/** Slope of the loss when one weight moves. */
function slope(W: number[][], i: number, j: number): number {
  const nudged = (h: number) => W.map((row, k) => k === i ? row.with(j, row[j]! + h) : row);
  return (lossOf(nudged(1e-5)) - lossOf(nudged(-1e-5))) / 2e-5;
}

type Step = (q: number[], size: number) => number[];

/** Whether a step follows F⁺(q - y), whatever constant it adds to all logits. */
function isNatural(step: Step, q: number[]): boolean {
  const direction = step(q, 0.01).map((z_i, i) => (Math.log(q[i]!) - z_i) / 0.01);
  const mean = q.reduce((sum, q_i, i) => sum + q_i * direction[i]!, 0);
  return direction.length === q.length &&
    q.every((q_i, i) => Math.abs(q_i * (direction[i]! - mean) - (q_i - Number(i === 0))) < 1e-9);
}

export const exercises = {
  "E5.1": {
    hint: "the four others need the sum 0.9 and the same sum of squares, no more",
    accepts: ([u, v]: [number[], number[]]) =>
      u.length === 5 && v.length === 5 && agrees(u[0]!, 0.1) && agrees(v[0]!, 0.1) &&
      agrees(brierScore(u, 0), brierScore(v, 0)) &&
      !isPermutation(u, v),
  },
  "E5.2": {
    hint: "apply step twice to the logits of A and of B; the larger loss less the smaller",
    accepts: (gap: number) => hasFingerprint(gap, "07cd6e692f5f6d5e"),
  },
  "E5.3": {
    hint: "the chain rule: the slope by logit i, times how that logit moves with weight j",
    accepts: (gradient: number[][]) => {
      const W = A.map((q_i) => [Math.log(q_i), 0]);
      return gradient.length === 5 &&
        gradient.every((row, i) =>
          row.length === 2 && row.every((g, j) => Math.abs(g - slope(W, i, j)) < 1e-8)
        );
    },
  },
  "E5.4": {
    hint: "as along the simplex (C5.9), for any q: −1/q of the true class, less the mean",
    accepts: (step: Step) => {
      const random = seeded(54);
      return Array.from({ length: 20 }, (_, k) => randomDistribution(3 + k % 4, random))
        .every((q) => isNatural(step, q));
    },
  },
  "E5.5": {
    hint: "C5.10 has the gradient by the logits",
    accepts: (line: number) => hasFingerprint(line, "7ce780dfd90ba954"),
  },
};

export const check = checker(exercises);
