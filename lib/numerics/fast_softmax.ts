import type { Vector } from "../types/kinds.ts";
import type { Table } from "../types/batch.ts";
import { isMatrix, type Matrix } from "../types/matrix.ts";
import type { FastMap } from "./rows.ts";
import { LOGARITHMS, SCALING } from "./block_work.ts";
import { SoftmaxBlocks } from "./softmax_blocks.ts";
import type { SoftmaxRow } from "./softmax_row.ts";

/** What is made of a softmax: its probabilities, or their logarithms. */
export interface SoftmaxForm {
  readonly isLogarithm: boolean;
  /** Writes the answers of a row that the kernels leave. */
  write(row: SoftmaxRow, into: Float64Array | Float32Array, start: number): void;
}

/** Softmax of the rows of a matrix by kernels; undefined where there is nothing for them. */
export function fastSoftmax(
  z: Vector | Table,
  out: Matrix,
  temperature: number,
  { isLogarithm }: SoftmaxForm,
): FastMap | undefined {
  if (!isMatrix(z)) return undefined;
  const work = () => isLogarithm ? LOGARITHMS : SCALING;
  const blocks = SoftmaxBlocks.of(z, { out, temperature, work });
  if (blocks === undefined) return undefined;
  const map = (i: number) => {
    const totals = blocks.row(i);
    if (totals === undefined) return false;
    if (!isLogarithm) return blocks.setScale(i, 1);
    totals.setLogTotal();
    blocks.setParams(i, totals.logTotal, totals.logTotalLow, 0);
    return true;
  };
  return { map, finish: () => blocks.finish() };
}
