import { scratch } from "../numerics/scratch.ts";
import type { Vector } from "../types/kinds.ts";
import { describe, Site } from "../types/site.ts";
import { checkLength, numbersOf } from "../types/vector.ts";

/** Predictions and truths of binary classification: one pair of numbers, or two vectors. */
export interface BinaryPairs {
  readonly predictions: Float64Array;
  /** The probability that the answer is yes, in [0, 1], for each prediction. */
  readonly truths: Float64Array;
  /** Whether two vectors were given rather than two numbers. */
  readonly batched: boolean;
}

/** Reads two numbers or two vectors of one length; truths must lie in [0, 1]. */
export function binaryPairs(x: number | Vector, y: number | Vector, site: Site): BinaryPairs {
  const batched = typeof x !== "number";
  const ySite = new Site(site.task, "y");
  if (!batched && typeof y !== "number") {
    ySite.refuseType(`y must be a number as ${site.name} is`, `y is ${describe(y)}`);
  }
  const predictions = batched ? numbersOf(x, site) : alone(x);
  const truths = batched ? numbersOf(y, ySite) : alone(y as number);
  checkLength(truths, predictions.length, site.name, ySite);
  const pairs = { predictions, truths, batched };
  checkEach(pairs, truths, ySite, "must be in [0, 1]", 0, 1);
  return pairs;
}

/** One number where many are expected. */
function alone(x: number): Float64Array {
  const numbers = scratch(1);
  numbers[0] = x;
  return numbers;
}

/** Refuses pairs with an entry outside of bounds, naming it. */
export function checkEach(
  pairs: BinaryPairs,
  entries: Float64Array,
  site: Site,
  must: string,
  low: number,
  high: number,
): void {
  let at = 0;
  while (at < entries.length && entries[at]! >= low && entries[at]! <= high) at++;
  if (at === entries.length) return;
  if (pairs.batched) site.refuseEntry(at, entries[at], must);
  site.refuseValue(`${site.name} ${must}`, `${site.name} is ${describe(entries[at])}`);
}
