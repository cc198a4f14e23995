import type { DoubleDouble } from "../numerics/double_double.ts";
import { LIFT } from "../numerics/lift.ts";
import { checkOptions } from "../types/options.ts";
import { type Unit, type UnitOption, wantsBits } from "../types/unit.ts";
import { LN2 } from "./logarithm.ts";
import { lower } from "./lower.ts";

/** For amounts from numbers so large that {@linkcode LIFT} would overflow: they are scaled down. */
export const LOWERED = 2 ** -200;

/** From this size on a number is scaled by {@linkcode LOWERED} instead of lifted. */
export const LARGEST_LIFTED = 2 ** 700;

/** Refuses options that are no object, or have a unit that is none: before anything is answered. */
export function checkAmountOptions(task: string, options: UnitOption): void {
  checkOptions(task, options);
  wantsBits(task, options.unit);
}

/** An amount in nats times `scale`, as a number in the wanted unit, rounded once. */
export function amountIn(
  task: string,
  unit: Unit | undefined,
  nats: DoubleDouble,
  scale: number = LIFT,
): number {
  if (wantsBits(task, unit)) nats.divide(LN2.high, LN2.low);
  return scale === LIFT ? lower(nats) : nats.high / scale;
}
