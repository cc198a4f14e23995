import { z } from "zod";
import { checkLogProbabilities, logToleranceOf } from "../losses/negative_log_likelihood.ts";
import { ignoreIndexOf } from "../losses/targets.ts";
import { checkDistribution, toleranceOf, type ToleranceOption } from "../numerics/distribution.ts";
import type { Logits, LogProbabilities, Probabilities } from "../types/kinds.ts";
import { checkOptions } from "../types/options.ts";
import { describe, Site } from "../types/site.ts";
import { numbersOf } from "../types/vector.ts";
import { readLabel } from "./labels.ts";
import { checkLogits } from "./logits.ts";
import { positionIn, refusalOf } from "./refusal.ts";
import type { Schema } from "./schema.ts";

/** What the predictions of a table may be, by name. */
export interface PredictionKinds {
  /** Distributions over the classes. */
  readonly "probabilities": Probabilities;
  /** What a softmax would turn into distributions. */
  readonly "logits": Logits;
  /** Natural logarithms of distributions. */
  readonly "log-probabilities": LogProbabilities;
}

/** One example of a prediction table. */
export interface PredictionRow<P> {
  /** What was predicted: K numbers. */
  readonly prediction: P;
  /** What happened: a class index in [0, K). */
  readonly label: number;
}

/** Options of {@linkcode predictionTable}. */
export interface PredictionTableOptions extends ToleranceOption {
  /** A label beside the class indices that is accepted too. No default. */
  readonly ignoreIndex?: number;
}

/** A file of another kind would have a message for each of its rows. */
const MOST_ISSUES = 20;

const TASK = "read a prediction table";

/**
 * Schema of a prediction table: rows of a prediction and a label, all predictions of one length. Rows
 * may have other columns besides. What is wrong is said of the first 20 bad rows.
 *
 * @example From a file to a loss
 * ```ts
 * import { categoricalCrossEntropy } from "@surprisal/loss";
 * import { predictionTable } from "@surprisal/loss/schemas";
 * import { assertEquals } from "@std/assert";
 *
 * const text = `[{ "prediction": [0.5, 0.5], "label": 0 }, { "prediction": [0, 1], "label": 1 }]`;
 * const table = predictionTable("probabilities").parse(JSON.parse(text));
 * const loss = categoricalCrossEntropy(
 *   table.map((row) => row.prediction),
 *   table.map((row) => row.label),
 *   { unit: "bits" },
 * );
 * assertEquals(loss, 0.5);
 * ```
 *
 * @example The row, the column and the entry of what is wrong
 * ```ts
 * import { predictionTable } from "@surprisal/loss/schemas";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = [{ prediction: [1, 2], label: 0 }, { prediction: [1, NaN], label: 2 }];
 * const { error } = predictionTable("logits").safeParse(rows);
 * assertEquals(error?.issues.map((issue) => issue.path), [[1, "prediction", 1], [1, "label"]]);
 * ```
 *
 * @param kind What the predictions are.
 * @param options How far from 1 sums may be, default 2.5e-7 and for logarithms 1e-4; a label that is
 * accepted besides.
 * @returns The schema. Its output is the very array that was handed in, the predictions marked.
 * @throws {TypeError} If `ignoreIndex` is no integer.
 * @throws {RangeError} If `tolerance` is no number >= 0, or `kind` is none of the three.
 */
export function predictionTable<K extends keyof PredictionKinds>(
  kind: K,
  options: PredictionTableOptions = {},
): Schema<readonly PredictionRow<PredictionKinds[K]>[]> {
  checkOptions(TASK, options);
  const check = checkOf(kind, options.tolerance);
  const ignored = ignoreIndexOf(TASK, options.ignoreIndex);
  return z.custom<readonly PredictionRow<PredictionKinds[K]>[]>().check(
    ({ value: input, issues }) => {
      for (const issue of issuesOf(input, check, ignored)) {
        issues.push({ code: "custom", input, ...issue });
        if (issues.length === MOST_ISSUES) break;
      }
    },
  );
}

type Check = (row: Float64Array, site: Site) => void;

function checkOf(kind: keyof PredictionKinds, option: number | undefined): Check {
  if (kind === "log-probabilities") {
    const tolerance = logToleranceOf(TASK, option);
    return (row, site) => checkLogProbabilities(row, site, tolerance);
  }
  const tolerance = toleranceOf(TASK, option);
  if (kind === "logits") return checkLogits;
  if (kind === "probabilities") return (row, site) => checkDistribution(row, site, tolerance);
  const must = `kind must be "probabilities", "logits" or "log-probabilities"`;
  return new Site(TASK, "kind").refuseValue(must, describe(kind));
}

interface Issue {
  readonly message: string;
  readonly path: (string | number)[];
}

/** What is wrong with a table, in order: one issue a cell at most. */
function* issuesOf(table: unknown, check: Check, ignoreIndex?: number): Generator<Issue> {
  yield* issueOf("table", [], () => checkTable(table));
  if (!Array.isArray(table)) return;
  const classes = (table[0]?.prediction)?.length as number;
  for (let i = 0; i < table.length; i++) {
    const row = table[i];
    const name = `table[${i}]`;
    yield* issueOf(name, [i], () => checkRow(row, name));
    if (typeof row !== "object" || row === null) continue;
    yield* issueOf(`${name}.prediction`, [i, "prediction"], (site) => {
      const prediction = numbersOf(row.prediction, site);
      checkClasses(prediction.length, classes, site);
      check(prediction, site);
    });
    if (!(classes > 0)) continue;
    yield* issueOf(`${name}.label`, [i, "label"], (site) => {
      readLabel(row.label, classes, ignoreIndex, site);
    });
  }
}

/** The issue, if any, that a reader of one cell finds. */
function* issueOf(
  name: string,
  path: readonly (string | number)[],
  read: (site: Site) => void,
): Generator<Issue> {
  const message = refusalOf(TASK, () => read(new Site(TASK, name)));
  if (message === undefined) return;
  yield { message, path: [...path, ...positionIn(message, TASK, name)] };
}

function checkTable(table: unknown): void {
  const site = new Site(TASK, "table");
  if (!Array.isArray(table)) {
    return site.refuseType("table must be an array of rows", `table is ${describe(table)}`);
  }
  if (table.length === 0) site.refuseType("table must have at least one row", "table has no rows");
}

function checkRow(row: unknown, name: string): void {
  if (typeof row === "object" && row !== null) return;
  const must = `${name} must be an object with a prediction and a label`;
  new Site(TASK, name).refuseType(must, `${name} is ${describe(row)}`);
}

function checkClasses(found: number, expected: number, site: Site): void {
  if (found === expected) return;
  site.refuseType(
    "the predictions of table must have one length",
    `${site.name} has ${found} entries, expected ${expected}`,
  );
}
