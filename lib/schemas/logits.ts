import type { LogitsBatch } from "../losses/softmax_cross_entropy.ts";
import { SoftmaxRow } from "../numerics/softmax_row.ts";
import type { Logits } from "../types/kinds.ts";
import { Site } from "../types/site.ts";
import { numbersOf } from "../types/vector.ts";
import { readRows } from "./read_rows.ts";
import { type NameOption, type Schema, schemaOf } from "./schema.ts";

/**
 * Schema of logits: a plain or typed array of numbers below +Infinity, at least one of them finite.
 * -Infinity masks a class.
 *
 * @example A masked class, and no class left
 * ```ts
 * import { logits } from "@surprisal/loss/schemas";
 * import { assert, assertEquals } from "@std/assert";
 *
 * assertEquals(logits().parse([1.5, -Infinity]), [1.5, -Infinity]);
 * const { error } = logits().safeParse([-Infinity, -Infinity]);
 * assert(error?.message.includes("logits must leave at least one class"));
 * ```
 *
 * @param options The name of the value in messages, default `logits`.
 * @returns The schema. Its output is marked as logits and is the very array that was handed in.
 */
export function logits(options: NameOption = {}): Schema<Logits> {
  const { name = "logits" } = options;
  const task = "read logits";
  return schemaOf(task, name, (x) => {
    const site = new Site(task, name);
    checkLogits(numbersOf(x, site), site);
  });
}

/**
 * Schema of a batch of logits: a matrix, or rows of one length.
 *
 * @example The row and the entry of a NaN
 * ```ts
 * import { logitsBatch } from "@surprisal/loss/schemas";
 * import { assertEquals } from "@std/assert";
 *
 * const { error } = logitsBatch().safeParse([[1, 2], [NaN, 0]]);
 * assertEquals(error?.issues[0]?.path, [1, 0]);
 * ```
 *
 * @param options The name of the value in messages, default `logits`.
 * @returns The schema. Its output is what was handed in, marked as logits.
 */
export function logitsBatch(options: NameOption = {}): Schema<LogitsBatch> {
  const { name = "logits" } = options;
  const task = "read a batch of logits";
  return schemaOf(task, name, (x) => readRows(x, new Site(task, name), checkLogits));
}

/** Refuses numbers that softmax would refuse. */
export function checkLogits(z: Float64Array, site: Site): void {
  const row = new SoftmaxRow(z.length);
  row.logits.set(z);
  row.load(site);
}
