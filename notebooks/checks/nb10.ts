import { brierScore, centralDifference, softmax } from "@surprisal/loss";
import { agrees, checker, hasFingerprint } from "../support/exercise.ts";
import { pick, readDigits } from "../data/digits.ts";
import { seeded } from "../support/random.ts";

/** Labels of which 20 were changed, and which ones. */
export function mislabelled(labels: Uint8Array): { labels: Uint8Array; changed: Set<number> } {
  const random = seeded(104);
  const changed = new Set<number>();
  while (changed.size < 20) changed.add(Math.floor(random() * labels.length));
  const spoilt = labels.slice();
  for (const i of changed) spoilt[i] = (spoilt[i]! + 1 + Math.floor(random() * 9)) % 10;
  return { labels: spoilt, changed };
}

export const exercises = {
  "E10.1": {
    hint: "with weights of 0 every example gets the same prediction: which one costs least?",
    accepts: (bias: [number, number]) => {
      const q = softmax(bias);
      return agrees(q[0]!, 0.9) && agrees(q[1]!, 0.1);
    },
  },
  "E10.2": {
    hint: "C10.1 and C10.10 each contradict one of them",
    accepts: ([a, b]: [number, number]) =>
      hasFingerprint(10 * Math.min(a, b) + Math.max(a, b), "826b9690fe635cdd"),
  },
  "E10.3": {
    hint: "by q first: 2 (q_j - y_j); then through the Jacobian of the softmax",
    accepts: (gradient: (z: number[], t: number) => ArrayLike<number>) =>
      [0, 1, 2, 3].every((t) => {
        const z = [1, -2, 0.5, 3];
        const slopes = centralDifference((x) => brierScore(softmax(x), t), z, 1e-5);
        const found = gradient(z, t);
        return slopes.every((slope, i) => Math.abs(found[i]! - slope) < 1e-8);
      }),
  },
  "E10.4": {
    hint: "a wrong label is a surprise to a model that was trained on right ones",
    accepts: async (suspects: number[]) => {
      const { changed } = mislabelled(pick(await readDigits(), 6000, 8000).labels);
      const named = new Set(suspects);
      return named.size <= 20 && [...named].filter((i) => changed.has(i)).length >= 10;
    },
  },
  "E10.5": {
    hint: "where the slope is 0, 1 / (1 + e^w) equals the price λ w; halve an interval",
    accepts: (bestWeight: (price: number) => number) =>
      [0.001, 0.01, 0.1, 1, 10].every((price) => {
        const w = bestWeight(price);
        return Math.abs(price * w * (1 + Math.exp(w)) - 1) < 1e-6;
      }),
  },
  "E10.6": {
    hint: "one time in ten the confident class is right; what do the other nine cost?",
    accepts: (nats: number) => hasFingerprint(nats, "7ba572904d64f55e"),
  },
};

export const check = checker(exercises);
