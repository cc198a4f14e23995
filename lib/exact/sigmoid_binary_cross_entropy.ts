import { DoubleDouble } from "../numerics/double_double.ts";
import { isNotNaN } from "../numerics/elementwise.ts";
import { LIFT } from "../numerics/lift.ts";
import type { Chances, Logits } from "../types/kinds.ts";
import { describe, Site } from "../types/site.ts";
import type { Amount, Unit, UnitOption } from "../types/unit.ts";
import { amountIn, checkAmountOptions, LARGEST_LIFTED, LOWERED } from "./amount.ts";
import type { Precision } from "./precision.ts";
import { ofOneSign } from "./rounded.ts";
import { takeLog1p } from "../numerics/logarithm.ts";

/** Keeps a logit near the largest double from overflowing where a product is split. */
const SHRINK = 2 ** -64;

/** From here on exp(-x) is nothing, even lifted beside the smallest loss. */
const LARGEST_EXPONENT = 800;

/** Below this, the lifted ln(1 + e) is the lifted e to all digits. */
const LINEAR = LIFT * 2 ** -120;

/**
 * Binary cross-entropy of one logit, correctly rounded (within 0.501 ulp), in nats unless told
 * otherwise: `-y ln σ(z) - (1 - y) ln(1 - σ(z))`.
 *
 * @example Confident and right
 * ```ts
 * import { sigmoidBinaryCrossEntropy } from "@surprisal/loss/exact";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sigmoidBinaryCrossEntropy(-40, 0), 4.248354255291589e-18);
 * ```
 *
 * @param z The logit; the infinities are limits.
 * @param y The probability that the answer is yes, in [0, 1].
 * @param options Unit of the answer.
 * @returns The loss, >= 0.
 * @throws {TypeError} If an argument is no number.
 * @throws {RangeError} If `z` is NaN or `y` is not in [0, 1].
 * @see Ziv, Fast Evaluation of Elementary Mathematical Functions with Correctly Rounded Last Bit,
 * ACM Transactions on Mathematical Software 17 (1991), 410-423.
 */
export function sigmoidBinaryCrossEntropy<U extends Unit = "nats">(
  z: Logits<number>,
  y: Chances<number>,
  options: UnitOption<U> = {},
): Amount<U> {
  const task = "compute exact binary cross-entropy";
  checkAmountOptions(task, options);
  checkNumber(z, new Site(task, "z"), "must not be NaN", isNotNaN);
  checkNumber(y, new Site(task, "y"), "must be in [0, 1]", (x) => x >= 0 && x <= 1);
  if (Math.abs(z) === Infinity) return (y === (z > 0 ? 1 : 0) ? 0 : Infinity) as Amount<U>;
  const scale = Math.abs(z) < LARGEST_LIFTED ? LIFT : LOWERED;
  const estimate = (precision: Precision) => ofOneSign(binaryLoss(z, y, scale, precision));
  return amountIn(task, options.unit, estimate, scale) as Amount<U>;
}

/** The loss in nats, times `scale`: |z| times the label that is wrong, and ln(1 + exp(-|z|)). */
export function binaryLoss(
  z: number,
  y: number,
  scale: number,
  precision: Precision,
): DoubleDouble {
  const size = Math.abs(z);
  const wrong = z >= 0 ? new DoubleDouble().setDifference(1, y) : new DoubleDouble(y);
  const rest = softplusOf(size, scale, precision);
  // A label next to 0 would be nothing where it is lowered before it meets the logit.
  const [before, after] = scale < 1 ? [1, scale] : [scale, 1];
  wrong.scale(before).multiply(size * SHRINK).scale(after / SHRINK);
  return wrong.add(rest.high, rest.low);
}

/** ln(1 + exp(-x)) times `scale`, for x >= 0. */
function softplusOf(x: number, scale: number, precision: Precision): DoubleDouble {
  const e = new DoubleDouble();
  if (x > LARGEST_EXPONENT) return e;
  precision.exponentiate(e.set(-x));
  return e.high < LINEAR ? e : takeLog1p(e.scale(1 / LIFT)).scale(scale);
}

function checkNumber(
  x: unknown,
  site: Site,
  must: string,
  accepts: (x: number) => boolean,
): void {
  const found = `${site.name} is ${describe(x)}`;
  if (typeof x !== "number") return site.refuseType(`${site.name} must be a number`, found);
  if (!accepts(x)) site.refuseValue(`${site.name} ${must}`, found);
}
