import { describe, Site } from "../types/site.ts";

/** The most symbols that an alphabet may have: each needs a frequency of its own in 2^16. */
const MOST_SYMBOLS = 2 ** 15;

/** Reads the size of an alphabet. */
export function symbolCountOf(task: string, symbols: unknown): number {
  return integerOf(new Site(task, "symbols"), symbols, 1, MOST_SYMBOLS);
}

/** An argument as an integer in [least, most]. */
export function integerOf(site: Site, x: unknown, least: number, most: number): number {
  const whole = Number.isInteger(x);
  if (whole && (x as number) >= least && (x as number) <= most) return x as number;
  const must = `${site.name} must be an integer in [${least}, ${most}]`;
  const found = `${site.name} is ${describe(x)}`;
  return whole ? site.refuseValue(must, found) : site.refuseType(must, found);
}
