import * as exact from "@surprisal/loss/exact";
import type { Openings } from "./opening.ts";

const half = [0.5, 0.5];
const one = [0, 1];

/** The functions of the exact tier, and each of their arguments in each of its forms. */
export const EXACT: Openings = {
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
