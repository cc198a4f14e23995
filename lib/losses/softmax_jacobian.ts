import { CompensatedSum } from "../numerics/compensated_sum.ts";
import { distributionOf } from "../numerics/distribution.ts";
import type { Probabilities } from "../types/kinds.ts";
import { type Matrix, zeros } from "../types/matrix.ts";
import { Site } from "../types/site.ts";

/**
 * Jacobian of softmax at the probabilities q it gave: entry (i, j) is
 * `∂q_i/∂z_j = q_i ([i = j] - q_j)`.
 *
 * Symmetric, and each row sums to 0 to the last digits: on the diagonal 1 - q_i is taken as the sum
 * of the other entries where q_i is large.
 *
 * At most 2 ulp from the correctly rounded answer where the sum of q is exactly 1
 * (tests/accuracy_bounds_test.ts).
 *
 * @example Two classes
 * ```ts
 * import { softmaxJacobian } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...softmaxJacobian([0.5, 0.5]).data], [0.25, -0.25, -0.25, 0.25]);
 * ```
 *
 * @param q Probabilities: K numbers >= 0 with sum 1.
 * @returns The K × K matrix.
 * @throws {TypeError} If `q` is empty or holds anything but numbers.
 * @throws {RangeError} If `q` is no distribution.
 * @see Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs (1990).
 */
export function softmaxJacobian(q: Probabilities): Matrix<Float64Array> {
  const p = distributionOf(q, new Site("compute the softmax Jacobian", "q"));
  const jacobian = zeros(p.length, p.length);
  for (let i = 0; i < p.length; i++) {
    for (let j = 0; j < p.length; j++) {
      jacobian.data[i * p.length + j] = i === j ? p[i]! * complementOf(p, i) : 0 - p[i]! * p[j]!;
    }
  }
  return jacobian;
}

/** 1 - p_i, from the other entries where that is the more accurate. */
function complementOf(p: Float64Array, i: number): number {
  if (p[i]! <= 0.5) return 1 - p[i]!;
  const others = new CompensatedSum();
  for (let j = 0; j < p.length; j++) if (j !== i) others.add(p[j]!);
  return others.value;
}
