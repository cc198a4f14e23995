import type { Vector } from "../types/kinds.ts";
import { describe, Site } from "../types/site.ts";
import { checkLength, checkVector, numbersOf } from "../types/vector.ts";

/** Reads an option that is one number within bounds, both allowed. */
export function numberWithin(
  task: string,
  name: string,
  x: unknown,
  low: number,
  high: number,
): number {
  if (typeof x === "number" && x >= low && x <= high && Number.isFinite(x)) return x;
  const bounds = high === Infinity ? `a finite number >= ${low}` : `a number in [${low}, ${high}]`;
  return new Site(task, name).refuse(`${name} must be ${bounds}`, x);
}

/** Reads an option of one weight a class or an example: finite, >= 0. */
export function weightsOf(
  task: string,
  name: string,
  x: Vector,
  length: number,
  partner: string,
): Float64Array {
  const site = new Site(task, name);
  const weights = numbersOf(x, site);
  checkLength(weights, length, partner, site);
  const at = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (at >= 0) site.refuseEntry(at, weights[at], "must contain finite numbers >= 0");
  return weights;
}

/** Reads the option `classMask`: whether each class takes part; one at least must. */
export function maskOf(
  task: string,
  mask: ArrayLike<boolean | number>,
  classes: number,
): readonly boolean[] {
  const site = new Site(task, "classMask");
  checkVector(mask, site);
  checkLength(mask, classes, "the classes", site);
  const kept = Array.from(mask, (flag, j) => checkedFlag(flag, j, site));
  if (!kept.includes(true)) {
    site.refuseValue("classMask must leave at least one class", "no flag is set");
  }
  return kept;
}

function checkedFlag(flag: unknown, j: number, site: Site): boolean {
  if (flag === true || flag === 1) return true;
  if (flag === false || flag === 0) return false;
  const must = "classMask must contain true, false, 1 or 0";
  return site.refuseType(must, `classMask[${j}] is ${describe(flag)}`);
}
