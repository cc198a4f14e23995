import { centralDifference, logSumExp, softmaxCrossEntropy } from "@surprisal/loss";
import { agrees, checker, hasFingerprint } from "../support/exercise.ts";
import { randomDistribution, seeded } from "../support/random.ts";

type Gradient = (z: number[], t: number, temperature: number) => ArrayLike<number>;

/** Slope of the loss of z / temperature when logit i moves. */
function slope(z: number[], t: number, temperature: number, i: number): number {
  const loss = (h: number) =>
    softmaxCrossEntropy(z.with(i, z[i]! + h).map((z_j) => z_j / temperature), t);
  return (loss(1e-5) - loss(-1e-5)) / 2e-5;
}

/** The loss for any y, typed as it stands. */
function looseLoss(z: number[], y: number[]): number {
  return y.reduce((sum, y_j, j) => sum + y_j * (logSumExp(z) - z[j]!), 0);
}

export const exercises = {
  "E6.1": {
    hint: "z / T is what the softmax sees; by the chain rule one more factor comes out",
    accepts: (gradient: Gradient) =>
      [0.5, 2, 10].every((temperature) => {
        const z = [1, -2, 0.5, 3];
        return z.every((_, i) =>
          Math.abs(gradient(z, 1, temperature)[i]! - slope(z, 1, temperature, i)) < 1e-8
        );
      }),
  },
  "E6.2": {
    hint: "the sum of the eigenvalues is the sum of the diagonal",
    accepts: (trace: (q: number[]) => number) => {
      const random = seeded(62);
      const draws = Array.from({ length: 20 }, (_, k) => randomDistribution(2 + k % 5, random));
      return draws.every((q) => agrees(trace(q), q.reduce((sum, q_i) => sum + q_i * (1 - q_i), 0)));
    },
  },
  "E6.3": {
    hint: "the second softmax sees numbers between 0 and 1; which of them make its loss smallest?",
    accepts: (nats: number) => hasFingerprint(nats, "9d5c7815f82875dd"),
  },
  "E6.4": {
    hint: "C6.3",
    accepts: (line: number) => hasFingerprint(line, "eec48e1c2bebfee4"),
  },
  "E6.5": {
    hint: "line 4 of the derivation",
    accepts: (gradient: (z: number[], y: number[]) => ArrayLike<number>) =>
      [[2, 0, 0, 0], [0.2, 0.3, 0.1, 0.4], [1, 1, 0, 3], [0, 0, 0, 0]].every((y) => {
        const z = [1, -2, 0.5, 3];
        const slopes = centralDifference((x) => looseLoss(Array.from(x), y), z, 1e-5);
        const found = gradient(z, y);
        return slopes.every((slope, i) => Math.abs(found[i]! - slope) < 1e-8);
      }),
  },
};

export const check = checker(exercises);
