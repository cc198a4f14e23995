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
  mutualInformation,
  renyiEntropy,
  surprisal,
  tsallisEntropy,
} from "@surprisal/loss";
import type { GoldenCase } from "../support/golden.ts";
import type { Subject } from "../support/subject.ts";

const BITS = { unit: "bits" } as const;

/** Functions of one probability. */
export const PROBABILITY: readonly Subject[] = [
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
export const DISTRIBUTION: readonly Subject[] = [
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
export const JOINT: readonly Subject[] = [
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
export const PAIR: readonly Subject[] = ([
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

/** The same in bits. */
export const PAIR_BITS: readonly Subject[] = ([
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
