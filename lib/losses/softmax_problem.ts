import type { Out } from "../numerics/rows.ts";
import { temperatureOf } from "../numerics/temperature.ts";
import { type Batch, batchOf, isTable, type Table } from "../types/batch.ts";
import type { Vector } from "../types/kinds.ts";
import { isMatrix, type Matrix } from "../types/matrix.ts";
import { reductionOf } from "../types/reduction.ts";
import { checkOptions } from "../types/options.ts";
import { Site } from "../types/site.ts";
import { natsPerUnit } from "../types/unit.ts";
import type { CoefficientSources } from "./coefficients.ts";
import { type ExampleWeights, exampleWeights } from "./example_weights.ts";
import { focalModulation } from "./focal.ts";
import { type ObjectiveLoader, objectives } from "./objectives.ts";
import { maskOf, numberWithin, weightsOf } from "./option_values.ts";
import type { SoftmaxCrossEntropyOptions } from "./options.ts";
import type { Examples } from "./reduce.ts";
import { type Target, targetsOf } from "./targets.ts";

/** What kernels can do of a problem: a matrix of logits, and all but focal weighting. */
export interface FastProblem extends CoefficientSources {
  readonly z: Matrix;
  /** Factor of the squared log-sum-exp. */
  readonly zLoss: number;
}

/** A call of softmax cross-entropy with everything read and checked but the logits themselves. */
export interface SoftmaxProblem extends Examples, ObjectiveLoader {
  readonly z: Batch;
  /** What amounts in nats are divided by. */
  readonly natsPerUnit: number;
  readonly temperature: number;
  /** The arguments once more, where kernels can do most rows. */
  readonly fast: FastProblem | undefined;
}

/** Reads the arguments of softmax cross-entropy; rows of a larger batch come with their weights. */
export function softmaxProblem(
  task: string,
  logits: Vector | Table,
  target: Target,
  options: SoftmaxCrossEntropyOptions & { readonly out?: Out },
  weights?: ExampleWeights,
): SoftmaxProblem {
  checkOptions(task, options);
  const z = batchOf(logits, new Site(task, "z"));
  const batched = isTable(logits);
  const sources = sourcesOf(z, batched, target, options);
  const temperature = temperatureOf(task, options.temperature);
  return {
    z,
    rows: z.rows,
    batched,
    temperature,
    fast: fastProblem(logits, sources, options),
    reduction: reductionOf(task, options.reduction),
    weights: weights ?? exampleWeights(task, sources),
    natsPerUnit: natsPerUnit(task, options.unit),
    ...objectivesOf(z, sources, temperature, options),
  };
}

type Sources = ReturnType<typeof sourcesOf>;

/** Targets and weights, read and checked once. */
function sourcesOf(
  z: Batch,
  batched: boolean,
  target: Target,
  options: SoftmaxCrossEntropyOptions,
) {
  const { site: { task }, rows, columns } = z;
  const { classWeights, sampleWeights, classMask, ignoreIndex, labelSmoothing = 0 } = options;
  return {
    rows,
    columns,
    targets: targetsOf(target, z, batched, options),
    ignoreIndex,
    labelSmoothing: numberWithin(task, "labelSmoothing", labelSmoothing, 0, 1),
    classWeights: classWeights === undefined
      ? undefined
      : weightsOf(task, "classWeights", classWeights, columns, "the classes"),
    sampleWeights: sampleWeights === undefined
      ? undefined
      : weightsOf(task, "sampleWeights", sampleWeights, rows, "the examples"),
    classMask: classMask === undefined ? undefined : maskOf(task, classMask, columns),
  };
}

function fastProblem(
  logits: Vector | Table,
  sources: Sources,
  { zLoss = 0, focal }: SoftmaxCrossEntropyOptions,
): FastProblem | undefined {
  if (focal !== undefined || !isMatrix(logits)) return undefined;
  // The kernels do not tell the mass of a distribution under class weights.
  if (zLoss > 0 && sources.classWeights && !sources.targets.labels) return undefined;
  return { ...sources, z: logits, zLoss };
}

function objectivesOf(
  z: Batch,
  sources: Sources,
  temperature: number,
  { focal, zLoss = 0 }: SoftmaxCrossEntropyOptions,
): ObjectiveLoader {
  const { task } = z.site;
  const pull = numberWithin(task, "zLoss", zLoss, 0, Infinity);
  const modulation = focal === undefined ? undefined : focalModulation(task, focal, z.columns);
  return objectives(z, sources, { temperature, zLoss: pull, modulation });
}
