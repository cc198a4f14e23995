import type { SoftmaxCrossEntropyOptions } from "../losses/options.ts";
import type { SoftmaxProblem } from "../losses/softmax_problem.ts";
import { isEntangled } from "../numerics/is_entangled.ts";
import type { Matrix } from "../types/matrix.ts";
import { Site } from "../types/site.ts";
import type { Fault } from "./block.ts";

/** What a call of a pool is made of, read and checked. */
export interface Call {
  readonly task: string;
  readonly problem: SoftmaxProblem;
  readonly z: Matrix;
  /** Class indices, checked; or distributions. */
  readonly target: ArrayLike<number> | Matrix;
  readonly options: SoftmaxCrossEntropyOptions;
  /** Where the gradient goes, if one is wanted. */
  readonly out: Matrix | undefined;
}

/** Refuses a gradient that would be written over what other threads still read. */
export function checkApart(task: string, z: Matrix, target: Call["target"], out: Matrix): void {
  if (!isEntangled(out, z, [target])) return;
  new Site(task, "out").refuseType(
    "out must be z itself, or share no memory with z and target",
    "they overlap",
  );
}

/** Refuses what threads could not do, if anything: in the words of one thread, for the first such row. */
export function refuseFaults({ task, problem }: Call, faults: readonly Fault[]): void {
  const [first] = [...faults].sort((a, b) => a.row - b.row);
  if (first === undefined) return;
  problem.objective(first.row);
  throw new Error(`Cannot ${task} as each block must be done: ${first.reason}`);
}
