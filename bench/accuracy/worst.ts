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
    "Exponentials and their sum are told in two parts. What is left is half an ulp by the division, and " +
    "half an ulp by the last addition.",
  ],
  [
    "`logSoftmax`, `softmaxCrossEntropy`, `sigmoidBinaryCrossEntropy`",
    "Half an ulp by log1p, and half an ulp by the last addition.",
  ],
  [
    "`logSumExp`",
    "The same, where the largest logit and what the others add cancel by half: what log1p rounds then " +
    "counts twice. Where they cancel by more it computes with twenty bits more.",
  ],
  [
    "`softmaxCrossEntropyGradient(z, y)`",
    "A difference of two probabilities that nearly agree, each rounded; in ulps of 1/4.",
  ],
  [
    "`sigmoid`, `softplus`",
    "An exp just above a power of two under an answer just below one: half an ulp of the exp is a whole one " +
    "of the answer.",
  ],
  [
    "`entropy`, `crossEntropy`",
    "One product, of a mass and a logarithm, that has nearly all of the sum, and the last addition: half an " +
    "ulp each, or a whole one across a power of two. Next to 1, and in bits, logarithms round too.",
  ],
  [
    "`klDivergence`, `jensenShannonDivergence`",
    "Logarithms come in two parts, right to 2^-62, and products are taken without rounding: what is left is " +
    "hardly more than the last addition.",
  ],
  [
    "`softmaxCrossEntropy` with `zLoss` or `focal`",
    "A square doubles the error of the log-sum-exp, a power gamma that of 1 - q gamma times.",
  ],
];
