import { batchOf, isTable, type Table } from "../types/batch.ts";
import type { Logits, LogProbabilities, Vector } from "../types/kinds.ts";
import { isMatrix, type Matrix } from "../types/matrix.ts";
import { Site } from "../types/site.ts";
import { borrowRow, giveBack, lendRow } from "./borrowed_row.ts";
import { SoftmaxBlocks } from "./softmax_blocks.ts";
import type { SoftmaxRow } from "./softmax_row.ts";

/**
 * Log-sum-exp: `ln Σ exp(z_j)`, in one number a row, without overflow.
 *
 * At most 2 ulp of the larger of |answer| and |largest logit| (tests/golden). Where these two cancel,
 * as for log-probabilities, it computes with twenty bits more, in about four times the time, so that
 * digits are left of an answer that is all but 0.
 *
 * @example Logits that exp alone cannot hold
 * ```ts
 * import { logSumExp } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(logSumExp([1000, 1000]), 1000 + Math.LN2);
 * assertEquals(logSumExp([-Infinity]), -Infinity);
 * ```
 *
 * @param z Logits: a vector of K, or a batch of N rows; below +Infinity.
 * @returns A number for a vector, N numbers for a batch; -Infinity where all logits are.
 * @throws {TypeError} If `z` is empty, ragged, or holds anything but numbers.
 * @throws {RangeError} If a logit is NaN or +Infinity.
 * @see Blanchard, Higham, Higham, IMA Journal of Numerical Analysis 41 (2021), 2311-2330.
 */
export function logSumExp(z: Logits | LogProbabilities): number;
/** Log-sum-exp of every row of a batch. */
export function logSumExp(
  z: Logits<Matrix> | LogProbabilities<Matrix> | readonly (Logits | LogProbabilities)[],
): Float64Array;
export function logSumExp(z: Vector | Table): number | Float64Array {
  const site = new Site("compute log-sum-exp", "z");
  if (!isTable(z)) return logSumExpOfVector(z, site);
  const batch = batchOf(z, site);
  let row: SoftmaxRow | undefined;
  const answerOf = (i: number) => {
    row ??= lendRow(batch.columns);
    batch.read(i, row.logits);
    return row.loadLogSumExp(site);
  };
  const blocks = isMatrix(z) ? SoftmaxBlocks.of(z) : undefined;
  const answers = new Float64Array(batch.rows);
  for (let i = 0; i < answers.length; i++) {
    const totals = blocks?.row(i);
    totals?.setLogTotal();
    answers[i] = totals && !totals.cancels ? totals.logSumExp : answerOf(i);
  }
  if (row !== undefined) giveBack(row);
  return answers;
}

function logSumExpOfVector(z: Vector, site: Site): number {
  const row = borrowRow(z, site);
  const answer = row.loadLogSumExp(site);
  giveBack(row);
  return answer;
}
