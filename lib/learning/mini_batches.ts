import type { Batch } from "../types/batch.ts";
import { type Matrix, zeros } from "../types/matrix.ts";

/** Some examples of a batch, and what they are. */
export interface MiniBatch {
  /** The examples, copied. */
  readonly x: Matrix<Float64Array>;
  /** One class index an example. */
  readonly labels: Float64Array;
}

/** All examples once, `size` at a time, the last time perhaps fewer; in random order if asked for. */
export function* miniBatches(
  batch: Batch,
  labels: ArrayLike<number>,
  size: number,
  random?: () => number,
): Generator<MiniBatch> {
  const order = orderOf(batch.rows, random);
  for (let from = 0; from < order.length; from += size) {
    const part = order.subarray(from, from + size);
    yield { x: rowsAt(batch, part), labels: Float64Array.from(part, (i) => labels[i]!) };
  }
}

/** 0 to N - 1, shuffled (Fisher and Yates) if there are random numbers. */
function orderOf(rows: number, random?: () => number): Uint32Array {
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  for (let i = rows - 1; random && i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** The rows with the given indices, copied. */
function rowsAt(batch: Batch, indices: Uint32Array): Matrix<Float64Array> {
  const { columns } = batch;
  const part = zeros(indices.length, columns);
  indices.forEach((i, k) => batch.read(i, part.data.subarray(k * columns, (k + 1) * columns)));
  return part;
}
