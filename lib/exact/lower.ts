import { sumError } from "../numerics/error_free.ts";
import { LIFT } from "../numerics/lift.ts";

/**
 * Below this, what is left of a lifted number is a subnormal. From here to twice it, a unit in the
 * last place is the lifted smallest subnormal: adding it rounds to a multiple of that.
 */
const SMALLEST_NORMAL = LIFT * 2 ** -1022;

/** A lifted number in two doubles over {@linkcode LIFT}, rounded once also where that is a subnormal. */
export function lower(high: number, low: number): number {
  if (!(Math.abs(high) < SMALLEST_NORMAL)) return (high + low) / LIFT;
  const rounder = high < 0 ? -SMALLEST_NORMAL : SMALLEST_NORMAL;
  const sum = high + rounder;
  const rounded = sum + (sumError(high, rounder, sum) + low);
  return (rounded - rounder) / LIFT;
}
