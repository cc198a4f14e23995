import { crossEntropy } from "../../information/cross_entropy.ts";
import { entropy } from "../../information/entropy.ts";

/** A place on paper, in sides of the triangle: corner 0 on top, 1 at the left, 2 at the right. */
export type Place = readonly [x: number, y: number];

/** Height of a triangle of equal sides, in sides. */
export const RISE: number = Math.sqrt(3) / 2;

/** Where a distribution over three classes lies in the triangle. */
export function placeOf(q: readonly number[]): Place {
  return [q[2]! + q[0]! / 2, q[0]! * RISE];
}

/** What a step on paper adds to the three probabilities. */
export function stepOf([dx, dy]: Place): number[] {
  const top = dy / RISE;
  return [top, -dx - top / 2, dx - top / 2];
}

/** How often the way to the rim is halved: 300 pixels down to a seventh of one. */
const HALVINGS = 11;

/** Directions in which a line is looked for, a degree and a half apart, along the sides too. */
const STEPS = Array.from({ length: 241 }, (_, i) => {
  const angle = Math.PI * i / 120;
  return stepOf([Math.cos(angle), Math.sin(angle)]);
});

/** The prediction some steps from p; what rounding took below 0 is 0. */
function walked(p: readonly number[], step: readonly number[], t: number): number[] {
  return p.map((p_i, i) => Math.max(p_i + t * step[i]!, 0));
}

/**
 * The predictions, in one direction from the truth, that cost so many nats more than the truth.
 *
 * @param p The truth, three probabilities.
 * @param step What a unit of the way adds to them; with sum 0.
 * @param levels Nats above H(p), each > 0, ascending.
 * @returns A prediction for each level; none where the way leaves the triangle at once.
 */
export function alongRay(
  p: readonly number[],
  step: readonly number[],
  levels: readonly number[],
): (number[] | undefined)[] {
  const ends = step.map((d, i) => d < -1e-9 ? p[i]! / -d : Infinity);
  const end = Math.min(...ends);
  if (end < 1e-9) return levels.map(() => undefined);
  const H = entropy(p);
  let low = 0;
  return levels.map((level) => {
    let high = end;
    for (let k = 0; k < HALVINGS; k++) {
      const middle = (low + high) / 2;
      if (crossEntropy(p, walked(p, step, middle)) < H + level) low = middle;
      else high = middle;
    }
    return walked(p, step, high);
  });
}

/**
 * Lines of equal cross-entropy H(p, q), as a function of q, around the truth: the same are lines of
 * equal divergence, D(p‖q) = H(p, q) − H(p). On every way from p the divergence rises, without bound
 * where a class that p has comes to be denied, so that each line is met exactly once.
 *
 * @param p The truth, three probabilities.
 * @param levels Heights above H(p) in nats, each > 0, ascending.
 * @returns For each level its places; none in directions in which there is no triangle.
 */
export function levelLines(
  p: readonly number[],
  levels: readonly number[],
): (Place | undefined)[][] {
  const rays = STEPS.map((step) => alongRay(p, step, levels));
  return levels.map((_, k) => rays.map((ray) => ray[k] && placeOf(ray[k])));
}
