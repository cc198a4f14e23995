import type { Vector } from "../types/kinds.ts";
import { describe, Site } from "../types/site.ts";
import { numbersOf } from "../types/vector.ts";

/** A function of one number, with its domain and the words to refuse what lies outside of it. */
export interface Elementary {
  /** What the caller wants: `compute sigmoid`. */
  readonly task: string;
  /** What `x` must be: `must not be NaN`. */
  readonly domain: string;
  /** Whether a number is in the domain. */
  accepts(x: number): boolean;
  /** The function itself. */
  of(x: number): number;
}

/** Applies an elementary function to a number, or to each entry of a vector. */
export function elementwise(f: Elementary, x: number | Vector): number | Float64Array {
  const site = new Site(f.task, "x");
  if (typeof x === "number") {
    if (!f.accepts(x)) site.refuseValue(`x ${f.domain}`, `x is ${describe(x)}`);
    return f.of(x);
  }
  return numbersOf(x, site).map((entry, i) => {
    if (!f.accepts(entry)) site.refuseEntry(i, entry, f.domain);
    return f.of(entry);
  });
}

/** Whether a number is anything but NaN: the domain of functions defined up to the infinities. */
export function isNotNaN(x: number): boolean {
  return !Number.isNaN(x);
}
