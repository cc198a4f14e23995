import { ignoreIndexOf, type TargetOptions, targetsOf } from "../losses/targets.ts";
import type { Batch } from "../types/batch.ts";
import { checkClassIndex } from "../types/class_index.ts";
import type { Labels, Vector } from "../types/kinds.ts";
import { describe, Site } from "../types/site.ts";
import { numbersOf } from "../types/vector.ts";
import { type NameOption, type Schema, schemaOf } from "./schema.ts";

/** Options of {@linkcode labels} and {@linkcode classIndex}. */
export interface LabelsOptions extends NameOption {
  /** A label beside the class indices that is accepted too. No default. */
  readonly ignoreIndex?: number;
}

/**
 * Schema of a label: a class index, an integer in [0, K).
 *
 * @example A label beyond the last class
 * ```ts
 * import { classIndex } from "@surprisal/loss/schemas";
 * import { assert, assertEquals } from "@std/assert";
 *
 * assertEquals(classIndex(5).parse(4), 4);
 * const { error } = classIndex(5).safeParse(5);
 * assert(error?.message.includes("label must be a class index, an integer in [0, 5): label is 5"));
 * ```
 *
 * @param K The number of classes.
 * @param options A label that is accepted besides; the name of the value in messages.
 * @returns The schema.
 * @throws {TypeError} If `ignoreIndex` is no integer.
 * @throws {RangeError} If `K` is no positive integer.
 */
export function classIndex(K: number, options: LabelsOptions = {}): Schema<number> {
  const { name = "label" } = options;
  const task = "read a label";
  const ignoreIndex = ignoreIndexOf(task, options.ignoreIndex);
  checkClassCount(K, task);
  return schemaOf(task, name, (x) => readLabel(x, K, ignoreIndex, new Site(task, name)));
}

/**
 * Schema of labels: a plain or typed array of class indices, integers in [0, K).
 *
 * @example Labels, one of which marks an example that does not count
 * ```ts
 * import { labels } from "@surprisal/loss/schemas";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(labels(3, { ignoreIndex: -100 }).parse([0, 2, -100]), [0, 2, -100]);
 * assertEquals(labels(3).safeParse([0, 2, -100]).error?.issues[0]?.path, [2]);
 * ```
 *
 * @param K The number of classes.
 * @param options A label that is accepted besides; the name of the value in messages.
 * @returns The schema. Its output is the very array that was handed in.
 * @throws {TypeError} If `ignoreIndex` is no integer.
 * @throws {RangeError} If `K` is no positive integer.
 */
export function labels(K: number, options: LabelsOptions = {}): Schema<Labels> {
  const { name = "labels" } = options;
  const task = "read labels";
  const ignoreIndex = ignoreIndexOf(task, options.ignoreIndex);
  checkClassCount(K, task);
  return schemaOf(task, name, (x) => {
    const site = new Site(task, name);
    // Anything but numbers is refused here: the reader below would look for distributions.
    const rows = numbersOf(x, site).length;
    targetsOf(x as Vector, examples(rows, K, site), true, optionsOf(ignoreIndex), name);
  });
}

/** Refuses what is neither a class index nor the label of examples that do not count. */
export function readLabel(
  t: unknown,
  classes: number,
  ignoreIndex: number | undefined,
  site: Site,
): void {
  // Anything but a number would be taken for a distribution.
  if (typeof t !== "number") return checkClassIndex(t, classes, site);
  targetsOf(t, examples(1, classes, site), false, optionsOf(ignoreIndex), site.name);
}

/** Examples of which only the shape matters. */
function examples(rows: number, columns: number, site: Site): Batch {
  return { rows, columns, site, read: (_, into) => into };
}

function optionsOf(ignoreIndex: number | undefined): TargetOptions {
  return ignoreIndex === undefined ? {} : { ignoreIndex };
}

function checkClassCount(K: unknown, task: string): void {
  if (Number.isSafeInteger(K) && K as number >= 1) return;
  new Site(task, "K").refuseValue("K must be a positive integer", describe(K));
}
