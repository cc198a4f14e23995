import { Site } from "../types/site.ts";
import { numbersOf } from "../types/vector.ts";

/**
 * How far from 1 the sum of a distribution may be. Rows normalised in double precision, and stored
 * as float32, stay within 1e-7 of 1 at any length; numbers rounded by hand do not (1e-6 and more).
 */
export const TOLERANCE = 2.5e-7;

/** The option that says how far from 1 the sum of a distribution may be. */
export interface ToleranceOption {
  /** Largest accepted distance of a distribution's sum from 1. Default 2.5e-7. */
  readonly tolerance?: number;
}

/** Reads the option `tolerance`. */
export function toleranceOf(task: string, tolerance = TOLERANCE): number {
  if (typeof tolerance === "number" && tolerance >= 0) return tolerance;
  const site = new Site(task, "tolerance");
  return site.refuse("tolerance must be a number >= 0", tolerance);
}

/** A vector as doubles, refused unless it is a distribution: entries >= 0, sum 1. */
export function distributionOf(x: unknown, site: Site, tolerance?: number): Float64Array {
  const p = numbersOf(x, site);
  checkDistribution(p, site, tolerance);
  return p;
}

/** Refuses doubles that are no distribution. */
export function checkDistribution(p: Float64Array, site: Site, tolerance = TOLERANCE): void {
  const sum = sumOfMasses(p, site);
  if (Math.abs(sum - 1) <= tolerance) return;
  site.refuseValue(
    `${site.name} must sum to 1 within ${tolerance}`,
    `the sum of ${site.label} is ${sum}`,
  );
}

/** The plain sum of entries, each refused unless finite and >= 0. */
export function sumOfMasses(p: Float64Array, site: Site): number {
  let sum = 0;
  for (let j = 0; j < p.length; j++) {
    const entry = p[j]!;
    if (!(entry >= 0 && entry < Infinity)) {
      site.refuseEntry(j, entry, "must contain finite numbers >= 0");
    }
    sum += entry;
  }
  return sum;
}
