import { giveBack, lendRow } from "../numerics/borrowed_row.ts";
import { type LabelledRow, labelledRows } from "../numerics/labelled_row.ts";
import type { Batch } from "../types/batch.ts";
import { Coefficients, type CoefficientSources } from "./coefficients.ts";
import type { Modulation } from "./focal.ts";
import { LabelledObjective } from "./labelled_objective.ts";
import { Objective, type RowObjective } from "./objective.ts";

/** Loads rows of logits with their targets. */
export interface ObjectiveLoader {
  /** Loads row `i`, refusing bad logits and targets, and gives its loss and gradient. */
  objective(i: number): RowObjective;
  /** Gives back what it works on. A problem that is left open, after a refusal, is not missed. */
  close(): void;
}

/** What is done to the logits and to the loss of each row. */
export interface ObjectiveShape {
  /** What logits are divided by. */
  readonly temperature: number;
  /** Factor of the squared log-sum-exp. */
  readonly zLoss: number;
  /** What is done to each surprisal; nothing if absent. */
  readonly modulation: Modulation | undefined;
}

/** The loader of rows: one softmax, one set of coefficients, one objective for all of them. */
export function objectives(
  z: Batch,
  sources: CoefficientSources,
  shape: ObjectiveShape,
): ObjectiveLoader {
  const { temperature, zLoss, modulation } = shape;
  const { targets: { labels }, labelSmoothing } = sources;
  const isPlain = temperature === 1 && zLoss === 0 && modulation === undefined;
  return isPlain && labels !== undefined && labelSmoothing === 0
    ? labelledObjectives(z, sources, labels)
    : anyObjectives(z, sources, shape, isPlain);
}

/** Rows of which only the surprisal of their class counts. */
function labelledObjectives(
  z: Batch,
  sources: CoefficientSources,
  labels: ArrayLike<number>,
): ObjectiveLoader {
  let parts: ReturnType<typeof labelledParts> | undefined;
  return {
    objective(i) {
      const { row, objective } = parts ??= labelledParts(z.columns);
      const label = labels[i]!;
      readLogits(z, i, row.logits, sources);
      row.load(row.logits, 0, label, z.site);
      objective.mass = sources.classWeights?.[label] ?? 1;
      return objective;
    },
    close: () => closeLabelled(parts),
  };
}

function anyObjectives(
  z: Batch,
  sources: CoefficientSources,
  shape: ObjectiveShape,
  isPlain: boolean,
): ObjectiveLoader {
  let parts: ReturnType<typeof anyParts> | undefined;
  let labelled: ReturnType<typeof labelledParts> | undefined;
  return {
    objective(i) {
      const { row, coefficients, objective } = parts ??= anyParts(z.columns, sources, shape);
      readLogits(z, i, row.logits, sources);
      row.check(z.site);
      coefficients.load(i);
      const only = isPlain ? coefficients.only : -1;
      if (only < 0) {
        row.exponentiate(shape.temperature);
        return objective;
      }
      labelled ??= labelledParts(z.columns);
      labelled.row.load(row.logits, 0, only, z.site);
      labelled.objective.mass = coefficients.values[only]!;
      return labelled.objective;
    },
    close() {
      if (parts !== undefined) giveBack(parts.row);
      closeLabelled(labelled);
    },
  };
}

/** Made when a row first asks for them: kernels may do without. */
function anyParts(
  columns: number,
  sources: CoefficientSources,
  { zLoss, modulation }: ObjectiveShape,
) {
  const row = lendRow(columns);
  const coefficients = new Coefficients(sources);
  return { row, coefficients, objective: new Objective(row, coefficients, zLoss, modulation) };
}

/** Likewise, for rows with one class each. */
function labelledParts(columns: number) {
  const row = labelledRows.lend(columns);
  return { row, objective: new LabelledObjective(row) };
}

function closeLabelled(parts: { readonly row: LabelledRow } | undefined): void {
  if (parts !== undefined) labelledRows.giveBack(parts.row);
}

/** Reads row `i`; classes that a mask takes out have no logit. */
function readLogits(
  z: Batch,
  i: number,
  into: Float64Array,
  { classMask }: CoefficientSources,
): void {
  z.read(i, into);
  if (classMask === undefined) return;
  for (let j = 0; j < into.length; j++) if (!classMask[j]) into[j] = -Infinity;
}
