/**
 * Cross-entropy you can run: information measures, losses, their gradients, and what scores them.
 *
 * - **Units and kinds**: {@linkcode Nats} and {@linkcode Bits}; {@linkcode Logits},
 *   {@linkcode Probabilities}, {@linkcode LogProbabilities}, {@linkcode Chances} and
 *   {@linkcode Labels}; {@linkcode matrix} for batches. Plain
 *   numbers and arrays are taken everywhere; what the library returns is marked, so that a mix-up of
 *   units, a softmax or a sigmoid applied twice, or labels where logits belong do not compile.
 * - **Numerics**: {@linkcode softmax}, {@linkcode logSoftmax}, {@linkcode logSumExp},
 *   {@linkcode sigmoid}, {@linkcode softplus} and their like; {@linkcode complexStep} and
 *   {@linkcode checkGradient}.
 * - **Information**: {@linkcode surprisal}, {@linkcode entropy}, {@linkcode softmaxEntropy}, {@linkcode crossEntropy},
 *   {@linkcode klDivergence}, {@linkcode jensenShannonDivergence}, {@linkcode mutualInformation},
 *   {@linkcode perplexity}, {@linkcode entropyFromCounts}.
 * - **Losses**: {@linkcode softmaxCrossEntropy} and {@linkcode sigmoidBinaryCrossEntropy} of logits,
 *   each with its gradient; {@linkcode categoricalCrossEntropy}, {@linkcode binaryCrossEntropy} and
 *   {@linkcode brierScore} of probabilities; {@linkcode LossAccumulator} for micro-batches;
 *   {@linkcode compat} for what other packages answer at a predicted 0.
 * - **Speed**: a {@linkcode Matrix} of some size goes through WebAssembly by itself, without a copy if
 *   {@linkcode alloc} made it; {@linkcode chooseKernels} says through which.
 * - **Learning**: {@linkcode SoftmaxRegression}, {@linkcode reliabilityCurve},
 *   {@linkcode calibrationError}, {@linkcode fitTemperature}.
 *
 * The same names with correctly rounded answers, one example a call, stand in
 * `@surprisal/loss/exact`; zod schemas of arguments and options in `@surprisal/loss/schemas`.
 *
 * Everywhere: nats unless told otherwise, `0 log 0 = 0`, a predicted 0 where the truth is not 0 costs
 * +Infinity, bad input is refused with its position, and nothing is normalised, clipped or broadcast
 * in silence.
 *
 * @example A prediction, its loss, and the gradient that would better it
 * ```ts
 * import { crossEntropy, softmaxCrossEntropyWithGradient } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * const y = [1, 0, 0, 0, 0];
 * const q = [0.1, 0.5, 0.1, 0.1, 0.2];
 * assertEquals(crossEntropy(y, q), 2.3025850929940455);
 *
 * const { loss, gradient } = softmaxCrossEntropyWithGradient([0, 0, 0, 0], 2);
 * assertEquals(loss, Math.log(4));
 * assertEquals([...gradient], [0.25, 0.25, -0.75, 0.25]);
 * ```
 *
 * @module
 */
export * from "./types/mod.ts";
export * from "./numerics/mod.ts";
export * from "./information/mod.ts";
export * from "./kernels/mod.ts";
export * from "./losses/mod.ts";
export * from "./learning/mod.ts";
