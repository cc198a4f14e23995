import type { Table } from "../types/batch.ts";
import { Site } from "../types/site.ts";
import { readRows } from "./read_rows.ts";
import { type NameOption, type Schema, schemaOf } from "./schema.ts";

/**
 * Schema of a table of numbers, which may be infinite but not NaN: a matrix whose parts fit together,
 * or rows of one length.
 *
 * @example A row that is too short
 * ```ts
 * import { table } from "@surprisal/loss/schemas";
 * import { assert, assertEquals } from "@std/assert";
 *
 * assertEquals(table().parse([[1, 2], [3, 4]]), [[1, 2], [3, 4]]);
 * const { error } = table().safeParse([[1, 2], [3]]);
 * assert(error?.message.includes("table[1] has 1 entries, expected 2"));
 * ```
 *
 * @param options The name of the value in messages, default `table`.
 * @returns The schema. Its output is what was handed in.
 */
export function table(options: NameOption = {}): Schema<Table> {
  const { name = "table" } = options;
  const task = "read a table";
  return schemaOf(task, name, (x) => readRows(x, new Site(task, name), checkNoNaN));
}

function checkNoNaN(row: Float64Array, site: Site): void {
  const at = row.findIndex(Number.isNaN);
  if (at >= 0) site.refuseEntry(at, row[at], "must not contain NaN");
}
