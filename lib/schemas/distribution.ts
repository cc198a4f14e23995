import type { ProbabilitiesBatch } from "../losses/softmax_cross_entropy.ts";
import {
  checkDistribution,
  distributionOf,
  toleranceOf,
  type ToleranceOption,
} from "../numerics/distribution.ts";
import type { Probabilities } from "../types/kinds.ts";
import { Site } from "../types/site.ts";
import { readRows } from "./read_rows.ts";
import { type NameOption, type Schema, schemaOf } from "./schema.ts";

/** Options of {@linkcode distribution} and {@linkcode distributionBatch}. */
export interface DistributionOptions extends ToleranceOption, NameOption {}

/**
 * Schema of a distribution: a plain or typed array of numbers >= 0 with sum 1. Nothing is normalised.
 *
 * @example A distribution, and one whose sum is off
 * ```ts
 * import { distribution } from "@surprisal/loss/schemas";
 * import { assert, assertEquals } from "@std/assert";
 *
 * assertEquals(distribution().parse([0.25, 0.75]), [0.25, 0.75]);
 * const { error } = distribution({ name: "q" }).safeParse([0.25, 0.7]);
 * assert(error?.message.includes("q must sum to 1 within 2.5e-7: the sum of q is 0.95"));
 * ```
 *
 * @param options How far from 1 the sum may be, default 2.5e-7; the name of the value in messages.
 * @returns The schema. Its output is marked as probabilities and is the very array that was handed in.
 * @throws {RangeError} If `tolerance` is no number >= 0.
 */
export function distribution(options: DistributionOptions = {}): Schema<Probabilities> {
  const { name = "probabilities" } = options;
  const task = "read a distribution";
  const tolerance = toleranceOf(task, options.tolerance);
  return schemaOf(task, name, (x) => distributionOf(x, new Site(task, name), tolerance));
}

/**
 * Schema of a batch of distributions: a matrix, or rows of one length, each a distribution.
 *
 * @example The row and the entry of a negative number
 * ```ts
 * import { distributionBatch } from "@surprisal/loss/schemas";
 * import { assertEquals } from "@std/assert";
 *
 * const { error } = distributionBatch().safeParse([[0.5, 0.5], [1.5, -0.5]]);
 * assertEquals(error?.issues[0]?.path, [1, 1]);
 * ```
 *
 * @param options How far from 1 the sums may be, default 2.5e-7; the name of the value in messages.
 * @returns The schema. Its output is what was handed in, marked as probabilities.
 * @throws {RangeError} If `tolerance` is no number >= 0.
 */
export function distributionBatch(options: DistributionOptions = {}): Schema<ProbabilitiesBatch> {
  const { name = "probabilities" } = options;
  const task = "read a batch of distributions";
  const tolerance = toleranceOf(task, options.tolerance);
  return schemaOf(task, name, (x) => {
    readRows(x, new Site(task, name), (row, site) => checkDistribution(row, site, tolerance));
  });
}
