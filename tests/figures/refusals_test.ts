import { assertThrows } from "@std/assert";
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
  trueDigits,
  ulpErrors,
} from "@surprisal/loss/figures";
import { LEARNING_REFUSALS } from "./learning_cases.ts";
import { CODING_REFUSALS } from "./coding_cases.ts";
import { DIVERGENCE_REFUSALS } from "./divergence_cases.ts";

const row = (gradient: number[]) => ({ coordinates: "z", predictions: [{ label: "q", gradient }] });
const bits = (bits: number) => [{ text: "a", book: "b", bits }];
const line = { label: "a", t: [0, 1], loss: [2, 1] };

const regions = (weights: number[][], points: { x: number; y: number; t: number }[]) =>
  decisionRegions([{ label: "a", answers: "largest", weights }], points, {
    classes: ["b"],
    x: "x",
    y: "y",
  });

/** What is drawn, the class of the error, and words that it must hold. */
const CASES: [() => unknown, typeof TypeError | typeof RangeError, string][] = [
  ...DIVERGENCE_REFUSALS,
  ...CODING_REFUSALS,
  ...LEARNING_REFUSALS,
  [() => surprisalCurve({ marks: [0.5, 0] }), RangeError, "must be in (0, 1]: marks[1] is 0"],
  [() => surprisalCurve({ marks: [NaN] }), RangeError, "marks[0] is NaN"],
  [() => binaryEntropyCurve({ mark: 1.1 }), RangeError, "must be in [0, 1]: mark is 1.1"],
  [
    () => predictionBars([], { target: 0 }),
    RangeError,
    "number of classes must be 1 to 16: found 0",
  ],
  [() => predictionBars([1], { target: 1 }), RangeError, "integer in [0, 1): target is 1"],
  [() => predictionBars([0.5, 0.6, -0.1], { target: 1 }), RangeError, "in [0, 1]: q[2] is -0.1"],
  [() => predictionBars([1], { target: 0, labels: [] }), TypeError, "expected 1, found 0"],
  [() => codeBookBars([]), RangeError, "number of rows must be at least 1: found 0"],
  [() => codeBookBars(bits(-1)), RangeError, "each cost must be >= 0: bits[0] is -1"],
  [() => codeBookBars(bits(NaN)), RangeError, "bits[0] is NaN"],
  [
    () => codeBookBars(["a", "b", "c", "d"].map((text) => ({ text, book: "b", bits: 1 }))),
    RangeError,
    "number of texts must be 1 to 3: found 4",
  ],
  [() => entropyAndWaste([]), RangeError, "number of rows must be at least 1: found 0"],
  [
    () => entropyAndWaste([{ label: "a", entropy: 1, divergence: Infinity }]),
    RangeError,
    "finite and >= 0: divergence[0] is Infinity",
  ],
  [() => lossBaselines({ loss: 0 }), RangeError, "finite and > 0: loss is 0"],
  [() => lossBaselines({ loss: 1, classes: [2, 1.5] }), RangeError, "classes[1] is 1.5"],
  [() => gradientRows([], { target: 0 }), RangeError, "number of rows must be at least 1: found 0"],
  [
    () => gradientRows([row([1]), row([1, 2])], { target: 0 }),
    TypeError,
    "rows[1].predictions[0].gradient must have one entry per class: expected 1, found 2",
  ],
  [() => gradientRows([row([1])], { target: 1 }), RangeError, "target is 1"],
  [() => jacobianHeatmap([[1, 2]]), TypeError, "must be square, J[0] too: expected 1, found 2"],
  [() => jacobianHeatmap([]), RangeError, "number of rows must be 1 to 10: found 0"],
  [() => jacobianHeatmap([[1]], { labels: ["a", "b"] }), TypeError, "expected 1, found 2"],
  [() => lossOverTime([]), RangeError, "number of series must be 1 to 5: found 0"],
  [() => lossOverTime(Array(6).fill(line)), RangeError, "number of series must be 1 to 5: found 6"],
  [
    () => lossOverTime([{ ...line, t: [0] }]),
    TypeError,
    "a loss for each time: expected 1, found 2",
  ],
  [() => lossOverTime([{ label: "a", t: [0], loss: [] }]), TypeError, "expected 1, found 0"],
  [
    () => lossOverTime([{ ...line, loss: [1, Infinity] }]),
    RangeError,
    "series[0].loss[1] is Infinity",
  ],
  [() => brierAgainstNextLoss([]), RangeError, "number of points must be at least 1: found 0"],
  [
    () => brierAgainstNextLoss([{ brier: 1, loss: NaN }]),
    RangeError,
    "must be finite: loss[0] is NaN",
  ],
  [() => derivativeErrors([]), RangeError, "number of series must be 1 to 5: found 0"],
  [
    () => derivativeErrors([{ method: "a", h: [1], error: [] }]),
    TypeError,
    "an error for each step: expected 1, found 0",
  ],
  [
    () => derivativeErrors([{ method: "a", h: [0], error: [1] }]),
    RangeError,
    "finite and > 0: series[0].h[0] is 0",
  ],
  [
    () => derivativeErrors([{ method: "a", h: [1], error: [-1] }]),
    RangeError,
    "finite and >= 0: series[0].error[0] is -1",
  ],
  [() => jacobianHeatmap([[NaN]]), RangeError, "each entry must be finite: J[0][0] is NaN"],
  [() => gradientRows([row([NaN])], { target: 0 }), RangeError, "gradient[0] is NaN"],
  [() => logSumExpAndMax({ fixed: NaN }), RangeError, "must be finite: fixed is NaN"],
  [() => logSumExpAndMax({ reach: 0 }), RangeError, "reach is 0"],
  [() => probabilityGradient({ smallest: 0 }), RangeError, "smallest is 0"],
  [() => probabilityGradient({ mark: 1 }), RangeError, "must be in (0, 1): mark is 1"],
  [
    () => regions([[1, 0]], [{ x: 0, y: 0, t: 0 }]),
    TypeError,
    "panels[0].weights[0] must have weights of x, of y and a bias: expected 3, found 2",
  ],
  [() => regions([], [{ x: 0, y: 0, t: 0 }]), TypeError, "a row per class: expected 1, found 0"],
  [() => regions([[1, 0, NaN]], [{ x: 0, y: 0, t: 0 }]), RangeError, "weights[0][2] is NaN"],
  [() => regions([[1, 0, 0]], [{ x: 0, y: 0, t: 1 }]), RangeError, "have a name: t[0] is 1"],
  [() => regions([[1, 0, 0]], [{ x: 0, y: Infinity, t: 0 }]), RangeError, "in turn[1] is Infinity"],
  [() => regions([[1, 0, 0]], []), RangeError, "number of points must be at least 1: found 0"],
  [() => doubleSoftmaxRange({ classes: [2, 1] }), RangeError, "classes[1] is 1"],
  [
    () => doubleSoftmaxRange({ classes: [] }),
    RangeError,
    "number of numbers of classes must be 1 to 7: found 0",
  ],
  [
    () => trueDigits([{ method: "a", digits: [17] }], { x: "x", cases: ["b"] }),
    RangeError,
    "rows[0].digits[0] is 17",
  ],
  [
    () => trueDigits([{ method: "a", digits: [] }], { x: "x", cases: ["b"] }),
    TypeError,
    "rows[0].digits must have one entry per case: expected 1, found 0",
  ],
  [() => ulpErrors([], { x: "x" }), RangeError, "number of series must be 1 to 5: found 0"],
  [
    () => ulpErrors([{ method: "a", x: [0], ulps: [1] }], { x: "x" }),
    RangeError,
    "series[0].x[0] is 0",
  ],
  [
    () => ulpErrors([{ method: "a", x: [1], ulps: [NaN] }], { x: "x" }),
    RangeError,
    "series[0].ulps[0] is NaN",
  ],
  [
    () => ulpErrors([{ method: "a", x: [1], ulps: [] }], { x: "x" }),
    TypeError,
    "an error for each place: expected 1, found 0",
  ],
];

Deno.test("figure functions refuse what they cannot draw, and say what they found", async (t) => {
  for (const [draw, error, words] of CASES) {
    await t.step(words, () => void assertThrows(draw, error, words));
  }
});
