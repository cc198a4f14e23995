import type { DoubleDouble } from "../numerics/double_double.ts";
import { LIFT } from "../numerics/lift.ts";
import { type Unit, wantsBits } from "../types/unit.ts";
import { LN2 } from "./logarithm.ts";
import { lower } from "./lower.ts";

/** For amounts from numbers so large that {@linkcode LIFT} would overflow: they are scaled down. */
export const LOWERED = 2 ** -200;

/** From this size on a number is scaled by {@linkcode LOWERED} instead of lifted. */
export const LARGEST_LIFTED = 2 ** 700;

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
