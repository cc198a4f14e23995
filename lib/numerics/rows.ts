import { type Batch, batchOf, isTable, type Table } from "../types/batch.ts";
import type { Vector } from "../types/kinds.ts";
import { checkMatrix, isMatrix, type Matrix, rowsOf, zeros } from "../types/matrix.ts";
import { describe, Site } from "../types/site.ts";
import { isEntangled } from "./is_entangled.ts";

/** What an answer may be written into: a typed array for a vector, a matrix for a batch. */
export type Out = Float64Array | Float32Array | Matrix;

/**
 * `O`, which is what `out` says and nothing else: it is not inferred from where an answer goes. (The
 * language's own NoInfer would take the marks off the kinds.)
 */
export type Given<O> = [O][O extends unknown ? 0 : never];

/**
 * A place for one result an entry of `x`: `out` if it fits, else new zeros. Where results in `out`
 * would be written over what is still to be read, of `x` or beside it, it is a new one of its kind,
 * which {@linkcode inShapeOf} copies.
 */
export function outputFor(
  batch: Batch,
  x: Vector | Table,
  out: Out | undefined,
  beside?: readonly unknown[],
): Matrix {
  const { rows, columns, site } = batch;
  if (out === undefined) return zeros(rows, columns);
  const target = isTable(x) ? out as Matrix : { data: out as Float64Array, rows: 1, columns };
  const outSite = new Site(site.task, "out");
  if (!isMatrix(target)) {
    outSite.refuseType("out must be a matrix for a batch", `out is ${describe(out)}`);
  }
  checkMatrix(target, outSite);
  if (target.rows === rows && target.columns === columns) {
    const isFree = !isTable(x) || !isEntangled(target, x, beside);
    return isFree ? target : { ...target, data: target.data.slice() };
  }
  return outSite.refuseType(
    `out must have the shape of ${site.name}`,
    `expected ${rows} × ${columns}, found ${target.rows} × ${target.columns}`,
  );
}

/** The results in the shape of `x`; `out` itself if it was handed in, with the results in it. */
export function inShapeOf(x: Vector | Table, result: Matrix, out?: Out): Out {
  if (out !== undefined) {
    if (isMatrix(out) && out.data !== result.data) out.data.set(result.data);
    return out;
  }
  if (!isTable(x)) return result.data;
  return isMatrix(x) ? result : rowsOf(result as Matrix<Float64Array>);
}

/** A faster way for most rows, which come in order. */
export interface FastMap {
  /** Sees to the answers of row `i`; false if that is left to the caller. */
  map(i: number): boolean;
  /** Ends the work on the last rows. */
  finish(): void;
}

/**
 * Applies a row function to every row of a vector or table, but for rows that `fast` can do; the
 * answers have the shape of `x`.
 */
export function mapRows(
  x: Vector | Table,
  site: Site,
  out: Out | undefined,
  rowFunction: (batch: Batch, i: number, into: Float64Array | Float32Array, start: number) => void,
  fast?: (result: Matrix) => FastMap | undefined,
): Out {
  const batch = batchOf(x, site);
  const result = outputFor(batch, x, out);
  const way = fast?.(result);
  for (let i = 0; i < batch.rows; i++) {
    if (!way?.map(i)) rowFunction(batch, i, result.data, i * batch.columns);
  }
  way?.finish();
  return inShapeOf(x, result, out);
}
