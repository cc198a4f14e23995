/**
 * The exact tier: the library's central functions with correctly rounded answers, in double-double
 * arithmetic. One example at a time, and several times slower; for references and last digits.
 *
 * @example The name is the same, the entry point is not
 * ```ts
 * import { klDivergence } from "@surprisal/loss";
 * import { klDivergence as exactly } from "@surprisal/loss/exact";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [p, q] = [[0.1, 0.2, 0.7], [0.2, 0.3, 0.5]];
 * assertAlmostEquals(klDivergence(p, q) / exactly(p, q), 1, 4 * Number.EPSILON);
 * ```
 *
 * @module
 */
export type { MeasureOptions } from "../information/entropy.ts";
export type { ToleranceOption } from "../numerics/distribution.ts";
export type { Chances, Logits, LogProbabilities, Probabilities, Vector } from "../types/kinds.ts";
export type { Amount, Bits, Nats, Unit, UnitOption } from "../types/unit.ts";
export { crossEntropy } from "./cross_entropy.ts";
export { entropy } from "./entropy.ts";
export { jensenShannonDivergence } from "./jensen_shannon_divergence.ts";
export { klDivergence } from "./kl_divergence.ts";
export { sigmoidBinaryCrossEntropy } from "./sigmoid_binary_cross_entropy.ts";
export { logSoftmax, logSumExp, softmax } from "./softmax.ts";
export { softmaxEntropy } from "./softmax_entropy.ts";
export { softmaxCrossEntropy, softmaxCrossEntropyGradient } from "./softmax_cross_entropy.ts";
