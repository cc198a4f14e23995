import { inUnit } from "../numerics/value_in.ts";
import { type FastRows, fastRows } from "../losses/fast_rows.ts";
import { clearRemovedRows, gradientRows } from "../losses/softmax_cross_entropy_gradient.ts";
import type { SoftmaxCrossEntropyOptions } from "../losses/options.ts";
import { type SoftmaxProblem, softmaxProblem } from "../losses/softmax_problem.ts";
import type { Grounds } from "../kernels/grounds.ts";
import { chooseKernels } from "../kernels/choose_kernels.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { Matrix } from "../types/matrix.ts";
import { inArena } from "./in_arena.ts";
import type { Receipt } from "./receipt.ts";
import { endTurns, spansInTurns, type Turns } from "./turns.ts";

type Numbers = Float32Array | Float64Array;

/** Some rows of a batch, as a thread is handed them. */
export interface Block {
  readonly task: string;
  readonly kernels: Kernels;
  readonly rows: number;
  readonly columns: number;
  /** Where kernels can work on its matrices in place, if anywhere. */
  readonly grounds?: Grounds;
  /** Which of the arenas there is lent to the thread. */
  readonly arena?: number;
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
  /** How several threads share it, if they do. */
  readonly turns?: Turns;
  /** How the thread tells that it is done, if not by an answer. */
  readonly receipt?: Receipt;
  /** Where their losses go, without their weights. */
  readonly losses: Float64Array;
  /** Where their gradient goes, if one is wanted. */
  readonly gradient?: Numbers;
}

/** The first of some rows that could not be done, and why. */
export interface Fault {
  readonly row: number;
  readonly reason: string;
}

/** What a thread answers: the parts of a block of its own that it wrote to, and what it could not do. */
export interface Answer {
  readonly losses?: Float64Array;
  readonly gradient?: Numbers;
  readonly fault?: Fault;
}

/** Computes a block, or rows of it in turns with others: losses, and rows of the whole batch's gradient. */
export function computeBlock(block: Block): Answer {
  const { losses, gradient, turns, grounds, arena } = block;
  const work = () => fillRows(block);
  const fault = grounds && arena !== undefined ? inArena(grounds, arena, work) : work();
  return {
    ...(turns ? {} : { losses, ...(gradient && { gradient }) }),
    ...(fault && { fault }),
  };
}

/** Fills the block, or what rows of it are still to be done; says which could not be. */
function fillRows(block: Block): Fault | undefined {
  const { rows, columns, turns } = block;
  const spans = turns ? spansInTurns(turns, rows, columns) : [{ start: 0, end: rows }];
  chooseKernels(block.kernels);
  for (const { start, end } of spans) {
    const place = { row: 0 };
    try {
      fill(rowsOf(block, start, end), place);
    } catch (error) {
      if (turns) endTurns(turns, rows);
      return { row: start + place.row, reason: String(error) };
    }
  }
  return undefined;
}

function rowsOf(block: Block, start: number, end: number): Block {
  const { columns, z, labels, target, weights, losses, gradient } = block;
  const entries = (data: Numbers) => data.subarray(start * columns, end * columns);
  return {
    ...block,
    rows: end - start,
    z: entries(z),
    losses: losses.subarray(start, end),
    ...(labels && { labels: labels.subarray(start, end) }),
    ...(target && { target: entries(target) }),
    ...(weights && { weights: weights.subarray(start, end) }),
    ...(gradient && { gradient: entries(gradient) }),
  };
}

/** Fills a block; `place` holds the row that it is at. */
function fill(block: Block, place: { row: number }): void {
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
    place.row = i;
    if (problem.weights.of(i) > 0) block.losses[i] = inUnit(lossOf(i), problem.natsPerUnit);
  }
  finish();
  if (block.gradient) clearRemovedRows(problem, table(block.gradient));
}

function lossRows(problem: SoftmaxProblem): FastRows {
  const scalar = (i: number) => problem.objective(i).loss();
  return fastRows(problem, undefined, scalar) ?? { lossOf: scalar, finish() {} };
}
