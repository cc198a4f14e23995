import * as loss from "@surprisal/loss";
import type { Argument, Openings } from "./opening.ts";

const half = [0.5, 0.5];
const rows = [half, half];
const z = [[0, 1], [2, 3]];
const two = [0, 1];
const one = [0, 1];

/** The functions of lib/losses, and each of their arguments in each of its forms. */
export const LOSSES: Openings = {
  LossAccumulator: [
    ["total", "number", (x) => new loss.LossAccumulator().add(x, 1)],
    ["weight", "number", (x) => new loss.LossAccumulator().add(1, x)],
  ],
  binaryCrossEntropy: [
    ["q", "chances", (x) => loss.binaryCrossEntropy(x, half)],
    ["y", "chances", (x) => loss.binaryCrossEntropy(half, x)],
    ["options", "options", (x) => loss.binaryCrossEntropy(0.5, 1, x)],
  ],
  brierScore: [
    ["q", "distribution", (x) => loss.brierScore(x, 0)],
    ["q", "table", (x) => loss.brierScore(x, two)],
    ["target", "class index", (x) => loss.brierScore(half, x)],
    ["target", "distribution", (x) => loss.brierScore(half, x)],
    ["target", "labels", (x) => loss.brierScore(rows, x)],
    ["options", "options", (x) => loss.brierScore(half, 0, x)],
  ],
  categoricalCrossEntropy: [
    ["q", "distribution", (x) => loss.categoricalCrossEntropy(x, 0)],
    ["q", "table", (x) => loss.categoricalCrossEntropy(x, two)],
    ["target", "class index", (x) => loss.categoricalCrossEntropy(half, x)],
    ["target", "distribution", (x) => loss.categoricalCrossEntropy(half, x)],
    ["target", "labels", (x) => loss.categoricalCrossEntropy(rows, x)],
    ["options", "options", (x) => loss.categoricalCrossEntropy(half, 0, x)],
  ],
  negativeLogLikelihood: [
    ["logq", "log-probabilities", (x) => loss.negativeLogLikelihood(x, 0)],
    ["logq", "log-probability table", (x) => loss.negativeLogLikelihood(x, two)],
    ["labels", "class index", (x) => loss.negativeLogLikelihood(loss.logSoftmax(one), x)],
    ["labels", "labels", (x) => loss.negativeLogLikelihood(loss.logSoftmax(z), x)],
    ["options", "options", (x) => loss.negativeLogLikelihood(loss.logSoftmax(one), 0, x)],
  ],
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
  softmaxJacobian: [["q", "distribution", loss.softmaxJacobian]],
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
