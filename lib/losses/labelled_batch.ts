import { ExactSum, meanOf } from "../numerics/exact_sum.ts";
import { isEntangled, isReadFrom } from "../numerics/is_entangled.ts";
import { isForLabelledKernels } from "../numerics/is_for_kernels.ts";
import { labelledRows } from "../numerics/labelled_row.ts";
import { inUnit } from "../numerics/value_in.ts";
import type { Table } from "../types/batch.ts";
import { checkClassIndex, isClassIndex } from "../types/class_index.ts";
import type { Vector } from "../types/kinds.ts";
import { copyRow, hasShape, isMatrix, type Matrix } from "../types/matrix.ts";
import { NO_OPTIONS } from "../types/options.ts";
import { Site } from "../types/site.ts";
import { lengthOf } from "../types/vector.ts";
import { arePlain } from "./labelled_vector.ts";
import type { SoftmaxCrossEntropyGradientOptions } from "./options.ts";
import type { Target } from "./targets.ts";

// Rows without kernels, labels, and no option but the unit and where the gradient goes. It gives the numbers that the
// general way gives, which takes several times as long to set up as a few rows take to compute, and half as
// long again for each. What is not plainly of that kind goes the general way, and is refused there if it has to be.

/** How many rows and columns a batch has. */
export type Shape = Pick<Matrix, "rows" | "columns">;

/** The shape of a batch of that kind, with which all is well; its logits are not looked at. */
export function labelledShape(
  z: Vector | Table,
  target: Target,
  options: SoftmaxCrossEntropyGradientOptions,
): Shape | undefined {
  const shape = shapeOf(z);
  if (shape === undefined || !areLabels(target, shape.rows, shape.columns)) return undefined;
  if (options === NO_OPTIONS) return shape;
  if (!arePlain(options)) return undefined;
  const { out } = options;
  if (out === undefined) return shape;
  const fits = isMatrix(out) && hasShape(out, shape.rows, shape.columns) &&
    (shape.rows === 1 || isApart(out, z, target));
  return fits ? shape : undefined;
}

/** Whether a row's gradient changes nothing that is read after it is written: with one row, nothing is. */
function isApart(out: Matrix, z: Vector | Table, target: Target): boolean {
  return !isEntangled(out, z) && !isReadFrom(out.data, target);
}

function shapeOf(z: Vector | Table): Shape | undefined {
  if (isMatrix(z)) {
    return hasShape(z, z.rows, z.columns) && !isForLabelledKernels(z) ? z : undefined;
  }
  if (!Array.isArray(z)) return undefined;
  const columns = lengthOf(z[0]);
  return columns > 0 ? { rows: z.length, columns } : undefined;
}

function areLabels(target: Target, rows: number, classes: number): boolean {
  const isArray = target instanceof Int32Array || Array.isArray(target);
  if (!isArray && !ArrayBuffer.isView(target)) return false;
  const labels = target as ArrayLike<unknown>;
  if (labels.length !== rows) return false;
  for (let i = 0; i < rows; i++) if (!isClassIndex(labels[i], classes)) return false;
  return true;
}

/** The mean loss of the rows of a labelled batch, whose gradient is written into `out` if there is one. */
export function lossOfBatch(
  task: string,
  z: Vector | Table,
  { rows, columns }: Shape,
  target: Target,
  natsPerUnit: number,
  out?: Matrix,
): number {
  const data = isMatrix(z) ? z.data : undefined;
  const labels = target as ArrayLike<number>;
  const site = new Site(task, "z");
  const row = labelledRows.lend(columns);
  const scale = out === undefined ? 0 : 1 / rows / natsPerUnit;
  const total = new ExactSum();
  for (let i = 0; i < rows; i++) {
    site.row = i;
    const t = labels[i]!;
    // An array may answer anything when it is asked again.
    if (!isClassIndex(t, columns)) checkClassIndex(t, columns, new Site(task, "target"), i);
    if (data !== undefined) row.load(data, i * columns, t, site);
    else row.load(copyRow(z as readonly Vector[], i, row.logits, site), 0, t, site);
    if (out !== undefined) row.writeGradient(out.data, i * columns, 1, scale);
    total.add(inUnit(row.surprisal, natsPerUnit));
  }
  labelledRows.giveBack(row);
  return meanOf(total, rows);
}
