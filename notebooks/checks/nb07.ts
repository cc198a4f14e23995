import { binaryCrossEntropy, softmaxCrossEntropy } from "@surprisal/loss";
import { agrees, checker, hasFingerprint } from "../support/exercise.ts";

/** Mean loss of the probabilities given to what came, clipped. */
function score(model: number[], epsilon: number): number {
  return binaryCrossEntropy(model, model.map(() => 1), { onZero: { clip: epsilon } });
}

/** Logits and truths, masked classes among them, each with a finite loss. */
const MASKED: [number[], number[]][] = [
  [[0, 0, -Infinity], [0.5, 0.5, 0]],
  [[1, -Infinity, 3, -Infinity], [0.25, 0, 0.75, 0]],
  [[1000, 0, -Infinity], [0.5, 0.5, 0]],
  [[2, -1, 0.5], [0.2, 0.3, 0.5]],
];

export const exercises = {
  "E7.1": {
    hint: "give the first model one zero, and make it a good deal better on the other nine",
    accepts: ([first, second]: [number[], number[]]) =>
      first.length === 10 && second.length === 10 &&
      score(first, 1e-7) < score(second, 1e-7) && score(second, 1e-15) < score(first, 1e-15),
  },
  "E7.2": {
    hint: "three of the four examples cost next to nothing",
    accepts: (epsilon: number) =>
      epsilon > 0 && agrees(score([1, 1, 1, 0], epsilon), 8.634694098727671),
  },
  "E7.3": {
    hint: "leave out the classes whose truth is 0; take the largest logit out of the sum first",
    accepts: (loss: (z: number[], y: number[]) => number) =>
      MASKED.every(([z, y]) => agrees(loss(z, y), softmaxCrossEntropy(z, y))) &&
      loss([0, -Infinity], [0, 1]) === Infinity,
  },
  "E7.4": {
    hint: "set the slope of −p ln(q + ε) − (1 − p) ln(1 − q + ε) by q to 0",
    accepts: (best: (p: number, epsilon: number) => number) =>
      [[0.1, 0.01], [0.3, 0.04], [0.9, 0.02], [0.5, 0.03]].every(([p, add]) => {
        const q = best(p!, add!);
        const slope = p! / (q + add!) - (1 - p!) / (1 - q + add!);
        return Math.abs(slope) < 1e-9;
      }),
  },
  "E7.5": {
    hint: "the counts now add up to how many more?",
    accepts: (addOne: (counts: number[]) => number[]) =>
      [[3, 0, 1], [0, 0], [7, 2, 0, 0, 1]].every((counts) => {
        const q = addOne([...counts]);
        const odds = counts.map((n, i) => q[i]! / (n + 1));
        const total = q.reduce((sum, q_i) => sum + q_i, 0);
        return q.length === counts.length && agrees(total, 1) &&
          odds.every((odd) => agrees(odd, odds[0]!));
      }),
  },
  "E7.6": {
    hint: "C7.6",
    accepts: (line: number) => hasFingerprint(line, "ed943e0faadda456"),
  },
};

export const check = checker(exercises);
