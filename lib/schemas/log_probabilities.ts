import {
  checkLogProbabilities,
  type LogProbabilitiesBatch,
  logToleranceOf,
} from "../losses/negative_log_likelihood.ts";
import type { ToleranceOption } from "../numerics/distribution.ts";
import type { LogProbabilities } from "../types/kinds.ts";
import { Site } from "../types/site.ts";
import { numbersOf } from "../types/vector.ts";
import { readRows } from "./read_rows.ts";
import { type NameOption, type Schema, schemaOf } from "./schema.ts";

/** Options of {@linkcode logProbabilities} and {@linkcode logProbabilitiesBatch}. */
export interface LogProbabilitiesOptions extends NameOption, ToleranceOption {
  /** Largest accepted distance from 1 of the summed probabilities of a row. Default 1e-4. */
  readonly tolerance?: number;
}

/**
 * Schema of log-probabilities: a plain or typed array of natural logarithms of probabilities with
 * sum 1. -Infinity is the logarithm of 0.
 *
 * @example Logarithms of a distribution, and logits taken for them
 * ```ts
 * import { logProbabilities } from "@surprisal/loss/schemas";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const certain = [-Infinity, 0];
 * assertEquals(logProbabilities().parse(certain), certain);
 * const { error } = logProbabilities().safeParse([-1, -2]);
 * assert(error?.message.includes("must sum to 1 within 0.0001"));
 * ```
 *
 * @param options How far from 1 the sum may be, default 1e-4; the name of the value in messages.
 * @returns The schema. Its output is marked as log-probabilities and is the very array handed in.
 * @throws {RangeError} If `tolerance` is no number >= 0.
 */
export function logProbabilities(options: LogProbabilitiesOptions = {}): Schema<LogProbabilities> {
  const { name = "logProbabilities" } = options;
  const task = "read log-probabilities";
  const tolerance = logToleranceOf(task, options.tolerance);
  return schemaOf(task, name, (x) => {
    const site = new Site(task, name);
    checkLogProbabilities(numbersOf(x, site), site, tolerance);
  });
}

/**
 * Schema of a batch of log-probabilities: a matrix, or rows of one length.
 *
 * @example The row and the entry of a logarithm above 0
 * ```ts
 * import { logProbabilitiesBatch } from "@surprisal/loss/schemas";
 * import { assertEquals } from "@std/assert";
 *
 * const { error } = logProbabilitiesBatch().safeParse([[0, -Infinity], [0.5, -1]]);
 * assertEquals(error?.issues[0]?.path, [1, 0]);
 * ```
 *
 * @param options How far from 1 the sums may be, default 1e-4; the name of the value in messages.
 * @returns The schema. Its output is what was handed in, marked as log-probabilities.
 * @throws {RangeError} If `tolerance` is no number >= 0.
 */
export function logProbabilitiesBatch(
  options: LogProbabilitiesOptions = {},
): Schema<LogProbabilitiesBatch> {
  const { name = "logProbabilities" } = options;
  const task = "read a batch of log-probabilities";
  const tolerance = logToleranceOf(task, options.tolerance);
  return schemaOf(task, name, (x) => {
    readRows(x, new Site(task, name), (row, site) => checkLogProbabilities(row, site, tolerance));
  });
}
