import {
  binaryEntropy,
  crossEntropy,
  entropy,
  jensenShannonDistance,
  jensenShannonDivergence,
  klDivergence,
  log1mExp,
  logSigmoid,
  logSoftmax,
  logSumExp,
  sigmoid,
  softmax,
  softplus,
  surprisal,
} from "@surprisal/loss";
import type { GoldenCase } from "../support/golden.ts";
import type { Subject } from "../support/subject.ts";

const BITS = { unit: "bits" } as const;

/** The largest logit: a log-sum-exp is no more exact than it, however small the answer itself. */
function largestLogit(input: GoldenCase): number {
  const z = input.vector("z");
  return Math.abs(z.reduce((a, b) => Math.max(a, b)));
}

/** Functions of one vector of logits. */
const LOGITS: Subject[] = [
  { name: "softmax(z)", key: "softmax", goal: 3, answer: (c) => softmax(c.vector("z")) },
  { name: "logSoftmax(z)", key: "logSoftmax", goal: 2, answer: (c) => logSoftmax(c.vector("z")) },
  {
    name: "logSumExp(z)",
    key: "logSumExp",
    goal: 2,
    answer: (c) => logSumExp(c.vector("z")),
    scale: largestLogit,
  },
];

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
];

/** Functions of two distributions: the name, where the truth is, the goal, the call. */
const PAIR: Subject[] = ([
  ["crossEntropy(p, q)", "crossEntropy", 2, crossEntropy],
  ["klDivergence(p, q)", "klDivergence", 4, klDivergence],
  ["jensenShannonDivergence(p, q)", "jensenShannonDivergence", 4, jensenShannonDivergence],
  ["jensenShannonDistance(p, q)", "jensenShannonDistance", 3, jensenShannonDistance],
] as const).map(([name, key, goal, f]) => ({
  name,
  key,
  goal,
  answer: (c) => f(c.vector("p"), c.vector("q")),
}));

const PAIR_BITS: Subject[] = ([
  ["crossEntropy(p, q, bits)", "crossEntropyBits", 2, crossEntropy],
  ["klDivergence(p, q, bits)", "klDivergenceBits", 4, klDivergence],
  [
    "jensenShannonDivergence(p, q, bits)",
    "jensenShannonDivergenceBits",
    4,
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
  scalar: SCALAR,
  probability: PROBABILITY,
  distribution: DISTRIBUTION,
  pair: [...PAIR, ...PAIR_BITS],
};
