import {
  binaryCrossEntropy,
  binaryEntropy,
  brierScore,
  conditionalEntropy,
  crossEntropy,
  entropy,
  jensenShannonDistance,
  jensenShannonDivergence,
  klDivergence,
  log1mExp,
  logSigmoid,
  logSoftmax,
  logSumExp,
  mutualInformation,
  renyiEntropy,
  sigmoid,
  sigmoidBinaryCrossEntropy,
  sigmoidBinaryCrossEntropyGradient,
  softmax,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
  type SoftmaxCrossEntropyOptions,
  softmaxEntropy,
  softplus,
  surprisal,
  tsallisEntropy,
} from "@surprisal/loss";
import type { GoldenCase } from "../support/golden.ts";
import type { Subject } from "../support/subject.ts";

const BITS = { unit: "bits" } as const;

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
const LOGITS: Subject[] = [
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
const OPTIONS: Subject[] = [
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
const BINARY: Subject[] = [
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
const SCALAR: Subject[] = [
  { name: "sigmoid(x)", key: "sigmoid", goal: 2, answer: (c) => sigmoid(c.number("x")) },
  { name: "softplus(x)", key: "softplus", goal: 2, answer: (c) => softplus(c.number("x")) },
  { name: "logSigmoid(x)", key: "logSigmoid", goal: 2, answer: (c) => logSigmoid(c.number("x")) },
  { name: "log1mExp(x)", key: "log1mExp", goal: 2, answer: (c) => log1mExp(c.number("x")) },
];

/** Functions of one probability. */
const PROBABILITY: Subject[] = [
  { name: "surprisal(q)", key: "surprisal", goal: 1, answer: (c) => surprisal(c.number("p")) },
  {
    name: "surprisal(q, bits)",
    key: "surprisalBits",
    goal: 1,
    answer: (c) => surprisal(c.number("p"), BITS),
  },
  {
    name: "binaryEntropy(p)",
    key: "binaryEntropy",
    goal: 2,
    answer: (c) => binaryEntropy(c.number("p")),
  },
  {
    name: "binaryEntropy(p, bits)",
    key: "binaryEntropyBits",
    goal: 2,
    answer: (c) => binaryEntropy(c.number("p"), BITS),
  },
  {
    name: "binaryCrossEntropy(q, y)",
    key: "binaryLoss",
    goal: 2,
    answer: (c) => binaryCrossEntropy(c.number("p"), c.number("y")),
  },
];

/** Functions of one distribution. */
const DISTRIBUTION: Subject[] = [
  { name: "entropy(p)", key: "entropy", goal: 2, answer: (c) => entropy(c.vector("p")) },
  {
    name: "entropy(p, bits)",
    key: "entropyBits",
    goal: 2,
    answer: (c) => entropy(c.vector("p"), BITS),
  },
  {
    name: "brierScore(q, t)",
    key: "brierScore",
    goal: 3,
    answer: (c) => brierScore(c.vector("p"), c.number("t")),
  },
  {
    name: "renyiEntropy(p, order)",
    key: "renyiEntropy",
    goal: 4,
    answer: (c) => renyiEntropy(c.vector("p"), c.number("order")),
  },
  {
    name: "tsallisEntropy(p, order)",
    key: "tsallisEntropy",
    goal: 4,
    answer: (c) => tsallisEntropy(c.vector("p"), c.number("order")),
  },
];

/**
 * The sums of rows and columns are rounded, so that variables look dependent by a share e of 2^-53;
 * a true dependence d has an information of the size d², and (d + e)² is off by d e: 2^-53 of its root.
 */
function rootOfInformation(input: GoldenCase): number {
  return Math.sqrt(input.truths("mutualInformation")[0]!.nearest);
}

/** Functions of a joint distribution. */
const JOINT: Subject[] = [
  {
    name: "mutualInformation(joint)",
    key: "mutualInformation",
    goal: 4,
    answer: (c) => mutualInformation(c.rows("joint")),
    scale: rootOfInformation,
  },
  {
    name: "conditionalEntropy(joint)",
    key: "conditionalEntropy",
    goal: 3,
    answer: (c) => conditionalEntropy(c.rows("joint")),
  },
  {
    name: "conditionalEntropy(joint, bits)",
    key: "conditionalEntropyBits",
    goal: 3,
    answer: (c) => conditionalEntropy(c.rows("joint"), BITS),
  },
];

/** Functions of two distributions: the name, where the truth is, the goal, the call. */
const PAIR: Subject[] = ([
  ["crossEntropy(p, q)", "crossEntropy", 2, crossEntropy],
  ["klDivergence(p, q)", "klDivergence", 1.5, klDivergence],
  ["jensenShannonDivergence(p, q)", "jensenShannonDivergence", 1.5, jensenShannonDivergence],
  ["jensenShannonDistance(p, q)", "jensenShannonDistance", 3, jensenShannonDistance],
] as const).map(([name, key, goal, f]) => ({
  name,
  key,
  goal,
  answer: (c) => f(c.vector("p"), c.vector("q")),
}));

const PAIR_BITS: Subject[] = ([
  ["crossEntropy(p, q, bits)", "crossEntropyBits", 2, crossEntropy],
  ["klDivergence(p, q, bits)", "klDivergenceBits", 1.5, klDivergence],
  [
    "jensenShannonDivergence(p, q, bits)",
    "jensenShannonDivergenceBits",
    1.5,
    jensenShannonDivergence,
  ],
] as const).map(([name, key, goal, f]) => ({
  name,
  key,
  goal,
  answer: (c) => f(c.vector("p"), c.vector("q"), BITS),
}));

/** Every function under measurement, by the golden file that holds its inputs. */
export const SUBJECTS: Readonly<Record<string, readonly Subject[]>> = {
  logits: LOGITS,
  options: OPTIONS,
  binary: BINARY,
  scalar: SCALAR,
  probability: PROBABILITY,
  distribution: DISTRIBUTION,
  joint: JOINT,
  pair: [...PAIR, ...PAIR_BITS],
};
