import type { Vector } from "./kinds.ts";
import { describe, Site } from "./site.ts";
import { checkVector, copyNumbers } from "./vector.ts";

/**
 * A batch of rows in one typed array, row after row: entry j of row i is
 * `data[i * columns + j]`.
 *
 * @typeParam D What holds the numbers.
 */
export interface Matrix<D extends Float32Array | Float64Array = Float32Array | Float64Array> {
  /** The entries, row after row; `rows * columns` of them. */
  readonly data: D;
  /** The number of rows: examples of a batch. */
  readonly rows: number;
  /** The number of columns: classes. */
  readonly columns: number;
}

/**
 * A matrix that is also the array of its rows: `m[i][j]` is `m.data[i * m.columns + j]`, and both
 * are one number in memory. What a batch of nested arrays gets back.
 */
export type Rows = readonly Float64Array[] & Matrix<Float64Array>;

/** Refuses a number that cannot be stored as an entry: only NaN. */
function checkEntries(row: Float64Array, site: Site): void {
  const at = row.findIndex(Number.isNaN);
  if (at >= 0) site.refuseEntry(at, row[at], "must not contain NaN");
}

/**
 * A matrix from its rows, copied: entry j of row i becomes `data[i * columns + j]`.
 *
 * @example Two examples of three classes
 * ```ts
 * import { matrix } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * const z = matrix([[1, 2, 3], [4, 5, 6]]);
 * assertEquals([z.rows, z.columns, z.data[5]], [2, 3, 6]);
 * ```
 *
 * @param rows N rows of K numbers each; infinities are fine.
 * @returns The matrix of N rows and K columns, in float64.
 * @throws {TypeError} If there is no row, if a row is empty or of another length than the first, or
 * if an entry is no number.
 * @throws {RangeError} If an entry is NaN.
 */
export function matrix(rows: readonly Vector[]): Matrix<Float64Array> {
  const site = new Site("make a matrix", "rows");
  const columns = columnsOf(rows, site);
  const data = new Float64Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    const into = data.subarray(i * columns, (i + 1) * columns);
    checkEntries(copyRow(rows, i, into, site), site);
  }
  return { data, rows: rows.length, columns };
}

/** The number of columns of nested rows, by the first row. */
export function columnsOf(rows: readonly Vector[], site: Site): number {
  site.row = undefined;
  if (!Array.isArray(rows)) {
    site.refuseType(
      `${site.name} must be an array of rows`,
      `${site.name} is ${describe(rows)}`,
    );
  }
  if (rows.length === 0) {
    site.refuseType(`${site.name} must have at least one row`, `${site.name} has no rows`);
  }
  site.row = 0;
  checkVector(rows[0], site);
  return rows[0].length;
}

/** Copies row `i` of nested rows, refusing one of another length than `into`. */
export function copyRow(
  rows: readonly Vector[],
  i: number,
  into: Float64Array,
  site: Site,
): Float64Array {
  site.row = i;
  const row: unknown = rows[i];
  checkVector(row, site);
  if (row.length !== into.length) {
    site.refuseType(
      `the rows of ${site.name} must have one length`,
      `${site.label} has ${row.length} entries, expected ${into.length}`,
    );
  }
  return copyNumbers(row, into, site);
}

/** A new matrix of zeros, in float64. */
export function zeros(rows: number, columns: number): Matrix<Float64Array> {
  return { data: new Float64Array(rows * columns), rows, columns };
}

/** The same matrix as the array of its rows, each a view. */
export function rowsOf(m: Matrix<Float64Array>): Rows {
  const views = Array.from(
    { length: m.rows },
    (_, i) => m.data.subarray(i * m.columns, (i + 1) * m.columns),
  );
  return Object.assign(views, m);
}

/** Tells a matrix from vectors and nested rows. */
export function isMatrix(x: unknown): x is Matrix {
  return typeof x === "object" && x !== null && "data" in x && !Array.isArray(x);
}

/** Whether the parts of a matrix fit together, and it has so many rows and columns. */
export function hasShape(m: Matrix, rows: number, columns: number): boolean {
  const { data } = m;
  return (data instanceof Float64Array || data instanceof Float32Array) && m.rows === rows &&
    m.columns === columns && areSizes(data, rows, columns);
}

function areSizes({ length }: Vector, rows: number, columns: number): boolean {
  return Number.isSafeInteger(rows) && Number.isSafeInteger(columns) && rows > 0 && length > 0 &&
    length === rows * columns;
}

/** Refuses a matrix whose parts do not fit together. */
export function checkMatrix(m: Matrix, site: Site): void {
  const { data, rows, columns } = m;
  if (!(data instanceof Float64Array || data instanceof Float32Array)) {
    site.refuseType(
      `${site.name}.data must be a Float32Array or a Float64Array`,
      `${site.name}.data is ${describe(data)}`,
    );
  }
  if (data.length === 0) checkVector(data, new Site(site.task, `${site.name}.data`));
  if (!areSizes(data, rows, columns)) {
    site.refuseType(
      `${site.name}.data must have rows × columns entries`,
      `found ${data.length} entries for ${describe(rows)} × ${describe(columns)}`,
    );
  }
}
