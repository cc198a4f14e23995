import type { GoldenCase } from "../../tests/support/golden.ts";
import type { Finding } from "../../tests/support/subject.ts";

/** The input on which a function errs most, of those measured. */
export interface Worst {
  readonly family: string;
  /** Position in the answer, 0 for a number. */
  readonly entry: number;
  /** The input as JSON, or how large it is. */
  readonly input: string;
}

/** Parts of an input, by their names in the golden files: those beside them are answers. */
const PARTS = ["z", "x", "y", "t", "p", "q", "joint", "temperature", "gamma", "order"];

/** Inputs longer than this are told by their size. */
const LONGEST = 120;

/** The worst input, for a reader. */
export function worstOf({ input, at }: Finding): Worst {
  return { family: input.family, entry: at, input: describe(input) };
}

function describe(input: GoldenCase): string {
  const parts = PARTS.filter((part) => input.has(part)).map((part) =>
    `${part} = ${JSON.stringify(input.stored(part))}`
  );
  const text = parts.join(", ");
  if (text.length <= LONGEST) return text;
  const vector = ["z", "p"].find((part) => input.has(part));
  return vector ? `${input.vector(vector).length} classes` : "a table";
}

/** Where the errors come from, function by function. */
export const REASONS: readonly (readonly [string, string])[] = [
  [
    "`softmax`, and the gradient by a label",
    "Half an ulp each by exp, by the sum of all other classes, and by the division. Half an ulp of a " +
    "number just above a power of two is a whole one of a number just below: the worst inputs have an e " +
    "of the one kind and a q of the other.",
  ],
  [
    "`logSoftmax`, `softmaxCrossEntropy`, `logSumExp`",
    "One runner-up decides, with an exp just above a power of two and a logarithm just below one: a whole " +
    "ulp by exp, half a one by log1p, half a one by the last addition. No input can do noticeably worse than 2.",
  ],
  [
    "`softmaxCrossEntropyGradient(z, y)`",
    "A difference of two probabilities that nearly agree, each rounded; in ulps of 1/4.",
  ],
  [
    "`sigmoid`, `softplus`, `sigmoidBinaryCrossEntropy`",
    "As with softmax, one exp just above a power of two under an answer just below one.",
  ],
  [
    "`entropy`, `crossEntropy`",
    "Two classes, of which one has nearly all: the logarithm of the small one rounds, and the small share " +
    "of the large one is added to it. What products and sums round is carried along.",
  ],
  [
    "`klDivergence`",
    "Terms of both signs, each off by the rounding of its logarithm, whose sum is a third as large. Where " +
    "it is smaller still the logarithms are taken with twenty bits more.",
  ],
  [
    "`jensenShannonDivergence`",
    "Masses three times as large as their partner: two logarithms of opposite sign, whose sum is a " +
    "quarter as large as they are. From there on a series takes over.",
  ],
  [
    "`softmaxCrossEntropy` with `zLoss` or `focal`",
    "A square doubles the error of the log-sum-exp, a power gamma that of 1 - q gamma times.",
  ],
];
