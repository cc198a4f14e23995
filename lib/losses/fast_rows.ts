import { SoftmaxBlocks } from "../numerics/softmax_blocks.ts";
import type { Matrix } from "../types/matrix.ts";
import { gradientScale } from "./reduce.ts";
import type { PlainProblem, SoftmaxProblem } from "./softmax_problem.ts";

/** What to do with one row, and what to do after the last. */
export interface FastRows {
  /** The loss of row `i` in nats, without its weight; rows come in order. */
  lossOf(i: number): number;
  /** Ends the work on the last rows. */
  finish(): void;
}

/** How much the true class of row `i` counts. */
function massOf({ classWeights, labels }: PlainProblem, i: number): number {
  return classWeights?.[labels[i]!] ?? 1;
}

/**
 * The rows of a problem by the kernels, as far as these go: each row that they cannot do is done by
 * `scalar`, which refuses what has to be refused. Undefined where there is nothing for kernels.
 */
export function fastRows(
  problem: SoftmaxProblem,
  out: Matrix | undefined,
  scalar: (i: number) => number,
): FastRows | undefined {
  const { plain } = problem;
  const blocks = plain && SoftmaxBlocks.of(plain.z, out);
  if (!plain || !blocks) return undefined;
  const { z, labels } = plain;
  const perUnit = problem.natsPerUnit;
  const lossOf = (i: number) => {
    const totals = blocks.row(i);
    if (totals === undefined) return scalar(i);
    const label = labels[i]!;
    const mass = massOf(plain, i);
    if (out) {
      const scale = mass * (gradientScale(problem, i) / perUnit);
      if (!blocks.setGradient(i, label, scale)) return scalar(i);
    }
    return mass === 0 ? 0 : mass * totals.surprisal(z.data[i * z.columns + label]!);
  };
  return { lossOf, finish: () => blocks.finish() };
}
