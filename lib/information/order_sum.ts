import { CompensatedSum } from "../numerics/compensated_sum.ts";
import { Site } from "../types/site.ts";

/** Above this size of the exponent, p^order is so far from p that their difference loses nothing. */
const FAR = 0.5;

/**
 * `Σ p_j^order - 1` over the masses above 0, without cancellation near order 1: there each term is
 * taken as `p (p^(order - 1) - 1)`, and what the masses lack of 1 is added.
 */
export function orderSumMinusOne(p: Float64Array, order: number): number {
  const sum = new CompensatedSum();
  sum.add(-1);
  for (let j = 0; j < p.length; j++) {
    const mass = p[j]!;
    if (mass === 0) continue;
    const exponent = (order - 1) * Math.log(mass);
    if (Math.abs(exponent) > FAR) {
      sum.add(mass ** order);
    } else {
      sum.add(mass);
      sum.add(mass * Math.expm1(exponent));
    }
  }
  return sum.value;
}

/** Reads the order of an entropy: a number >= 0; +Infinity is a limit. */
export function orderOf(task: string, order: unknown): number {
  if (typeof order === "number" && order >= 0) return order;
  return new Site(task, "order").refuse("order must be a number >= 0", order);
}
