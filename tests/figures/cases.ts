import {
  binaryEntropyCurve,
  brierAgainstNextLoss,
  codeBookBars,
  decisionRegions,
  derivativeErrors,
  doubleSoftmaxRange,
  entropyAndWaste,
  gradientRows,
  jacobianHeatmap,
  logSumExpAndMax,
  lossBaselines,
  lossOverTime,
  predictionBars,
  probabilityGradient,
  surprisalCurve,
  toSvg,
  trueDigits,
  ulpErrors,
} from "@surprisal/loss/figures";
import { flowers, HEADS, lossErrors, sumErrors } from "./head_data.ts";
import { COMMENT, derivatives, descent, gradients, QUESTION, splits, stepped } from "./data.ts";
import { AWKWARD_LEARNING, LEARNING_CASES } from "./learning_cases.ts";
import { AWKWARD_CODING, CODING_CASES } from "./coding_cases.ts";
import { AWKWARD_DIVERGENCES, DIVERGENCE_CASES } from "./divergence_cases.ts";

/** Drawings under review, by the name of their golden file: the data are those of the notebooks. */
export const CASES: Record<string, () => SVGSVGElement> = {
  ...DIVERGENCE_CASES,
  ...CODING_CASES,
  ...LEARNING_CASES,
  surprisalCurve: () => surprisalCurve({ marks: [1, 1 / 2, 1 / 8, 0.1] }),
  binaryEntropyCurve: () => binaryEntropyCurve({ mark: 0.11 }),
  predictionBars: () => predictionBars(QUESTION, { target: 0 }),
  predictionBarsOfSixteen: () =>
    predictionBars(Array.from({ length: 16 }, (_, k) => (k + 1) / 136), { target: 12 }),
  codeBookBars: () =>
    codeBookBars([
      ["26 equally likely letters", 37.6035, 37.6035],
      ["letters of Moby-Dick", 28.9, 45.35],
      ["its own letters", 0, 24],
      ["only the letter a", 0, Infinity],
      ["gzip", 184, 224],
    ].flatMap(([book, a, j]) => [
      { text: "aaaaaaaa", book: book as string, bits: a as number },
      { text: "jteikfqa", book: book as string, bits: j as number },
    ])),
  entropyAndWaste: () =>
    entropyAndWaste([
      { label: "p in its own book", entropy: 1.75, divergence: 0 },
      { label: "p in a book for equal chances", entropy: 1.75, divergence: 0.25 },
      { label: "Moby-Dick in the book of Brown", entropy: 4.091, divergence: 0.00603 },
      { label: "the five classes", entropy: 0, divergence: 3.321928 },
    ], { unit: "bits" }),
  lossBaselines: () => lossBaselines({ loss: 2.3025850929940455 }),
  lossBaselinesInBits: () => lossBaselines({ loss: 3.5, unit: "bits", classes: [2, 10, 50257] }),
  gradientRows: () => {
    const [one, two] = [gradients(QUESTION), gradients(COMMENT)];
    return gradientRows(
      Object.keys(one).map((coordinates) => ({
        coordinates,
        predictions: [
          { label: "q = (.1, .5, .1, .1, .2)", gradient: one[coordinates]! },
          { label: "q = (.1, .6, .1, .1, .1)", gradient: two[coordinates]! },
        ],
      })),
      { target: 0 },
    );
  },
  jacobianHeatmap: () =>
    jacobianHeatmap(QUESTION.map((q, i) => QUESTION.map((r, j) => (i === j ? q : 0) - q * r))),
  lossOverTime: () =>
    lossOverTime([
      { label: "even: .225 each", ...descent([0.1, 0.225, 0.225, 0.225, 0.225], 4) },
      { label: "question: .5, .1, .1, .2", ...descent(QUESTION, 4) },
      { label: "comment: .6, .1, .1, .1", ...descent(COMMENT, 4) },
      { label: "two rivals: .45, .45", ...descent([0.1, 0.45, 0.45, 1e-12, 1e-12], 4) },
      { label: "one rival: .9", ...descent([0.1, 0.9, 1e-12, 1e-12, 1e-12], 4) },
    ]),
  brierAgainstNextLoss: () =>
    brierAgainstNextLoss([
      ...splits(1000).map((q) => stepped(q)),
      stepped([0.1, 0.225, 0.225, 0.225, 0.225], "even"),
      stepped(QUESTION, "question"),
      stepped(COMMENT, "comment"),
      stepped([0.1, 0.45, 0.45, 1e-12, 1e-12], "two rivals"),
      stepped([0.1, 0.9, 1e-12, 1e-12, 1e-12], "one rival"),
    ]),
  derivativeErrors: () => derivativeErrors(derivatives()),
  derivativeErrorsUnbroken: () =>
    derivativeErrors(
      derivatives().slice(0, 2).map(({ method, h, error }) => ({
        method,
        h,
        error: error.map((x) => x < 1e-9 ? 0 : x),
      })),
    ),
  logSumExpAndMax: () => logSumExpAndMax(),
  probabilityGradient: () => probabilityGradient({ mark: 0.1 }),
  decisionRegions: () =>
    decisionRegions(HEADS, flowers(), {
      classes: ["setosa", "versicolor", "virginica"],
      x: "petal length (cm)",
      y: "petal width (cm)",
    }),
  doubleSoftmaxRange: () => doubleSoftmaxRange(),
  trueDigits: () =>
    trueDigits([
      { method: "−ln softmax(z)", digits: [15, 14, 12, 8, 3, 0, 0, 0] },
      { method: "lse(z) − z", digits: [15, 13, 11, 7, 2, 0, 0, 0] },
      { method: "log1p(rest)", digits: [16, 16, 16, 15, 15, 15, 15, 14] },
    ], { x: "gap (nats)", cases: ["1", "5", "10", "20", "30", "36", "100", "700"] }),
  ulpErrors: () => ulpErrors(lossErrors(), { x: "gap to the true logit (nats, log scale)" }),
  ulpErrorsOfSums: () => ulpErrors(sumErrors(), { x: "number of losses (log scale)" }),
};

/** Drawings of awkward data, for the checks of layout only. */
export const AWKWARD: Record<string, () => SVGSVGElement> = {
  ...AWKWARD_DIVERGENCES,
  ...AWKWARD_CODING,
  ...AWKWARD_LEARNING,
  surprisalOfRareEvents: () => surprisalCurve({ marks: [1e-6, 0.01, 0.011, 0.012, 0.9, 0.3] }),
  binaryEntropyAtTheEnd: () => binaryEntropyCurve({ mark: 1 }),
  binaryEntropyNearTheTop: () => binaryEntropyCurve({ mark: 0.5 }),
  binaryEntropyAtTheStart: () => binaryEntropyCurve({ mark: 0.001 }),
  certainPrediction: () => predictionBars([0, 1, 0], { target: 1 }),
  certainAndWrong: () =>
    predictionBars([1 / 3, 2 / 3, 0], { target: 2, labels: ["cat", "dog", "owl"] }),
  predictionOfOne: () => predictionBars([1], { target: 0 }),
  predictionOfEight: () => predictionBars(Array(8).fill(0.125), { target: 0 }),
  oneRowNoWaste: () => entropyAndWaste([{ label: "p", entropy: 0, divergence: 0 }]),
  lossBelowAllBaselines: () => lossBaselines({ loss: 0.02 }),
  lossAboveAllBaselines: () => lossBaselines({ loss: 12, classes: [2, 3] }),
  lossOfGpt: () => lossBaselines({ loss: 10.82, classes: [2, 1000, 50257] }),
  oneBook: () => codeBookBars([{ text: "a", book: "b", bits: 1 }]),
  gradientsOfEight: () =>
    gradientRows([{
      coordinates: "logits z",
      predictions: [0, 1].map((k) => ({
        label: `prediction ${k}`,
        gradient: Array.from({ length: 8 }, (_, i) => i === k ? -0.987 : 0.109),
      })),
    }], { target: 3 }),
  measuredGradients: () =>
    gradientRows([{
      coordinates: "measured",
      predictions: [0, 1].map((k) => ({ label: "q", gradient: [-9 + 1e-8 * k, 1, 1 - 1e-8 * k] })),
    }], { target: 0 }),
  oneGradient: () =>
    gradientRows([{ coordinates: "z", predictions: [{ label: "q", gradient: [0, 0] }] }], {
      target: 1,
    }),
  jacobianOfTen: () => jacobianHeatmap(Array.from({ length: 10 }, () => Array(10).fill(-0.0123))),
  jacobianOfOne: () => jacobianHeatmap([[0]]),
  equalLosses: () =>
    lossOverTime(["a", "b", "c", "d", "e"].map((label) => ({ label, t: [0, 1], loss: [1, 0] }))),
  brierAtTheEdges: () =>
    brierAgainstNextLoss([
      { brier: 0, loss: 0, label: "best of all" },
      { brier: 2, loss: 5, label: "worst of all" },
      { brier: 1, loss: 2 },
    ]),
  brierOfOne: () => brierAgainstNextLoss([{ brier: 1.2, loss: 1, label: "only" }]),
  logSumExpFarOff: () => logSumExpAndMax({ fixed: -40, reach: 3 }),
  gradientToTheEnd: () => probabilityGradient({ smallest: 1e-300, mark: 1e-200 }),
  gradientNearOne: () => probabilityGradient({ smallest: 0.001, mark: 0.02 }),
  regionsOfOnePoint: () =>
    decisionRegions(
      [{ label: "one", answers: "above 0", weights: [[1, 1, 0], [1, 1, -1], [-1, 2, 0]] }],
      [{ x: 0, y: 0, t: 2 }],
      { classes: ["a rather long name", "b", "c"], x: "x (cm)", y: "y (cm)" },
    ),
  doubleSoftmaxOfFew: () => doubleSoftmaxRange({ classes: [2, 3, 4, 5] }),
  doubleSoftmaxOfMany: () => doubleSoftmaxRange({ classes: [7000, 8000, 10000] }),
  digitsOfOne: () => trueDigits([{ method: "one", digits: [0] }], { x: "x", cases: ["a"] }),
  digitsOfTen: () =>
    trueDigits(
      Array.from({ length: 10 }, (_, i) => ({
        method: `a rather long name ${i}`,
        digits: Array.from({ length: 10 }, (_, k) => i + k > 16 ? 16 : i + k),
      })),
      { x: "x", cases: Array.from({ length: 10 }, (_, k) => `${k}00`) },
    ),
  equalUlpErrors: () =>
    ulpErrors(
      ["a", "b", "c", "d", "e"].map((method) => ({ method, x: [1, 10], ulps: [0, Infinity] })),
      { x: "x (no unit)" },
    ),
  noUlpErrors: () =>
    ulpErrors(["a", "b"].map((method) => ({ method, x: [3], ulps: [0] })), { x: "x (no unit)" }),
};

/** A drawing as its golden file holds it. */
export function svgOf(name: string): string {
  return toSvg(CASES[name]!(), { title: `Title of ${name}`, desc: `Description of ${name}` });
}
