import * as loss from "@surprisal/loss";
import * as exact from "@surprisal/loss/exact";
import type { Kind } from "./bad_values.ts";

/** A call with one argument left open. */
export interface Opening {
  readonly name: string;
  /** The argument, by the name the message must give it. */
  readonly argument: string;
  readonly kind: Kind;
  readonly call: (x: never) => unknown;
}

type Argument = readonly [argument: string, kind: Kind, call: (x: never) => unknown];

const half = [0.5, 0.5];
const rows = [half, half];
const z = [[0, 1], [2, 3]];
const two = [0, 1];
const one = [0, 1];
const method = "plugin" as const;
const flat = (x: ArrayLike<number>) => x[0]!;

/** Every function of the library, and each of its arguments in each of its forms. */
const LOSS: Readonly<Record<string, readonly Argument[]>> = {
  Complex: [],
  LossAccumulator: [
    ["total", "number", (x) => new loss.LossAccumulator().add(x, 1)],
    ["weight", "number", (x) => new loss.LossAccumulator().add(1, x)],
  ],
  SoftmaxRegression: [
    ["features", "number", (x) => new loss.SoftmaxRegression(x, 2)],
    ["classes", "number", (x) => new loss.SoftmaxRegression(2, x)],
    ["x", "table", (x) => new loss.SoftmaxRegression(2, 2).logits(x)],
    ["x", "table", (x) => new loss.SoftmaxRegression(2, 2).gradient(x, two)],
    ["labels", "labels", (x) => new loss.SoftmaxRegression(2, 2).gradient(z, x)],
    ["x", "table", (x) => new loss.SoftmaxRegression(2, 2).trainEpoch(x, two, { rate: 1 })],
    ["labels", "labels", (x) => new loss.SoftmaxRegression(2, 2).trainEpoch(z, x, { rate: 1 })],
    ["options", "options", (x) => new loss.SoftmaxRegression(2, 2).gradient(z, two, x)],
    ["options", "options", (x) => new loss.SoftmaxRegression(2, 2).trainEpoch(z, two, x)],
  ],
  alloc: [
    ["rows", "integer", (x) => loss.alloc(x, 2, "float64")],
    ["columns", "integer", (x) => loss.alloc(2, x, "float64")],
    ["type", "choice", (x) => loss.alloc(2, 2, x)],
  ],
  binaryCrossEntropy: [
    ["q", "chances", (x) => loss.binaryCrossEntropy(x, half)],
    ["y", "chances", (x) => loss.binaryCrossEntropy(half, x)],
    ["options", "options", (x) => loss.binaryCrossEntropy(0.5, 1, x)],
  ],
  binaryEntropy: [
    ["p", "probability", loss.binaryEntropy],
    ["options", "options", (x) => loss.binaryEntropy(0.5, x)],
  ],
  bits: [["x", "number", loss.bits]],
  brierScore: [
    ["q", "distribution", (x) => loss.brierScore(x, 0)],
    ["q", "table", (x) => loss.brierScore(x, two)],
    ["target", "class index", (x) => loss.brierScore(half, x)],
    ["target", "distribution", (x) => loss.brierScore(half, x)],
    ["target", "labels", (x) => loss.brierScore(rows, x)],
    ["options", "options", (x) => loss.brierScore(half, 0, x)],
  ],
  calibrationError: [["curve", "options", loss.calibrationError]],
  categoricalCrossEntropy: [
    ["q", "distribution", (x) => loss.categoricalCrossEntropy(x, 0)],
    ["q", "table", (x) => loss.categoricalCrossEntropy(x, two)],
    ["target", "class index", (x) => loss.categoricalCrossEntropy(half, x)],
    ["target", "distribution", (x) => loss.categoricalCrossEntropy(half, x)],
    ["target", "labels", (x) => loss.categoricalCrossEntropy(rows, x)],
    ["options", "options", (x) => loss.categoricalCrossEntropy(half, 0, x)],
  ],
  centralDifference: [
    ["f", "callable", (f) => loss.centralDifference(f, [1], 0.5)],
    ["x", "vector", (x) => loss.centralDifference(flat, x, 0.5)],
    ["h", "number", (h) => loss.centralDifference(flat, [1], h)],
  ],
  checkGradient: [
    ["f", "callable", (f) => loss.checkGradient(f, [1], [1])],
    ["x", "vector", (x) => loss.checkGradient(flat, x, [1, 0])],
    ["options", "options", (x) => loss.checkGradient(flat, [1], [1], x)],
  ],
  chooseKernels: [["kernels", "choice", loss.chooseKernels]],
  compensatedSum: [["x", "vector", loss.compensatedSum]],
  complexStep: [
    ["f", "callable", (f) => loss.complexStep(f, [1])],
    ["x", "vector", (x) => loss.complexStep((w) => w[0]!, x)],
    ["h", "number", (h) => loss.complexStep((w) => w[0]!, [1], h)],
  ],
  conditionalEntropy: [
    ["joint", "joint", loss.conditionalEntropy],
    ["options", "options", (x) => loss.conditionalEntropy([[0.5, 0.5]], x)],
  ],
  crossEntropy: [
    ["p", "distribution", (x) => loss.crossEntropy(x, half)],
    ["q", "distribution", (x) => loss.crossEntropy(half, x)],
    ["options", "options", (x) => loss.crossEntropy(half, half, x)],
  ],
  entropy: [
    ["p", "distribution", loss.entropy],
    ["options", "options", (x) => loss.entropy(half, x)],
  ],
  entropyFromCounts: [
    ["counts", "counts", (x) => loss.entropyFromCounts(x, { method })],
    ["options", "options", (x) => loss.entropyFromCounts([1, 2], x)],
    ["method", "choice", (x) => loss.entropyFromCounts([1, 2], { method: x })],
    ["classes", "number", (x) => loss.entropyFromCounts([1, 2], { method, classes: x })],
    ["prior", "number", (x) => loss.entropyFromCounts([1, 2], { method, prior: x })],
  ],
  fitTemperature: [
    ["z", "table", (x) => loss.fitTemperature(x, two)],
    ["labels", "labels", (x) => loss.fitTemperature(z, x)],
  ],
  forwardDifference: [
    ["f", "callable", (f) => loss.forwardDifference(f, [1], 0.5)],
    ["x", "vector", (x) => loss.forwardDifference(flat, x, 0.5)],
    ["h", "number", (h) => loss.forwardDifference(flat, [1], h)],
  ],
  jensenShannonDistance: [
    ["p", "distribution", (x) => loss.jensenShannonDistance(x, half)],
    ["q", "distribution", (x) => loss.jensenShannonDistance(half, x)],
    ["options", "options", (x) => loss.jensenShannonDistance(half, half, x)],
  ],
  jensenShannonDivergence: [
    ["p", "distribution", (x) => loss.jensenShannonDivergence(x, half)],
    ["q", "distribution", (x) => loss.jensenShannonDivergence(half, x)],
    ["options", "options", (x) => loss.jensenShannonDivergence(half, half, x)],
  ],
  klDivergence: [
    ["p", "distribution", (x) => loss.klDivergence(x, half)],
    ["q", "distribution", (x) => loss.klDivergence(half, x)],
    ["options", "options", (x) => loss.klDivergence(half, half, x)],
  ],
  log1mExp: [["x", "vector", loss.log1mExp]],
  logSigmoid: [["x", "vector", loss.logSigmoid]],
  logSoftmax: [
    ["z", "logits", (x) => loss.logSoftmax(x)],
    ["z", "table", (x) => loss.logSoftmax(x)],
    ["temperature", "number", (x) => loss.logSoftmax(one, { temperature: x })],
    ["out", "options", (x) => loss.logSoftmax(z, { out: x })],
    ["options", "options", (x) => loss.logSoftmax(one, x)],
  ],
  logSumExp: [
    ["z", "logits", (x) => loss.logSumExp(x)],
    ["z", "table", (x) => loss.logSumExp(x)],
  ],
  matrix: [["rows", "rows", loss.matrix]],
  mutualInformation: [
    ["joint", "joint", loss.mutualInformation],
    ["options", "options", (x) => loss.mutualInformation([[0.5, 0.5]], x)],
  ],
  nats: [["x", "number", loss.nats]],
  negativeLogLikelihood: [
    ["logq", "log-probabilities", (x) => loss.negativeLogLikelihood(x, 0)],
    ["logq", "log-probability table", (x) => loss.negativeLogLikelihood(x, two)],
    ["labels", "class index", (x) => loss.negativeLogLikelihood(loss.logSoftmax(one), x)],
    ["labels", "labels", (x) => loss.negativeLogLikelihood(loss.logSoftmax(z), x)],
    ["options", "options", (x) => loss.negativeLogLikelihood(loss.logSoftmax(one), 0, x)],
  ],
  oneHot: [
    ["t", "class index", (t) => loss.oneHot(t, 2)],
    ["K", "integer", (K) => loss.oneHot(0, K)],
  ],
  perplexity: [
    ["loss", "number", loss.perplexity],
    ["options", "options", (x) => loss.perplexity(1, x)],
  ],
  probabilities: [
    ["x", "distribution", loss.probabilities],
    ["options", "options", (x) => loss.probabilities(half, x)],
    ["tolerance", "number", (x) => loss.probabilities(half, { tolerance: x })],
  ],
  reliabilityCurve: [
    ["confidence", "chances", (x) => loss.reliabilityCurve(x, [0, 1])],
    ["correct", "flags", (x) => loss.reliabilityCurve(half, x)],
    ["options", "options", (x) => loss.reliabilityCurve(half, [0, 1], x)],
    ["bins", "number", (x) => loss.reliabilityCurve(half, [0, 1], { bins: x })],
  ],
  renyiEntropy: [
    ["p", "distribution", (x) => loss.renyiEntropy(x, 2)],
    ["order", "number", (x) => loss.renyiEntropy(half, x)],
    ["options", "options", (x) => loss.renyiEntropy(half, 2, x)],
  ],
  sigmoid: [["x", "vector", loss.sigmoid]],
  sigmoidBinaryCrossEntropy: [
    ["z", "vector", (x) => loss.sigmoidBinaryCrossEntropy(x, half)],
    ["y", "chances", (x) => loss.sigmoidBinaryCrossEntropy(half, x)],
    [
      "positiveWeight",
      "number",
      (x) => loss.sigmoidBinaryCrossEntropy(0, 1, { positiveWeight: x }),
    ],
    ["options", "options", (x) => loss.sigmoidBinaryCrossEntropy(0, 1, x)],
  ],
  sigmoidBinaryCrossEntropyGradient: [
    ["z", "vector", (x) => loss.sigmoidBinaryCrossEntropyGradient(x, half)],
    ["y", "chances", (x) => loss.sigmoidBinaryCrossEntropyGradient(half, x)],
    ["options", "options", (x) => loss.sigmoidBinaryCrossEntropyGradient(0, 1, x)],
  ],
  smoothLabels: [
    ["y", "distribution", (x) => loss.smoothLabels(x, 0.1)],
    ["y", "table", (x) => loss.smoothLabels(x, 0.1)],
    ["epsilon", "probability", (x) => loss.smoothLabels(half, x)],
  ],
  softmax: [
    ["z", "logits", (x) => loss.softmax(x)],
    ["z", "table", (x) => loss.softmax(x)],
    ["temperature", "number", (x) => loss.softmax(one, { temperature: x })],
    ["out", "options", (x) => loss.softmax(z, { out: x })],
    ["options", "options", (x) => loss.softmax(one, x)],
  ],
  ...Object.fromEntries(
    ([
      ["softmaxCrossEntropy", loss.softmaxCrossEntropy],
      ["softmaxCrossEntropyGradient", loss.softmaxCrossEntropyGradient],
      ["softmaxCrossEntropyWithGradient", loss.softmaxCrossEntropyWithGradient],
    ] as const).map(([name, f]) => [name, ofSoftmaxLoss(f)]),
  ),
  softmaxCrossEntropyHessianProduct: [
    ["z", "logits", (x) => loss.softmaxCrossEntropyHessianProduct(x, 0, half)],
    ["z", "table", (x) => loss.softmaxCrossEntropyHessianProduct(x, two, z)],
    ["target", "class index", (x) => loss.softmaxCrossEntropyHessianProduct(one, x, half)],
    ["target", "distribution", (x) => loss.softmaxCrossEntropyHessianProduct(one, x, half)],
    ["target", "labels", (x) => loss.softmaxCrossEntropyHessianProduct(z, x, z)],
    ["v", "vector", (x) => loss.softmaxCrossEntropyHessianProduct(one, 0, x)],
    ["v", "table", (x) => loss.softmaxCrossEntropyHessianProduct(z, two, x)],
    ["options", "options", (x) => loss.softmaxCrossEntropyHessianProduct(one, 0, half, x)],
  ],
  softmaxEntropy: [
    ["z", "logits", (x) => loss.softmaxEntropy(x)],
    ["z", "table", (x) => loss.softmaxEntropy(x)],
    ["options", "options", (x) => loss.softmaxEntropy(one, x)],
  ],
  softmaxJacobian: [["q", "distribution", loss.softmaxJacobian]],
  softplus: [["x", "vector", loss.softplus]],
  surprisal: [
    ["q", "probability", loss.surprisal],
    ["options", "options", (x) => loss.surprisal(0.5, x)],
  ],
  toBits: [["x", "number", loss.toBits]],
  toNats: [["x", "number", loss.toNats]],
  tsallisEntropy: [
    ["p", "distribution", (x) => loss.tsallisEntropy(x, 2)],
    ["order", "number", (x) => loss.tsallisEntropy(half, x)],
    ["options", "options", (x) => loss.tsallisEntropy(half, 2, x)],
  ],
  uniform: [["K", "integer", loss.uniform]],
  xLogX: [["x", "vector", loss.xLogX]],
  xLogY: [
    ["x", "vector", (x) => loss.xLogY(x, half)],
    ["y", "vector", (x) => loss.xLogY(half, x)],
  ],
};

/** The arguments of softmax cross-entropy, and its options one by one. */
function ofSoftmaxLoss(
  f:
    | typeof loss.softmaxCrossEntropyGradient
    | typeof loss.softmaxCrossEntropy
    | typeof loss.softmaxCrossEntropyWithGradient,
): Argument[] {
  const call = f as (z: unknown, target: unknown, options?: unknown) => unknown;
  return [
    ["z", "logits", (x) => call(x, 0)],
    ["z", "table", (x) => call(x, two)],
    ["target", "class index", (x) => call(one, x)],
    ["target", "distribution", (x) => call(one, x)],
    ["target", "labels", (x) => call(z, x)],
    ["options", "options", (x) => call(one, 0, x)],
    ["labelSmoothing", "probability", (x) => call(one, 0, { labelSmoothing: x })],
    ["classWeights", "vector", (x) => call(one, 0, { classWeights: x })],
    ["sampleWeights", "vector", (x) => call(z, two, { sampleWeights: x })],
    ["ignoreIndex", "integer", (x) => call(z, two, { ignoreIndex: x })],
    ["classMask", "flags", (x) => call(one, 0, { classMask: x })],
    ["temperature", "number", (x) => call(one, 0, { temperature: x })],
    ["zLoss", "number", (x) => call(one, 0, { zLoss: x })],
    ["focal", "options", (x) => call(one, 0, { focal: x })],
    ["focal.gamma", "number", (x) => call(one, 0, { focal: { gamma: x } })],
    ["focal.alpha", "vector", (x) => call(one, 0, { focal: { gamma: 1, alpha: x } })],
    ["tolerance", "number", (x) => call(one, half, { tolerance: x })],
    ["unit", "choice", (x) => call(one, 0, { unit: x })],
    ["reduction", "choice", (x) => call(one, 0, { reduction: x })],
  ];
}

/** The same of the exact tier. */
const EXACT: Readonly<Record<string, readonly Argument[]>> = {
  crossEntropy: [
    ["p", "distribution", (x) => exact.crossEntropy(x, half)],
    ["q", "distribution", (x) => exact.crossEntropy(half, x)],
    ["options", "options", (x) => exact.crossEntropy(half, half, x)],
  ],
  entropy: [
    ["p", "distribution", exact.entropy],
    ["options", "options", (x) => exact.entropy(half, x)],
  ],
  jensenShannonDivergence: [
    ["p", "distribution", (x) => exact.jensenShannonDivergence(x, half)],
    ["q", "distribution", (x) => exact.jensenShannonDivergence(half, x)],
    ["options", "options", (x) => exact.jensenShannonDivergence(half, half, x)],
  ],
  klDivergence: [
    ["p", "distribution", (x) => exact.klDivergence(x, half)],
    ["q", "distribution", (x) => exact.klDivergence(half, x)],
    ["options", "options", (x) => exact.klDivergence(half, half, x)],
  ],
  logSoftmax: [["z", "logits", exact.logSoftmax]],
  logSumExp: [["z", "logits", exact.logSumExp]],
  sigmoidBinaryCrossEntropy: [
    ["z", "number", (x) => exact.sigmoidBinaryCrossEntropy(x, 1)],
    ["y", "probability", (x) => exact.sigmoidBinaryCrossEntropy(0, x)],
    ["options", "options", (x) => exact.sigmoidBinaryCrossEntropy(0, 1, x)],
  ],
  softmax: [["z", "logits", exact.softmax]],
  softmaxEntropy: [
    ["z", "logits", (x) => exact.softmaxEntropy(x)],
    ["options", "options", (x) => exact.softmaxEntropy(one, x)],
  ],
  softmaxCrossEntropy: [
    ["z", "logits", (x) => exact.softmaxCrossEntropy(x, 0)],
    ["target", "class index", (x) => exact.softmaxCrossEntropy(one, x)],
    ["target", "distribution", (x) => exact.softmaxCrossEntropy(one, x)],
    ["options", "options", (x) => exact.softmaxCrossEntropy(one, 0, x)],
  ],
  softmaxCrossEntropyGradient: [
    ["z", "logits", (x) => exact.softmaxCrossEntropyGradient(x, 0)],
    ["target", "class index", (x) => exact.softmaxCrossEntropyGradient(one, x)],
    ["target", "distribution", (x) => exact.softmaxCrossEntropyGradient(one, x)],
  ],
};

function openingsOf(table: typeof LOSS, prefix: string): Opening[] {
  return Object.entries(table).flatMap(([name, args]) =>
    args.map(([argument, kind, call]) => ({ name: prefix + name, argument, kind, call }))
  );
}

/** The functions of the table, as the two entry points export them. */
export const NAMES = { loss: Object.keys(LOSS), exact: Object.keys(EXACT) };

export const OPENINGS: readonly Opening[] = [
  ...openingsOf(LOSS, ""),
  ...openingsOf(EXACT, "exact."),
];
