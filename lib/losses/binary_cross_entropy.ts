import { type OnZeroOption, type ZeroRule, zeroRule } from "../information/on_zero.ts";
import type { Chances, Probabilities, Vector } from "../types/kinds.ts";
import {
  type Reduced,
  type Reduction,
  reductionOf,
  type ReductionOption,
} from "../types/reduction.ts";
import { checkOptions } from "../types/options.ts";
import { Site } from "../types/site.ts";
import type { Amount, Unit, UnitOption } from "../types/unit.ts";
import { binaryPairs, checkEach } from "./binary_pairs.ts";
import { equalExamples, reduceLosses } from "./reduce.ts";

/** Options of {@linkcode binaryCrossEntropy}. */
export interface BinaryCrossEntropyOptions<
  U extends Unit = Unit,
  R extends Reduction = Reduction,
> extends UnitOption<U>, ReductionOption<R>, OnZeroOption {}

/**
 * Binary cross-entropy of a predicted probability: `-y ln q - (1 - y) ln(1 - q)`, in nats unless told
 * otherwise.
 *
 * At most 2 ulp from the correctly rounded answer (tests/golden).
 *
 * @example PyTorch's answer at a predicted 0, and the formula's
 * ```ts
 * import { binaryCrossEntropy, compat } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(binaryCrossEntropy(0, 1), Infinity);
 * assertEquals(binaryCrossEntropy(0, 1, compat.torch), 100);
 * assertEquals(binaryCrossEntropy([0.5, 1], [1, 1], { unit: "bits" }), 0.5);
 * ```
 *
 * @param q The predicted probability of yes, in [0, 1], or N of them. Not a distribution: one number
 * an example.
 * @param y The probability of yes, in [0, 1], or N of them.
 * @param options Unit, reduction, what to answer where the prediction rules out what can happen.
 * @returns The loss; with reduction "none" of a batch, N losses.
 * @throws {TypeError} If the arguments are not two numbers or two vectors of one length.
 * @throws {RangeError} If a `q` or a `y` is not in [0, 1], or `onZero` is "throw" and a zero is met.
 * @see {@linkcode sigmoidBinaryCrossEntropy} for a logit in place of the probability.
 * @see Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.2.
 */
export function binaryCrossEntropy<U extends Unit = "nats">(
  q: Chances<number>,
  y: Chances<number>,
  options?: BinaryCrossEntropyOptions<U>,
): Amount<U>;
/** Binary cross-entropy of a batch of predicted probabilities. */
export function binaryCrossEntropy<U extends Unit = "nats", R extends Reduction = "mean">(
  q: Chances,
  y: Chances | Probabilities,
  options?: BinaryCrossEntropyOptions<U, R>,
): Reduced<U, R>;
export function binaryCrossEntropy(
  q: number | Vector,
  y: number | Vector,
  options: BinaryCrossEntropyOptions = {},
): number | Float64Array {
  const site = new Site("compute binary cross-entropy", "q");
  checkOptions(site.task, options);
  const pairs = binaryPairs(q, y, site);
  const { predictions, truths, batched } = pairs;
  checkEach(pairs, predictions, site, "must be in [0, 1]", 0, 1);
  const rule = zeroRule(site, options.onZero, options.unit, q);
  const reduction = reductionOf(site.task, options.reduction);
  const loss = (i: number) => lossOf(predictions[i]!, truths[i]!, i, rule);
  return reduceLosses(equalExamples(predictions.length, batched, reduction), loss);
}

/** Both sides, each left out where the truth gives it nothing. */
function lossOf(q: number, y: number, i: number, rule: ZeroRule): number {
  const yes = y === 0 ? 0 : y * rule.surprisal(q, i);
  const no = y === 1 ? 0 : (1 - y) * rule.complement(q, i);
  return yes + no;
}
