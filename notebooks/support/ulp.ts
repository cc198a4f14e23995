/**
 * Distances between doubles, counted in the gaps from one double to the next.
 *
 * @module
 */

const float = new Float64Array(1);
const bits = new BigUint64Array(float.buffer);

/** The next double after a finite x, away from 0 (`steps` 1) or towards 0 (`steps` -1; not for 0). */
export function neighbour(x: number, steps: 1 | -1): number {
  float[0] = x;
  bits[0] = bits[0]! + BigInt(steps);
  return float[0]!;
}

/** One unit in the last place of a finite x: the gap to the next larger double (in absolute value). */
export function ulp(x: number): number {
  const size = Math.abs(x);
  const above = neighbour(size, 1);
  return above === Infinity ? size - neighbour(size, -1) : above - size;
}

/** The error of an answer in units in the last place of the truth; Infinity unless both are finite or the same. */
export function ulps(answer: number, truth: number): number {
  if (Object.is(answer, truth)) return 0;
  if (!Number.isFinite(answer) || !Number.isFinite(truth)) return Infinity;
  return Math.abs(answer - truth) / ulp(truth);
}
