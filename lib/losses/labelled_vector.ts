import { type LabelledRow, labelledRows } from "../numerics/labelled_row.ts";
import { isTable, type Table } from "../types/batch.ts";
import { checkClassIndex, isClassIndex } from "../types/class_index.ts";
import type { Vector } from "../types/kinds.ts";
import { NO_OPTIONS } from "../types/options.ts";
import { Site } from "../types/site.ts";
import { checkVector, copyNumbers, lengthOf } from "../types/vector.ts";
import type { SoftmaxCrossEntropyGradientOptions } from "./options.ts";

// One example, its class and no option but the unit and where the gradient goes: the call of which there are most. It
// gives the numbers that the general way gives, which would take longer to set up than to compute.

/** Whether a call with a class is of that kind; shape and numbers of the logits are not looked at. */
export function isLabelledVector(
  z: Vector | Table,
  options: SoftmaxCrossEntropyGradientOptions,
): z is Vector {
  if (isTable(z)) return false;
  if (options === NO_OPTIONS) return true;
  if (!arePlain(options)) return false;
  const { out } = options;
  const isArray = out instanceof Float64Array || out instanceof Float32Array;
  return out === undefined || isArray && out.length === lengthOf(z);
}

/** Whether options ask for nothing but, perhaps, a unit and a place for the gradient. */
export function arePlain(options: SoftmaxCrossEntropyGradientOptions): boolean {
  if (typeof options !== "object" || options === null) return false;
  const { unit, reduction, tolerance, labelSmoothing, classWeights, sampleWeights } = options;
  const { ignoreIndex, classMask, temperature, zLoss, focal } = options;
  const isUnit = unit === undefined || unit === "nats" || unit === "bits";
  return isUnit && reduction === undefined && tolerance === undefined &&
    labelSmoothing === undefined && classWeights === undefined && sampleWeights === undefined &&
    ignoreIndex === undefined && classMask === undefined && temperature === undefined &&
    zLoss === undefined && focal === undefined;
}

/** The row of a labelled vector, loaded; to be given back. */
export function labelledRow(task: string, z: Vector, t: number): LabelledRow {
  const site = new Site(task, "z");
  checkVector(z, site);
  const { length } = z;
  if (!isClassIndex(t, length)) checkClassIndex(t, length, new Site(task, "target"));
  const row = labelledRows.lend(length);
  const isTyped = z instanceof Float64Array || z instanceof Float32Array;
  row.load(isTyped ? z : copyNumbers(z, row.logits, site), 0, t, site);
  return row;
}
