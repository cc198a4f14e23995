import { DoubleDouble } from "../numerics/double_double.ts";
import { distributionOf } from "../numerics/distribution.ts";
import { LIFT } from "../numerics/lift.ts";
import { scratch } from "../numerics/scratch.ts";
import { checkClassIndex } from "../types/class_index.ts";
import type { Logits, Probabilities } from "../types/kinds.ts";
import { Site } from "../types/site.ts";
import type { Amount, Unit, UnitOption } from "../types/unit.ts";
import { checkLength } from "../types/vector.ts";
import { amountIn, checkAmountOptions, LARGEST_LIFTED, LOWERED } from "./amount.ts";
import type { ExactRow } from "./exact_row.ts";
import { lower } from "./lower.ts";
import { type Precision, QUICK } from "./precision.ts";
import { type Estimate, ofOneSign, rounded } from "./rounded.ts";
import { possibleRows } from "./softmax.ts";

/**
 * Softmax cross-entropy of one example, correctly rounded (within 0.501 ulp), in nats unless told
 * otherwise: `-Σ y_j ln q_j`.
 *
 * @example A class that dominates
 * ```ts
 * import { softmaxCrossEntropy } from "@surprisal/loss/exact";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(softmaxCrossEntropy([40, 0], 0), 4.248354255291589e-18);
 * ```
 *
 * @param z Logits: a vector of K, below +Infinity, one at least above -Infinity.
 * @param target The true class, an integer in [0, K), or a distribution over K classes.
 * @param options Unit of the answer.
 * @returns The loss, >= 0; +Infinity where a true class is masked.
 * @throws {TypeError} If an argument is of a wrong type or shape.
 * @throws {RangeError} If a logit or the target is out of its domain.
 * @see Ziv, Fast Evaluation of Elementary Mathematical Functions with Correctly Rounded Last Bit,
 * ACM Transactions on Mathematical Software 17 (1991), 410-423.
 */
export function softmaxCrossEntropy<U extends Unit = "nats">(
  z: Logits,
  target: number | Probabilities,
  options: UnitOption<U> = {},
): Amount<U> {
  const task = "compute exact softmax cross-entropy";
  checkAmountOptions(task, options);
  const rows = possibleRows(task, z);
  const row = rows(QUICK);
  const y = weightsOf(task, target, row);
  const lowest = lowestTrueLogit(row, y);
  if (lowest === -Infinity) return Infinity as Amount<U>;
  const isLifted = row.max - lowest < LARGEST_LIFTED;
  const [loss, scale] = isLifted ? [liftedLoss, LIFT] : [loweredLoss, LOWERED];
  const estimate = (precision: Precision) => ofOneSign(loss(rows(precision), y));
  return amountIn(task, options.unit, estimate, scale) as Amount<U>;
}

/** The smallest logit of a class that may be true. */
function lowestTrueLogit(row: ExactRow, y: Float64Array): number {
  let lowest = Infinity;
  // Not by some() and reduce(), which take twice the time of the exponentials.
  for (let j = 0; j < y.length; j++) {
    if (y[j]! > 0 && row.logits[j]! < lowest) lowest = row.logits[j]!;
  }
  return lowest;
}

function liftedLoss(row: ExactRow, y: Float64Array): DoubleDouble {
  const sum = new DoubleDouble();
  for (let j = 0; j < y.length; j++) {
    if (y[j] === 0) continue;
    const { high, low } = row.surprisal(j).multiply(y[j]!);
    sum.add(high, low);
  }
  return sum;
}

/** The same where a gap is so large that a product with a lift would overflow. */
function loweredLoss(row: ExactRow, y: Float64Array): DoubleDouble {
  const sum = new DoubleDouble();
  const logTotal = row.logTotal.scale(LOWERED / LIFT);
  const part = new DoubleDouble();
  for (let j = 0; j < y.length; j++) {
    if (y[j] === 0) continue;
    const gap = part.set(row.max * LOWERED).add(-row.logits[j]! * LOWERED);
    const { high, low } = gap.add(logTotal.high, logTotal.low).multiply(y[j]!);
    sum.add(high, low);
  }
  return sum;
}

/**
 * Gradient of softmax cross-entropy by the logits of one example, in nats: `q - y`, each entry
 * correctly rounded (within 0.501 ulp).
 *
 * @example A class that dominates
 * ```ts
 * import { softmaxCrossEntropyGradient } from "@surprisal/loss/exact";
 * import { assertEquals } from "@std/assert";
 *
 * const tiny = 4.248354255291589e-18;
 * assertEquals([...softmaxCrossEntropyGradient([40, 0], 0)], [-tiny, tiny]);
 * ```
 *
 * @param z Logits: a vector of K, below +Infinity, one at least above -Infinity.
 * @param target The true class, an integer in [0, K), or a distribution over K classes.
 * @returns K slopes.
 * @throws {TypeError} If an argument is of a wrong type or shape.
 * @throws {RangeError} If a logit or the target is out of its domain.
 * @see Ziv, Fast Evaluation of Elementary Mathematical Functions with Correctly Rounded Last Bit,
 * ACM Transactions on Mathematical Software 17 (1991), 410-423.
 */
export function softmaxCrossEntropyGradient(
  z: Logits,
  target: number | Probabilities,
): Float64Array {
  const task = "compute the exact gradient of softmax cross-entropy";
  const rows = possibleRows(task, z);
  return weightsOf(task, target, rows(QUICK)).map((w, j) =>
    rounded((precision) => slopeOf(rows(precision), j, w), lower) + 0
  );
}

/** q_j - w, by way of their complements where both are large. */
function slopeOf(row: ExactRow, j: number, w: number): Estimate {
  const value = w <= 0.5 ? row.probability(j) : row.complement(j).negate();
  const size = Math.abs(value.high);
  return { value: value.add(w <= 0.5 ? -w * LIFT : (1 - w) * LIFT), size };
}

/** The target as a distribution over the classes of the row. */
function weightsOf(task: string, target: number | Probabilities, row: ExactRow): Float64Array {
  const site = new Site(task, "target");
  const classes = row.logits.length;
  if (typeof target !== "object") {
    checkClassIndex(target, classes, site);
    const y = scratch(classes);
    y[target] = 1;
    return y;
  }
  const y = distributionOf(target, site);
  checkLength(y, classes, "z", site);
  return y;
}
