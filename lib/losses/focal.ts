import { describe, Site } from "../types/site.ts";
import { numberWithin, weightsOf } from "./option_values.ts";
import type { Focal } from "./options.ts";

/** How the surprisal ℓ = -ln q of a class enters the loss: as f(ℓ), with its derivative. */
export interface Modulation {
  /** f(ℓ) for class `j`; `complement` is 1 - q. */
  value(surprisal: number, complement: number, j: number): number;
  /** f'(ℓ) for class `j`. */
  slope(surprisal: number, complement: number, j: number): number;
}

/** Focal modulation: f(ℓ) = alpha (1 - q)^gamma ℓ. */
export function focalModulation(task: string, focal: Focal, classes: number): Modulation {
  if (typeof focal !== "object" || focal === null) {
    new Site(task, "focal").refuseType("focal must be an object", `focal is ${describe(focal)}`);
  }
  const { alpha: factor = 1 } = focal;
  const gamma = numberWithin(task, "focal.gamma", focal.gamma, 0, Infinity);
  const alpha = alphaOf(task, factor, classes);
  return {
    value: (surprisal, complement, j) => alpha(j) * complement ** gamma * surprisal,
    slope: (surprisal, complement, j) =>
      alpha(j) * complement ** gamma * (1 + gamma * oddsTimes(surprisal, complement)),
  };
}

/** `q ℓ / (1 - q)`: 1 in the limit q → 1, 0 in the limit q → 0. */
function oddsTimes(surprisal: number, complement: number): number {
  if (complement === 0) return 1;
  return surprisal === Infinity ? 0 : Math.exp(-surprisal) * surprisal / complement;
}

/** Reads the option `focal.alpha`: the factor of each class. */
export function alphaOf(
  task: string,
  alpha: NonNullable<Focal["alpha"]>,
  classes: number,
): (j: number) => number {
  if (typeof alpha === "object" && alpha !== null) {
    const factors = weightsOf(task, "focal.alpha", alpha, classes, "the classes");
    return (j) => factors[j]!;
  }
  const factor = numberWithin(task, "focal.alpha", alpha, 0, Infinity);
  return () => factor;
}
