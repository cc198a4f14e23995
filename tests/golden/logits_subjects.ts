import {
  log1mExp,
  logSigmoid,
  logSoftmax,
  logSumExp,
  sigmoid,
  sigmoidBinaryCrossEntropy,
  sigmoidBinaryCrossEntropyGradient,
  softmax,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
  type SoftmaxCrossEntropyOptions,
  softmaxEntropy,
  softplus,
} from "@surprisal/loss";
import type { GoldenCase } from "../support/golden.ts";
import type { Subject } from "../support/subject.ts";

/**
 * A log-sum-exp is the largest logit plus what the others add: where these two cancel, the last bit
 * of the logit decides.
 */
function largestLogit(input: GoldenCase): number {
  return Math.abs(input.vector("z").reduce((a, b) => Math.max(a, b)));
}

/**
 * A gradient is a difference of two probabilities; where these nearly agree it is no more exact than
 * they are, and 4 ulp of 1/4 are 2.2e-16.
 */
function quarter(): number {
  return 0.25;
}

/** Functions of one vector of logits. */
export const LOGITS: readonly Subject[] = [
  { name: "softmax(z)", key: "softmax", goal: 1.5, answer: (c) => softmax(c.vector("z")) },
  { name: "logSoftmax(z)", key: "logSoftmax", goal: 1.5, answer: (c) => logSoftmax(c.vector("z")) },
  {
    name: "logSumExp(z)",
    key: "logSumExp",
    goal: 2,
    answer: (c) => logSumExp(c.vector("z")),
    scale: largestLogit,
  },
  {
    name: "softmaxEntropy(z)",
    key: "softmaxEntropy",
    goal: 2,
    answer: (c) => softmaxEntropy(c.vector("z")),
  },
  {
    name: "softmaxCrossEntropy(z, t)",
    key: "loss",
    goal: 1.5,
    answer: (c) => softmaxCrossEntropy(c.vector("z"), c.number("t")),
  },
  {
    name: "softmaxCrossEntropy(z, y)",
    key: "softLoss",
    goal: 2,
    answer: (c) => softmaxCrossEntropy(c.vector("z"), c.vector("y")),
  },
  {
    name: "softmaxCrossEntropyGradient(z, t)",
    key: "gradient",
    goal: 1.5,
    answer: (c) => softmaxCrossEntropyGradient(c.vector("z"), c.number("t")),
  },
  {
    name: "softmaxCrossEntropyGradient(z, y)",
    key: "softGradient",
    goal: 4,
    answer: (c) => softmaxCrossEntropyGradient(c.vector("z"), c.vector("y")),
    scale: quarter,
  },
];

/** The loss of a golden case under options read from it. */
function optionedLoss(
  name: string,
  key: string,
  goal: number,
  options: (c: GoldenCase) => SoftmaxCrossEntropyOptions<"nats">,
): Subject {
  return {
    name: `softmaxCrossEntropy(z, t, { ${name} })`,
    key,
    goal,
    answer: (c) => softmaxCrossEntropy(c.vector("z"), c.number("t"), options(c)),
  };
}

/** The same with options that change the formula. */
export const OPTIONS: readonly Subject[] = [
  {
    name: "softmax(z, { temperature })",
    key: "temperedSoftmax",
    goal: 3,
    answer: (c) => softmax(c.vector("z"), { temperature: c.number("temperature") }),
  },
  {
    name: "logSoftmax(z, { temperature })",
    key: "temperedLogSoftmax",
    goal: 2,
    answer: (c) => logSoftmax(c.vector("z"), { temperature: c.number("temperature") }),
  },
  optionedLoss("temperature", "temperedLoss", 2, (c) => ({ temperature: c.number("temperature") })),
  optionedLoss("labelSmoothing", "smoothedLoss", 3, (c) => ({
    labelSmoothing: c.number("labelSmoothing"),
  })),
  optionedLoss("zLoss", "penalisedLoss", 3, (c) => ({ zLoss: c.number("zLoss") })),
  optionedLoss("focal", "focalLoss", 8, (c) => ({ focal: { gamma: c.number("gamma") } })),
];

/** Functions of one binary logit and its label. */
export const BINARY: readonly Subject[] = [
  {
    name: "sigmoidBinaryCrossEntropy(x, y)",
    key: "loss",
    goal: 1.5,
    answer: (c) => sigmoidBinaryCrossEntropy(c.number("x"), c.number("y")),
  },
  {
    name: "sigmoidBinaryCrossEntropyGradient(x, y)",
    key: "gradient",
    goal: 4,
    answer: (c) => sigmoidBinaryCrossEntropyGradient(c.number("x"), c.number("y")),
    scale: (c) => Number.isInteger(c.number("y")) ? 0 : quarter(),
  },
];

/** Functions of one number. */
export const SCALAR: readonly Subject[] = [
  { name: "sigmoid(x)", key: "sigmoid", goal: 2, answer: (c) => sigmoid(c.number("x")) },
  { name: "softplus(x)", key: "softplus", goal: 2, answer: (c) => softplus(c.number("x")) },
  { name: "logSigmoid(x)", key: "logSigmoid", goal: 2, answer: (c) => logSigmoid(c.number("x")) },
  { name: "log1mExp(x)", key: "log1mExp", goal: 2, answer: (c) => log1mExp(c.number("x")) },
];
