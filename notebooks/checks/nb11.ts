import { sigmoid, softmaxCrossEntropyGradient } from "@surprisal/loss";
import { agrees, checker, hasFingerprint } from "../support/exercise.ts";
import { randomDistribution, seeded } from "../support/random.ts";

/** The smallest cross-entropy with a truth y: by coding it with itself, term by term. */
function smallestLoss(y: readonly number[]): number {
  return -y.reduce((sum, y_i) => y_i === 0 ? sum : sum + y_i * Math.log(y_i), 0);
}

type Error = (confidence: number[], correct: boolean[], bins: number) => number;

/** Cuts sorted predictions into pieces; each is off by what its sums are apart. */
function referenceError(confidence: number[], correct: boolean[], bins: number): number {
  const sorted = confidence.map((c, i) => c - Number(correct[i])).map((gap, i) => ({ gap, i }));
  sorted.sort((a, b) => confidence[a.i]! - confidence[b.i]!);
  const size = confidence.length / bins;
  const pieces = Array.from({ length: bins }, (_, b) => sorted.slice(b * size, (b + 1) * size));
  const sums = pieces.map((piece) => piece.reduce((sum, { gap }) => sum + gap, 0));
  return sums.reduce((sum, gap) => sum + Math.abs(gap), 0) / confidence.length;
}

/** Scores and outcomes that a straight line through a sigmoid explains only in part. */
function yesOrNo(random: () => number): { scores: number[]; outcomes: number[] } {
  const scores = Array.from({ length: 200 }, () => 8 * random() - 3);
  return { scores, outcomes: scores.map((s) => Number(random() < sigmoid(0.6 * s - 1))) };
}

/** Mean of the forecasts' outcomes, and how far forecast and outcome are apart within each group. */
function partsOf(forecasts: number[], outcomes: number[]): [number, number, number] {
  const groups = new Map<number, number[]>();
  forecasts.forEach((f, i) => groups.set(f, [...groups.get(f) ?? [], outcomes[i]!]));
  const all = outcomes.reduce((sum, o) => sum + o, 0) / outcomes.length;
  let [calibration, resolution] = [0, 0];
  for (const [f, group] of groups) {
    const o = group.reduce((sum, each) => sum + each, 0) / group.length;
    calibration += group.length * (f - o) ** 2 / outcomes.length;
    resolution += group.length * (o - all) ** 2 / outcomes.length;
  }
  return [calibration, resolution, all - all ** 2];
}

export const exercises = {
  "E11.1": {
    hint: "H(y, q) = … + D(y ‖ q), and the divergence is 0 at best",
    accepts: (subtract: (y: number[]) => number) => {
      const random = seeded(111);
      const truths = [[1, 0, 0], [0, 0.25, 0.25, 0.5]];
      for (let trial = 0; trial < 10; trial++) truths.push(randomDistribution(4, random));
      return truths.every((y) => Math.abs(subtract(y) - smallestLoss(y)) < 1e-9);
    },
  },
  "E11.2": {
    hint: "each piece: |mean confidence − share of right answers|; all pieces weigh the same",
    accepts: (error: Error) => {
      const random = seeded(112);
      return [[40, 4], [60, 10], [200, 8]].every(([n, bins]) => {
        const confidence = Array.from({ length: n! }, () => Math.sqrt(random()));
        const correct = confidence.map((c) => random() < c ** 2);
        return agrees(
          error([...confidence], [...correct], bins!),
          referenceError(confidence, correct, bins!),
        );
      });
    },
  },
  "E11.3": {
    hint: "the best prediction is the smoothed truth itself; its logits are its logarithms",
    accepts: (gap: (epsilon: number, K: number) => number) =>
      [[0.1, 5], [0.2, 2], [0.05, 10], [0.5, 3]].every(([labelSmoothing, K]) => {
        const z = new Array<number>(K!).fill(0).with(0, gap(labelSmoothing!, K!));
        const slope = softmaxCrossEntropyGradient(z, 0, { labelSmoothing: labelSmoothing! });
        return slope.every((g) => Math.abs(g) < 1e-9);
      }),
  },
  "E11.4": {
    hint: "C11.7 contradicts one; for the other, look for a logarithm of a number above 1",
    accepts: ([a, b]: [number, number]) =>
      hasFingerprint(10 * Math.min(a, b) + Math.max(a, b), "2012e0c395ce0482"),
  },
  "E11.5": {
    hint: "the slopes are the means of σ − y and of (σ − y) s; go downhill until both are 0",
    accepts: (platt: (scores: number[], outcomes: number[]) => [number, number]) => {
      const random = seeded(115);
      return Array.from({ length: 3 }, () => yesOrNo(random)).every(({ scores, outcomes }) => {
        const [a, b] = platt([...scores], [...outcomes]);
        const off = scores.map((s, i) => sigmoid(a * s + b) - outcomes[i]!);
        const shift = off.reduce((sum, each) => sum + each, 0) / off.length;
        const stretch = off.reduce((sum, each, i) => sum + each * scores[i]!, 0) / off.length;
        return Math.abs(shift) < 1e-4 && Math.abs(stretch) < 1e-4;
      });
    },
  },
  "E11.6": {
    hint: "group by value; each group counts by its share of all",
    accepts: (
      murphy: (forecasts: number[], outcomes: number[]) => [number, number, number],
    ) => {
      const random = seeded(116);
      return [20, 100].every((N) => {
        const forecasts = Array.from({ length: N }, () => Math.floor(5 * random()) / 4);
        const outcomes = forecasts.map((f) => Number(random() < f ** 2));
        const wanted = partsOf(forecasts, outcomes);
        const found = murphy([...forecasts], [...outcomes]);
        return found.length === 3 && wanted.every((part, i) => Math.abs(part - found[i]!) < 1e-9);
      });
    },
  },
};

export const check = checker(exercises);
