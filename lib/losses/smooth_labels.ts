import { checkDistribution } from "../numerics/distribution.ts";
import { mapRows, type Out } from "../numerics/rows.ts";
import type { Table } from "../types/batch.ts";
import type { Probabilities, Vector } from "../types/kinds.ts";
import type { Matrix, Rows } from "../types/matrix.ts";
import { Site } from "../types/site.ts";
import { numberWithin } from "./option_values.ts";

/**
 * Label smoothing: `y_j (1 - epsilon) + epsilon / K`; part of the target, spread evenly over all K
 * classes, the true one included.
 *
 * Each entry is at most 2 ulp from the correctly rounded answer (tests/accuracy_bounds_test.ts).
 *
 * @example A tenth, spread over five classes
 * ```ts
 * import { oneHot, smoothLabels } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...smoothLabels(oneHot(0, 4), 0.5)], [0.625, 0.125, 0.125, 0.125]);
 * ```
 *
 * @param y A distribution of K, or N rows of them.
 * @param epsilon The share that is spread, in [0, 1].
 * @returns Distributions of the shape of `y`.
 * @throws {TypeError} If `y` is empty, ragged, or holds anything but numbers.
 * @throws {RangeError} If a row is no distribution, or `epsilon` is not in [0, 1].
 * @see Szegedy and others, Rethinking the Inception Architecture (2016), section 7.
 */
export function smoothLabels(y: Probabilities, epsilon: number): Probabilities<Float64Array>;
/** Smooths every row of a matrix. */
export function smoothLabels(
  y: Probabilities<Matrix>,
  epsilon: number,
): Probabilities<Matrix<Float64Array>>;
/** Smooths every row of an array of rows. */
export function smoothLabels(y: readonly Probabilities[], epsilon: number): Probabilities<Rows>;
export function smoothLabels(y: Vector | Table, epsilon: number): Probabilities<Out> {
  const site = new Site("smooth labels", "y");
  const share = numberWithin(site.task, "epsilon", epsilon, 0, 1);
  let row: Float64Array | undefined;
  return mapRows(y, site, undefined, (batch, i, into, start) => {
    row ??= new Float64Array(batch.columns);
    checkDistribution(batch.read(i, row), site);
    for (let j = 0; j < row.length; j++) {
      into[start + j] = row[j]! * (1 - share) + share / row.length;
    }
  });
}
