import { sumOf } from "../numerics/compensated_sum.ts";
import { checkDistribution, toleranceOf } from "../numerics/distribution.ts";
import { scratch } from "../numerics/scratch.ts";
import { type Batch, batchOf, isTable, type Table } from "../types/batch.ts";
import { checkClassIndex, isClassIndex } from "../types/class_index.ts";
import type { Vector } from "../types/kinds.ts";
import { describe, Site } from "../types/site.ts";
import { checkLength, checkVector, copyNumbers } from "../types/vector.ts";

/** What a loss may be told of the truth. */
export type Target = number | Vector | Table;

/** One truth a row: a class index, or a distribution over the classes. */
export interface Targets {
  /** The classes, one a row, where the truth was given as such. */
  readonly labels: ArrayLike<number> | undefined;
  /** The distributions as they were given, if they were. */
  readonly distributions: Distributions | undefined;
  /** Copies the distribution of row `i`; for a label, the one-hot distribution. */
  read(i: number, into: Float64Array): void;
  /** The sum of the distribution of row `i`: 1, up to the tolerance. */
  massOf(i: number): number;
}

/** Distributions as they were given, not checked yet. */
export interface Distributions {
  readonly table: Vector | Table;
  /** How far from 1 the sum of each may be. */
  readonly tolerance: number;
  /** Copies the numbers of row `i`, whatever they are. */
  read(i: number, into: Float64Array): void;
}

/** Options that decide which targets are accepted. */
export interface TargetOptions {
  /** A label beside the class indices that is accepted too. */
  readonly ignoreIndex?: number;
  /** How far from 1 the sum of a distribution may be. */
  readonly tolerance?: number;
}

/**
 * Reads a target: an index or a distribution where the input was a vector; labels or a table of
 * distributions where it was a batch.
 */
export function targetsOf(
  target: Target,
  input: Batch,
  batched: boolean,
  options: TargetOptions = {},
  name = "target",
): Targets {
  const site = new Site(input.site.task, name);
  const tolerance = toleranceOf(site.task, options.tolerance);
  const ignored = ignoreIndexOf(site.task, options.ignoreIndex);
  const byLabel = batched ? !isTable(target) : typeof target === "number";
  if (byLabel) return labelsOf(target, input, batched, site, ignored);
  if (ignored !== undefined) {
    site.refuseType("ignoreIndex must come with class indices", `${name} holds distributions`);
  }
  return distributionsOf(target as Vector | Table, input, site, tolerance);
}

/** Reads the option `ignoreIndex`, which may be absent: any integer. */
export function ignoreIndexOf(task: string, ignoreIndex?: number): number | undefined {
  if (ignoreIndex === undefined || Number.isInteger(ignoreIndex)) return ignoreIndex;
  const found = `ignoreIndex is ${describe(ignoreIndex)}`;
  return new Site(task, "ignoreIndex").refuseType("ignoreIndex must be an integer", found);
}

function labelsOf(
  target: Target,
  input: Batch,
  batched: boolean,
  site: Site,
  ignoreIndex: number | undefined,
): Targets {
  if (batched && typeof target !== "object") {
    const must = `${site.name} must have one entry for each row of ${input.site.name}`;
    site.refuseType(must, `${site.name} is ${describe(target)}`);
  }
  const labels = batched ? indicesOf(target, site) : [target as number];
  if (batched) checkLength(labels, input.rows, `the rows of ${input.site.name}`, site);
  for (let i = 0; i < labels.length; i++) {
    const t = labels[i];
    if (isClassIndex(t, input.columns) || (ignoreIndex !== undefined && t === ignoreIndex)) {
      continue;
    }
    checkClassIndex(t, input.columns, site, batched ? i : undefined);
  }
  const read = (i: number, into: Float64Array) => into.fill(0)[labels[i]!] = 1;
  return { labels, distributions: undefined, read, massOf: () => 1 };
}

/** Labels as they are if they hold 32-bit integers or doubles, else as doubles. */
function indicesOf(target: Target, site: Site): ArrayLike<number> {
  checkVector(target, site);
  if (target instanceof Int32Array || target instanceof Float64Array) return target;
  return copyNumbers(target, scratch(target.length), site);
}

function distributionsOf(
  target: Vector | Table,
  input: Batch,
  site: Site,
  tolerance: number,
): Targets {
  const distributions = batchOf(target, site);
  const { rows, columns } = distributions;
  if (rows !== input.rows || columns !== input.columns) {
    site.refuseType(
      `${site.name} must have the shape of ${input.site.name}`,
      `expected ${input.rows} × ${input.columns}, found ${rows} × ${columns}`,
    );
  }
  const read = (i: number, into: Float64Array) =>
    checkDistribution(distributions.read(i, into), site, tolerance);
  const massOf = (i: number) => {
    const row = new Float64Array(columns);
    read(i, row);
    return sumOf(row);
  };
  const raw = { table: target, tolerance, read: distributions.read };
  return { labels: undefined, distributions: raw, read, massOf };
}
