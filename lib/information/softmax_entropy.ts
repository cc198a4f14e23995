import { giveBack, lendRow } from "../numerics/borrowed_row.ts";
import { valueIn } from "../numerics/value_in.ts";
import { batchOf, isTable, type Table } from "../types/batch.ts";
import type { Logits, LogProbabilities, Vector } from "../types/kinds.ts";
import type { Matrix } from "../types/matrix.ts";
import { checkOptions } from "../types/options.ts";
import { Site } from "../types/site.ts";
import { type Amount, type Unit, type UnitOption, wantsBits } from "../types/unit.ts";

/**
 * Entropy of the softmax of logits: `-Σ q_j ln q_j` with `q = softmax(z)`, row by row, in nats unless
 * told otherwise.
 *
 * Never forms a probability, so that the entropy of a prediction that is all but certain is small
 * and not 0; a masked class adds nothing. At most 2 ulp from the correctly rounded answer
 * (tests/golden).
 *
 * @example All but certain
 * ```ts
 * import { entropy, softmax, softmaxEntropy } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(softmaxEntropy([0, 0, -Infinity], { unit: "bits" }), 1);
 * assertEquals(softmaxEntropy([50, 0]), 9.83662422461598e-21);
 * assertEquals(entropy(softmax([50, 0])), 9.643749239819589e-21);
 * ```
 *
 * @param z Logits: a vector of K, or a batch of N rows. Below +Infinity, one above -Infinity a row.
 * @param options Unit of the answer.
 * @returns The entropy, in [0, ln K]: a number for a vector, N numbers for a batch.
 * @throws {TypeError} If `z` is empty, ragged, or holds anything but numbers.
 * @throws {RangeError} If a logit is NaN or +Infinity, or a row has no class left.
 * @see {@linkcode entropy} for probabilities in place of logits.
 * @see Shannon, A Mathematical Theory of Communication (1948), section 6.
 */
export function softmaxEntropy<U extends Unit = "nats">(
  z: Logits | LogProbabilities,
  options?: UnitOption<U>,
): Amount<U>;
/** Entropy of the softmax of every row of a batch. */
export function softmaxEntropy(
  z: Logits<Matrix> | LogProbabilities<Matrix> | readonly (Logits | LogProbabilities)[],
  options?: UnitOption,
): Float64Array;
export function softmaxEntropy(z: Vector | Table, options: UnitOption = {}): number | Float64Array {
  const task = "compute the entropy of a softmax";
  checkOptions(task, options);
  const bits = wantsBits(task, options.unit);
  const batch = batchOf(z, new Site(task, "z"));
  const row = lendRow(batch.columns);
  const answerOf = (i: number) => {
    batch.read(i, row.logits);
    row.load(batch.site);
    return valueIn(bits, row.entropy());
  };
  const answer = isTable(z) ? answersOf(batch.rows, answerOf) : answerOf(0);
  giveBack(row);
  return answer;
}

function answersOf(rows: number, answerOf: (i: number) => number): Float64Array {
  const answers = new Float64Array(rows);
  for (let i = 0; i < rows; i++) answers[i] = answerOf(i);
  return answers;
}
