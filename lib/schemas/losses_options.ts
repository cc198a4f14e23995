import type { BinaryCrossEntropyOptions } from "../losses/binary_cross_entropy.ts";
import type { CategoricalCrossEntropyOptions } from "../losses/categorical_cross_entropy.ts";
import { alphaOf } from "../losses/focal.ts";
import type { NegativeLogLikelihoodOptions } from "../losses/negative_log_likelihood.ts";
import { numberWithin } from "../losses/option_values.ts";
import type {
  Focal,
  SoftmaxCrossEntropyGradientOptions,
  SoftmaxCrossEntropyOptions,
} from "../losses/options.ts";
import { ignoreIndexOf } from "../losses/targets.ts";
import type { SigmoidBinaryCrossEntropyOptions } from "../losses/sigmoid_binary_cross_entropy.ts";
import type { Vector } from "../types/kinds.ts";
import {
  classMask,
  lengthOf,
  onZero,
  out,
  reduction,
  temperature,
  tolerance,
  unit,
  weights,
  within,
} from "./option_values.ts";
import {
  optional,
  type OptionsSchema,
  optionsSchema,
  orLeftOut,
  required,
} from "./options_schema.ts";

/** Schema of focal weighting, an option of `softmaxCrossEntropy`. */
export const focal: OptionsSchema<Focal> = optionsSchema<Focal>({
  gamma: required<number>(
    "focal.gamma",
    (task, x) => numberWithin(task, "focal.gamma", x, 0, Infinity),
  ),
  alpha: optional<number | Vector>("focal.alpha", (task, x) => alphaOf(task, x, lengthOf(x))),
}, "focal");

const softmaxShape = {
  unit,
  reduction,
  tolerance,
  labelSmoothing: within("labelSmoothing", 0, 1),
  classWeights: weights("classWeights"),
  sampleWeights: weights("sampleWeights"),
  ignoreIndex: optional<number>("ignoreIndex", ignoreIndexOf),
  classMask,
  temperature,
  zLoss: within("zLoss", 0, Infinity),
  focal: orLeftOut<Focal>(focal),
};

/**
 * Schema of the options of `softmaxCrossEntropy`. Whether weights and masks have the length they need
 * is for the function to say, which knows how many classes and examples there are.
 *
 * @example Options from a file, and a key that is none
 * ```ts
 * import { softmaxCrossEntropy } from "@surprisal/loss";
 * import { softmaxCrossEntropyOptions } from "@surprisal/loss/schemas";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const options = softmaxCrossEntropyOptions.parse(JSON.parse(`{ "unit": "bits" }`));
 * assertEquals(softmaxCrossEntropy([0, 0], 0, options), 1);
 * const { error } = softmaxCrossEntropyOptions.safeParse({ labelSmothing: 0.1 });
 * assert(error?.message.includes("found labelSmothing"));
 * ```
 */
export const softmaxCrossEntropyOptions: OptionsSchema<SoftmaxCrossEntropyOptions> = optionsSchema<
  SoftmaxCrossEntropyOptions
>(softmaxShape);

/** Schema of the options of `softmaxCrossEntropyGradient` and `softmaxCrossEntropyWithGradient`. */
export const softmaxCrossEntropyGradientOptions: OptionsSchema<SoftmaxCrossEntropyGradientOptions> =
  optionsSchema<SoftmaxCrossEntropyGradientOptions>({ ...softmaxShape, out });

/** Schema of the options of `sigmoidBinaryCrossEntropy` and its gradient. */
export const sigmoidBinaryCrossEntropyOptions: OptionsSchema<SigmoidBinaryCrossEntropyOptions> =
  optionsSchema<SigmoidBinaryCrossEntropyOptions>({
    unit,
    reduction,
    positiveWeight: within("positiveWeight", 0, Infinity),
  });

/** Schema of the options of `categoricalCrossEntropy`. */
export const categoricalCrossEntropyOptions: OptionsSchema<CategoricalCrossEntropyOptions> =
  optionsSchema<CategoricalCrossEntropyOptions>({ unit, reduction, tolerance, onZero });

/** Schema of the options of `binaryCrossEntropy`. */
export const binaryCrossEntropyOptions: OptionsSchema<BinaryCrossEntropyOptions> = optionsSchema<
  BinaryCrossEntropyOptions
>({ unit, reduction, onZero });

/** Schema of the options of `negativeLogLikelihood`. */
export const negativeLogLikelihoodOptions: OptionsSchema<NegativeLogLikelihoodOptions> =
  optionsSchema<NegativeLogLikelihoodOptions>({ unit, reduction, tolerance });
