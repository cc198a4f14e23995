import { inUnit } from "../numerics/value_in.ts";
import { type FastRows, fastRows } from "../losses/fast_rows.ts";
import { clearRemovedRows, gradientRows } from "../losses/softmax_cross_entropy_gradient.ts";
import type { SoftmaxCrossEntropyOptions } from "../losses/options.ts";
import { type SoftmaxProblem, softmaxProblem } from "../losses/softmax_problem.ts";
import { chooseKernels, type Kernels } from "../kernels/kernels.ts";
import type { Matrix } from "../types/matrix.ts";

type Numbers = Float32Array | Float64Array;

/** Some rows of a batch, as a thread is handed them. */
export interface Block {
  readonly task: string;
  readonly kernels: Kernels;
  readonly rows: number;
  readonly columns: number;
  /** Their logits. */
  readonly z: Numbers;
  /** Their class indices; some class for a row that does not count. */
  readonly labels?: Int32Array;
  /** Their distributions, in place of class indices. */
  readonly target?: Numbers;
  /** How much each counts, unless all certainly count once. */
  readonly weights?: Float64Array;
  /** The summed weights of the whole batch. */
  readonly totalWeight: number;
  readonly options: SoftmaxCrossEntropyOptions;
  /** Where their losses go, without their weights. */
  readonly losses: Float64Array;
  /** Where their gradient goes, if one is wanted. */
  readonly gradient?: Numbers;
}

/** What a thread answers: the parts of the block that it wrote to, or why it could not. */
export interface Answer {
  readonly losses: Float64Array;
  readonly gradient?: Numbers;
  readonly fault?: string;
}

/** Computes a block: the losses of its rows, and the rows of the whole batch's gradient. */
export function computeBlock(block: Block): Answer {
  const { losses, gradient } = block;
  const parts = { losses, ...(gradient && { gradient }) };
  try {
    chooseKernels(block.kernels);
    fill(block);
    return parts;
  } catch (error) {
    return { ...parts, fault: String(error) };
  }
}

function fill(block: Block): void {
  const { task, rows, columns, z, labels, target, weights, totalWeight, options } = block;
  const table = (data: Numbers): Matrix => ({ data, rows, columns });
  const problem = softmaxProblem(task, table(z), labels ?? table(target!), options, {
    areEqual: weights === undefined,
    of: (i) => weights?.[i] ?? 1,
    total: totalWeight,
  });
  const { lossOf, finish } = block.gradient
    ? gradientRows(problem, table(block.gradient))
    : lossRows(problem);
  for (let i = 0; i < rows; i++) {
    if (problem.weights.of(i) > 0) block.losses[i] = inUnit(lossOf(i), problem.natsPerUnit);
  }
  finish();
  if (block.gradient) clearRemovedRows(problem, table(block.gradient));
}

function lossRows(problem: SoftmaxProblem): FastRows {
  const scalar = (i: number) => problem.objective(i).loss();
  return fastRows(problem, undefined, scalar) ?? { lossOf: scalar, finish() {} };
}
