import { borrowRow } from "../numerics/borrowed_row.ts";
import type { SoftmaxRow } from "../numerics/softmax_row.ts";
import { isTable, type Table } from "../types/batch.ts";
import { checkClassIndex, isClassIndex } from "../types/class_index.ts";
import type { Vector } from "../types/kinds.ts";
import { NO_OPTIONS } from "../types/options.ts";
import { Site } from "../types/site.ts";
import type { Target } from "./targets.ts";

// One example, its class and no options: the call of which there are most. It gives the numbers that the
// general way gives, which would take longer to set up than to compute.

/** Whether a call is of that kind; shapes and numbers are not looked at. */
export function isLabelledVector(
  z: Vector | Table,
  target: Target,
  options: unknown,
): z is Vector {
  return options === NO_OPTIONS && typeof target === "number" && !isTable(z);
}

/** The row of a labelled vector, loaded; to be given back. */
export function labelledRow(task: string, z: Vector, t: number): SoftmaxRow {
  const site = new Site(task, "z");
  const row = borrowRow(z, site);
  if (!isClassIndex(t, z.length)) checkClassIndex(t, z.length, new Site(task, "target"));
  row.load(site);
  return row;
}

/** Writes `scale` times the gradient of a loaded row into `into`, from `start` on. */
export function writeGradient(
  row: SoftmaxRow,
  t: number,
  into: Float64Array | Float32Array,
  start: number,
  scale: number,
): void {
  row.writeProbabilities(into, start, scale);
  into[start + t] = (0 - row.complement(t)) * scale;
  into[start + t]! += 0; // after float32 has rounded: no -0
}
