import { sigmoidBinaryCrossEntropy, softmax } from "@surprisal/loss";
import { agrees, checker, hasFingerprint } from "../support/exercise.ts";
import { randomDistribution, seeded } from "../support/random.ts";

type Gradient = (z: number[], y: number[]) => ArrayLike<number>;
type Correction = (z: number[], before: number[], after: number[]) => number[];

/** Slope of the summed binary cross-entropy when one logit moves. */
function slope(z: number[], y: number[], i: number): number {
  const loss = (h: number) =>
    sigmoidBinaryCrossEntropy(z.with(i, z[i]! + h), y, { reduction: "sum" });
  return (loss(1e-5) - loss(-1e-5)) / 2e-5;
}

/** Whether the corrected logits predict what Bayes' rule says for a random three-class problem. */
function followsBayes(correct: Correction, random: () => number): boolean {
  const likelihood = randomDistribution(3, random); // of what was seen, for each class
  const [before, after] = [randomDistribution(3, random), randomDistribution(3, random)];
  const logits = (shares: number[]) => likelihood.map((l, k) => Math.log(l * shares[k]!));
  const wanted = softmax(logits(after));
  const found = softmax(correct(logits(before), before, after));
  return found.every((q, k) => agrees(q, wanted[k]!));
}

export const exercises = {
  "E8.1": {
    hint: "C8.4 holds for each class on its own, whatever the other labels are",
    accepts: (gradient: Gradient) =>
      [[1, 1, 0, 0], [0, 0, 0, 0], [1, 0, 1, 1]].every((y) => {
        const z = [1, -2, 0.5, 3];
        return z.every((_, i) => Math.abs(gradient(z, y)[i]! - slope(z, y, i)) < 1e-8);
      }),
  },
  "E8.2": {
    hint: "C8.12 has the floor for K classes; solve it for K",
    accepts: (classes: number) => hasFingerprint(classes, "694d9883f8a63899"),
  },
  "E8.3": {
    hint: "multiply by after / before; what does a product become in logits?",
    accepts: (correct: Correction) => {
      const random = seeded(83);
      return Array.from({ length: 20 }).every(() => followsBayes(correct, random));
    },
  },
  "E8.4": {
    hint: "which of the four would fail for a photo with a dog and a beach?",
    accepts: (line: number) => hasFingerprint(line, "eec48e1c2bebfee4"),
  },
};

export const check = checker(exercises);
