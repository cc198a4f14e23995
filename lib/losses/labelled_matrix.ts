import { ExactSum, meanOf } from "../numerics/exact_sum.ts";
import { isEntangled, isReadFrom } from "../numerics/is_entangled.ts";
import { isForLabelledKernels } from "../numerics/is_for_kernels.ts";
import { labelledRows } from "../numerics/labelled_row.ts";
import { inUnit } from "../numerics/value_in.ts";
import type { Table } from "../types/batch.ts";
import { checkClassIndex, isClassIndex } from "../types/class_index.ts";
import type { Vector } from "../types/kinds.ts";
import { hasShape, isMatrix, type Matrix } from "../types/matrix.ts";
import { NO_OPTIONS } from "../types/options.ts";
import { Site } from "../types/site.ts";
import { arePlain } from "./labelled_vector.ts";
import type { SoftmaxCrossEntropyGradientOptions } from "./options.ts";
import type { Target } from "./targets.ts";

// A small matrix, labels, and no option but the unit and where the gradient goes. It gives the numbers that the general
// way gives, which takes several times as long to set up as a few rows take to compute. What is not plainly
// of that kind goes the general way, and is refused there if it has to be.

/** Whether a call is of that kind, and all is well with it; its logits are not looked at. */
export function isLabelledMatrix(
  z: Vector | Table,
  target: Target,
  options: SoftmaxCrossEntropyGradientOptions,
): z is Matrix {
  if (!isMatrix(z) || !hasShape(z, z.rows, z.columns) || isForLabelledKernels(z)) return false;
  if (!areLabels(target, z.rows, z.columns)) return false;
  if (options === NO_OPTIONS) return true;
  if (!arePlain(options)) return false;
  const { out } = options;
  if (out === undefined) return true;
  return isMatrix(out) && hasShape(out, z.rows, z.columns) && !isEntangled(out, z) &&
    !isReadFrom(out.data, target);
}

function areLabels(target: Target, rows: number, classes: number): boolean {
  const isArray = target instanceof Int32Array || Array.isArray(target);
  if (!isArray && !ArrayBuffer.isView(target)) return false;
  const labels = target as ArrayLike<unknown>;
  if (labels.length !== rows) return false;
  for (let i = 0; i < rows; i++) if (!isClassIndex(labels[i], classes)) return false;
  return true;
}

/** The mean loss of the rows of a labelled matrix, whose gradient is written into `out` if there is one. */
export function lossOfMatrix(
  task: string,
  z: Matrix,
  target: Target,
  natsPerUnit: number,
  out?: Matrix,
): number {
  const { data, rows, columns } = z;
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
    row.load(data, i * columns, t, site);
    if (out !== undefined) row.writeGradient(out.data, i * columns, 1, scale);
    total.add(inUnit(row.surprisal, natsPerUnit));
  }
  labelledRows.giveBack(row);
  return meanOf(total, rows);
}
