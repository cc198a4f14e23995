import type { Vector } from "./kinds.ts";
import { checkMatrix, columnsOf, copyRow, isMatrix, type Matrix } from "./matrix.ts";
import type { Site } from "./site.ts";
import { checkVector, copyNumbers } from "./vector.ts";

/** What a batch may be given as: a matrix, or an array of rows. */
export type Table = Matrix | readonly Vector[];

/**
 * Rows of numbers behind one face, whatever they were given as. A kernel reads a row into its own
 * buffer of doubles, so that it runs on one type of array only.
 */
export interface Batch {
  /** The number of rows. */
  readonly rows: number;
  /** The number of columns. */
  readonly columns: number;
  /** Where its entries stand, for refusals. */
  readonly site: Site;
  /** Copies row `i` into `into`, which has `columns` entries. */
  read(i: number, into: Float64Array): Float64Array;
}

/** Whether an argument holds many examples (a matrix, an array of arrays) or one (a vector). */
export function isTable(x: unknown): x is Table {
  return isMatrix(x) || (Array.isArray(x) && typeof x[0] === "object" && x[0] !== null);
}

/** Any argument as a batch; a vector is a batch of one row. */
export function batchOf(x: Vector | Table, site: Site): Batch {
  if (isMatrix(x)) return batchOfMatrix(x, site);
  return isTable(x) ? batchOfRows(x as readonly Vector[], site) : batchOfOne(x as Vector, site);
}

function batchOfOne(x: Vector, site: Site): Batch {
  checkVector(x, site);
  return { rows: 1, columns: x.length, site, read: (_, into) => copyNumbers(x, into, site) };
}

function batchOfRows(x: readonly Vector[], site: Site): Batch {
  const columns = columnsOf(x, site);
  return { rows: x.length, columns, site, read: (i, into) => copyRow(x, i, into, site) };
}

function batchOfMatrix(x: Matrix, site: Site): Batch {
  checkMatrix(x, site);
  const { data, rows, columns } = x;
  return {
    rows,
    columns,
    site,
    read(i, into) {
      site.row = i;
      const start = i * columns;
      for (let j = 0; j < columns; j++) into[j] = data[start + j]!;
      return into;
    },
  };
}
