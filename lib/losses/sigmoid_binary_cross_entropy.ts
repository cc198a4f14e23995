import type { Chances, Logits, Probabilities, Vector } from "../types/kinds.ts";
import {
  type Reduced,
  type Reduction,
  reductionOf,
  type ReductionOption,
} from "../types/reduction.ts";
import { checkOptions } from "../types/options.ts";
import { Site } from "../types/site.ts";
import { type Amount, natsPerUnit, type Unit, type UnitOption } from "../types/unit.ts";
import { differenceError, productError, sumError } from "../numerics/error_free.ts";
import { exponentialOfGap, tail } from "../numerics/gap_exponentials.ts";
import { inUnit } from "../numerics/value_in.ts";
import { sigmoidOf } from "../numerics/sigmoid.ts";
import { binaryPairs, checkEach } from "./binary_pairs.ts";
import { fastSigmoidLosses, fastSigmoidSlopes } from "./fast_sigmoid.ts";
import { numberWithin } from "./option_values.ts";
import { equalExamples, gradientScale, reduceLosses } from "./reduce.ts";

/** Options of {@linkcode sigmoidBinaryCrossEntropy} and its gradient. */
export interface SigmoidBinaryCrossEntropyOptions<
  U extends Unit = Unit,
  R extends Reduction = Reduction,
> extends UnitOption<U>, ReductionOption<R> {
  /** Factor of the loss where the answer is yes, >= 0; not part of the mean's divisor. Default 1. */
  readonly positiveWeight?: number;
}

/**
 * Binary cross-entropy of a logit: `-y ln σ(z) - (1 - y) ln(1 - σ(z))`, in nats unless told
 * otherwise.
 *
 * No cancellation for either sign of z: at most 1.5 ulp from the correctly rounded answer
 * (tests/golden), in bits 2 (tests/accuracy_bounds_test.ts). Logits of ±Infinity are limits: the loss is 0 or +Infinity.
 *
 * @example Confident and right, on both sides
 * ```ts
 * import { sigmoidBinaryCrossEntropy } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sigmoidBinaryCrossEntropy(40, 1), 4.248354255291589e-18);
 * assertEquals(sigmoidBinaryCrossEntropy(-40, 0), 4.248354255291589e-18);
 * assertEquals(sigmoidBinaryCrossEntropy([0, 0], [0, 1], { unit: "bits" }), 1);
 * ```
 *
 * @param z A logit, or N of them; not NaN. What {@linkcode sigmoid} gave does not compile here.
 * @param y The probability of yes, in [0, 1], or N of them.
 * @param options Unit, reduction, weight of the yes side.
 * @returns The loss; with reduction "none" of a batch, N losses.
 * @throws {TypeError} If the arguments are not two numbers or two vectors of one length.
 * @throws {RangeError} If a logit is NaN, or a `y` is not in [0, 1].
 * @see {@linkcode binaryCrossEntropy} for a probability in place of the logit.
 * @see Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.2.
 */
export function sigmoidBinaryCrossEntropy<U extends Unit = "nats">(
  z: Logits<number>,
  y: Chances<number>,
  options?: SigmoidBinaryCrossEntropyOptions<U>,
): Amount<U>;
/** Binary cross-entropy of a batch of logits. */
export function sigmoidBinaryCrossEntropy<U extends Unit = "nats", R extends Reduction = "mean">(
  z: Logits,
  y: Chances | Probabilities,
  options?: SigmoidBinaryCrossEntropyOptions<U, R>,
): Reduced<U, R>;
export function sigmoidBinaryCrossEntropy(
  z: number | Vector,
  y: number | Vector,
  options: SigmoidBinaryCrossEntropyOptions = {},
): number | Float64Array {
  const problem = readProblem("compute binary cross-entropy", z, y, options);
  const { logits, truths, weight, natsPerUnit } = problem;
  const nats = (i: number) => lossOf(logits[i]!, truths[i]!, weight);
  const fast = fastSigmoidLosses(problem, nats);
  const loss = (i: number) => inUnit(fast ? fast[i]! : nats(i), natsPerUnit);
  return reduceLosses(problem.examples, loss);
}

/**
 * Gradient of binary cross-entropy by the logit: `σ(z) - y`.
 *
 * At most 4 ulp from the correctly rounded answer, of 1/4 where the slope is smaller and the label
 * is neither 0 nor 1 (tests/golden).
 *
 * @example Prediction minus truth
 * ```ts
 * import { sigmoidBinaryCrossEntropyGradient } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sigmoidBinaryCrossEntropyGradient(0, 1), -0.5);
 * assertEquals(sigmoidBinaryCrossEntropyGradient(40, 1), -4.248354255291589e-18);
 * ```
 *
 * @param z A logit, or N of them; not NaN. What {@linkcode sigmoid} gave does not compile here.
 * @param y The probability of yes, in [0, 1], or N of them.
 * @param options Those of the loss; with reduction "mean" a batch's entries are divided by N.
 * @returns A number for numbers, N of them for vectors.
 * @throws {TypeError} If the arguments are not two numbers or two vectors of one length.
 * @throws {RangeError} If a logit is NaN, or a `y` is not in [0, 1].
 * @see Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.2.
 */
export function sigmoidBinaryCrossEntropyGradient(
  z: Logits<number>,
  y: Chances<number>,
  options?: SigmoidBinaryCrossEntropyOptions,
): number;
/** Gradient of binary cross-entropy by each logit of a batch. */
export function sigmoidBinaryCrossEntropyGradient(
  z: Logits,
  y: Chances | Probabilities,
  options?: SigmoidBinaryCrossEntropyOptions,
): Float64Array;
export function sigmoidBinaryCrossEntropyGradient(
  z: number | Vector,
  y: number | Vector,
  options: SigmoidBinaryCrossEntropyOptions = {},
): number | Float64Array {
  const problem = readProblem("compute the gradient of binary cross-entropy", z, y, options);
  const { logits, truths, weight, examples } = problem;
  const scale = gradientScale(examples, 0) / problem.natsPerUnit;
  const slope = (i: number) => slopeOf(logits[i]!, truths[i]!, weight) * scale + 0;
  const gradient = fastSigmoidSlopes(problem, scale, slope) ?? logits.map((_, i) => slope(i));
  return examples.batched ? gradient : gradient[0]!;
}

function readProblem(
  task: string,
  z: number | Vector,
  y: number | Vector,
  options: SigmoidBinaryCrossEntropyOptions,
) {
  checkOptions(task, options);
  const { positiveWeight = 1 } = options;
  const site = new Site(task, "z");
  const pairs = binaryPairs(z, y, site);
  checkEach(pairs, pairs.predictions, site, "must not be NaN", -Infinity, Infinity);
  const { predictions: logits, truths, batched } = pairs;
  return {
    logits,
    truths,
    examples: equalExamples(logits.length, batched, reductionOf(task, options.reduction)),
    weight: numberWithin(task, "positiveWeight", positiveWeight, 0, Infinity),
    natsPerUnit: natsPerUnit(task, options.unit),
  };
}

/** Beyond this size of a logit or a weight, error terms overflow on their way. */
const LARGEST_SPLIT = 2 ** 900;

/**
 * The loss in nats: a multiple of |z| that is wrong, plus a multiple of ln(1 + exp(-|z|)). What
 * rounding takes from the labels and from both products is put back in the last step.
 */
function lossOf(z: number, y: number, weight: number): number {
  const size = Math.abs(z);
  const yes = weight * y;
  const no = 1 - y;
  const wrong = z >= 0 ? no : yes;
  if (size > LARGEST_SPLIT && wrong === 0) return 0;
  const e = exponentialOfGap(-size);
  const eLow = tail.low;
  const rest = Math.log1p(e);
  const both = yes + no;
  const linear = wrong * size;
  const curved = both * rest;
  const loss = linear + curved;
  if (size > LARGEST_SPLIT || both > LARGEST_SPLIT || loss === Infinity) return loss;
  const noError = differenceError(1, y, no);
  const low = productError(wrong, size, linear) + productError(both, rest, curved) +
    noError * (z >= 0 ? size + rest : rest) + sumError(yes, no, both) * rest +
    both * eLow / (1 + e);
  return loss + (sumError(linear, curved, loss) + low);
}

/** The gradient: each side pulled by the probability of the other. */
function slopeOf(z: number, y: number, weight: number): number {
  const yes = weight * y;
  const no = 1 - y;
  if (Math.abs(z) > 1) return no * sigmoidOf(z) - yes * sigmoidOf(-z);
  // Near 0 both probabilities are a half and a small h, which they would swallow.
  const size = Math.abs(z);
  const h = -0.5 * Math.sign(z) * Math.expm1(-size) / (1 + Math.exp(-size));
  return 0.5 * (no - yes) + h * (no + yes);
}
