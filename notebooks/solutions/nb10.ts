import { softmax, softmaxCrossEntropy, SoftmaxRegression } from "@surprisal/loss";
import { mislabelled } from "../checks/nb10.ts";
import { pick, readDigits } from "../data/digits.ts";
import { seeded } from "../support/random.ts";

/** 2 (q_j - y_j), through the Jacobian q_j (δ_ij - q_i) of the softmax. */
function brierGradient(z: number[], t: number): number[] {
  const q = softmax(z);
  const distance = Array.from(q, (q_j, j) => q_j - (j === t ? 1 : 0));
  const average = distance.reduce((sum, d_j, j) => sum + q[j]! * d_j, 0);
  return distance.map((d_i, i) => 2 * q[i]! * (d_i - average));
}

const all = await readDigits();
const validation = pick(all, 6000, 8000);
const { labels } = mislabelled(validation.labels);
const z = trained().logits(validation.x);

/** A model of the digits of the first pile, whose labels nobody changed. */
function trained(): SoftmaxRegression {
  const train = pick(all, 0, 6000);
  const model = new SoftmaxRegression(196, 10);
  const random = seeded(10);
  for (let epoch = 0; epoch < 5; epoch++) {
    model.trainEpoch(train.x, train.labels, { rate: 0.5, random });
  }
  return model;
}

/** The indices of the 20 largest scores. */
function largest(scores: ArrayLike<number>): number[] {
  const ranked = Array.from(scores, (score, i) => ({ score, i }));
  return ranked.sort((a, b) => b.score - a.score).slice(0, 20).map(({ i }) => i);
}

/** Halves the interval in which the slope changes its sign. */
function bestWeight(price: number): number {
  let [low, high] = [0, 1000];
  for (let k = 0; k < 100; k++) {
    const middle = (low + high) / 2;
    if (price * middle > 1 / (1 + Math.exp(middle))) high = middle;
    else low = middle;
  }
  return low;
}

export const solutions = {
  "E10.1": [Math.log(0.9), Math.log(0.1)], // plus any constant
  "E10.2": [2, 4],
  "E10.3": brierGradient,
  "E10.4": largest(softmaxCrossEntropy(z, labels, { reduction: "none" })),
  "E10.5": bestWeight,
  "E10.6": 0.9 * 20 + Math.log1p(9 * Math.exp(-20)), // 18 nats: eight times what a die costs
};

export const wrong = {
  "E10.1": [[0, 0], [0.9, 0.1]], // no bias; the shares themselves
  "E10.2": [[1, 2], [3, 4], [4, 5]],
  "E10.3": [
    (z: number[], t: number) => Array.from(softmax(z), (q_i, i) => 2 * (q_i - (i === t ? 1 : 0))), // by q
    (z: number[], t: number) => Array.from(softmax(z), (q_i, i) => q_i - (i === t ? 1 : 0)), // of cross-entropy
  ],
  "E10.4": [
    Array.from({ length: 20 }, (_, i) => i),
    largest(z.map((row) => -Math.max(...softmax(row)))), // the least confident answers
    Array.from({ length: 2000 }, (_, i) => i), // everybody
  ],
  "E10.5": [
    (price: number) => 1 / price, // where the slope of the loss alone were 1
    (price: number) => Math.log(1 / price), // close, for small prices only
    () => 40, // without end
  ],
  "E10.6": [Math.log(10), 20, 2],
};
