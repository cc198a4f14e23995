import * as exact from "@surprisal/loss/exact";
import type { GoldenCase } from "../support/golden.ts";
import type { Subject } from "../support/subject.ts";

const BITS = { unit: "bits" } as const;

/** Half an ulp, and a little where even double-double cannot tell from a tie. */
const ROUNDED = 0.501;

function subject(name: string, key: string, answer: Subject["answer"]): Subject {
  return { name, key, goal: ROUNDED, answer };
}

/**
 * A log-sum-exp below a thousandth of the largest logit is held to an absolute bound: half an ulp of
 * 2^-27 is below 1e-24.
 */
function vanishing(input: GoldenCase): number {
  const largest = Math.abs(input.vector("z").reduce((a, b) => Math.max(a, b)));
  const answer = Math.abs(input.truths("logSumExp")[0]!.nearest);
  return answer > largest / 1000 ? 0 : 2 ** -27;
}

const LOGITS: Subject[] = [
  subject("softmax(z)", "softmax", (c) => exact.softmax(c.vector("z"))),
  subject("logSoftmax(z)", "logSoftmax", (c) => exact.logSoftmax(c.vector("z"))),
  {
    ...subject("logSumExp(z)", "logSumExp", (c) => exact.logSumExp(c.vector("z"))),
    scale: vanishing,
  },
  subject("softmaxEntropy(z)", "softmaxEntropy", (c) => exact.softmaxEntropy(c.vector("z"))),
  subject(
    "softmaxCrossEntropy(z, t)",
    "loss",
    (c) => exact.softmaxCrossEntropy(c.vector("z"), c.number("t")),
  ),
  subject(
    "softmaxCrossEntropy(z, y)",
    "softLoss",
    (c) => exact.softmaxCrossEntropy(c.vector("z"), c.vector("y")),
  ),
  subject(
    "softmaxCrossEntropyGradient(z, t)",
    "gradient",
    (c) => exact.softmaxCrossEntropyGradient(c.vector("z"), c.number("t")),
  ),
  subject(
    "softmaxCrossEntropyGradient(z, y)",
    "softGradient",
    (c) => exact.softmaxCrossEntropyGradient(c.vector("z"), c.vector("y")),
  ),
];

const BINARY: Subject[] = [
  subject(
    "sigmoidBinaryCrossEntropy(x, y)",
    "loss",
    (c) => exact.sigmoidBinaryCrossEntropy(c.number("x"), c.number("y")),
  ),
];

const DISTRIBUTION: Subject[] = [
  subject("entropy(p)", "entropy", (c) => exact.entropy(c.vector("p"))),
  subject("entropy(p, bits)", "entropyBits", (c) => exact.entropy(c.vector("p"), BITS)),
];

const { crossEntropy, klDivergence, jensenShannonDivergence } = exact;

const PAIR: Subject[] = Object.entries({ crossEntropy, klDivergence, jensenShannonDivergence })
  .flatMap(([name, f]) => [
    subject(`${name}(p, q)`, name, (c) => f(c.vector("p"), c.vector("q"))),
    subject(`${name}(p, q, bits)`, `${name}Bits`, (c) => f(c.vector("p"), c.vector("q"), BITS)),
  ]);

/** The exact tier, by the golden file that holds its inputs. */
export const EXACT_SUBJECTS: Readonly<Record<string, readonly Subject[]>> = {
  logits: LOGITS,
  binary: BINARY,
  distribution: DISTRIBUTION,
  pair: PAIR,
};
