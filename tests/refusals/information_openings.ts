import * as loss from "@surprisal/loss";
import type { Openings } from "./opening.ts";

const half = [0.5, 0.5];
const one = [0, 1];
const method = "plugin" as const;

/** The functions of lib/information, and each of their arguments in each of its forms. */
export const INFORMATION: Openings = {
  binaryEntropy: [
    ["p", "probability", loss.binaryEntropy],
    ["options", "options", (x) => loss.binaryEntropy(0.5, x)],
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
  mutualInformation: [
    ["joint", "joint", loss.mutualInformation],
    ["options", "options", (x) => loss.mutualInformation([[0.5, 0.5]], x)],
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
  renyiEntropy: [
    ["p", "distribution", (x) => loss.renyiEntropy(x, 2)],
    ["order", "number", (x) => loss.renyiEntropy(half, x)],
    ["options", "options", (x) => loss.renyiEntropy(half, 2, x)],
  ],
  softmaxEntropy: [
    ["z", "logits", (x) => loss.softmaxEntropy(x)],
    ["z", "table", (x) => loss.softmaxEntropy(x)],
    ["options", "options", (x) => loss.softmaxEntropy(one, x)],
  ],
  surprisal: [
    ["q", "probability", loss.surprisal],
    ["options", "options", (x) => loss.surprisal(0.5, x)],
  ],
  tsallisEntropy: [
    ["p", "distribution", (x) => loss.tsallisEntropy(x, 2)],
    ["order", "number", (x) => loss.tsallisEntropy(half, x)],
    ["options", "options", (x) => loss.tsallisEntropy(half, 2, x)],
  ],
  uniform: [["K", "integer", loss.uniform]],
};
