/**
 * Information measures: surprisal, entropy, cross-entropy and divergences.
 *
 * @module
 */
export { binaryEntropy } from "./binary_entropy.ts";
export { crossEntropy, type CrossEntropyOptions } from "./cross_entropy.ts";
export { oneHot, probabilities, type ProbabilitiesOptions, uniform } from "./distribution.ts";
export { entropy, type MeasureOptions } from "./entropy.ts";
export { jensenShannonDistance, jensenShannonDivergence } from "./jensen_shannon.ts";
export { klDivergence } from "./kl_divergence.ts";
export type { OnZero, OnZeroOption, OnZeroPreset } from "./on_zero.ts";
export { perplexity } from "./perplexity.ts";
export { softmaxEntropy } from "./softmax_entropy.ts";
export { surprisal } from "./surprisal.ts";
export { conditionalEntropy } from "./conditional_entropy.ts";
export {
  type EntropyEstimator,
  entropyFromCounts,
  type EntropyFromCountsOptions,
} from "./entropy_from_counts.ts";
export { mutualInformation } from "./mutual_information.ts";
export { renyiEntropy } from "./renyi_entropy.ts";
export { tsallisEntropy } from "./tsallis_entropy.ts";
