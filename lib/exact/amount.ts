import { LIFT } from "../numerics/lift.ts";
import { DoubleDouble } from "../numerics/double_double.ts";
import { LN2 } from "../numerics/logarithm.ts";
import { checkOptions } from "../types/options.ts";
import { type Unit, type UnitOption, wantsBits } from "../types/unit.ts";
import { lower } from "./lower.ts";
import type { Precision } from "./precision.ts";
import { type Estimate, rounded } from "./rounded.ts";

/** For amounts from numbers so large that {@linkcode LIFT} would overflow: they are scaled down. */
export const LOWERED = 2 ** -200;

/** From this size on a number is scaled by {@linkcode LOWERED} instead of lifted. */
export const LARGEST_LIFTED = 2 ** 700;

/** Refuses options that are no object, or have a unit that is none: before anything is answered. */
export function checkAmountOptions(task: string, options: UnitOption): void {
  checkOptions(task, options);
  wantsBits(task, options.unit);
}

/** An amount, estimated in nats times `scale`, as a number in the wanted unit, rounded once. */
export function amountIn(
  task: string,
  unit: Unit | undefined,
  estimate: (precision: Precision) => Estimate,
  scale: number = LIFT,
): number {
  const inUnit = wantsBits(task, unit) ? (p: Precision) => inBits(estimate(p)) : estimate;
  return rounded(inUnit, scale === LIFT ? lower : (high, low) => (high + low) / scale);
}

const amount = new DoubleDouble();

function inBits({ value, size }: Estimate): Estimate {
  const { high, low } = value;
  return { value: amount.set(high, low).divide(LN2.high, LN2.low), size: size / Math.LN2 };
}
