/**
 * Seeded random numbers and distributions, so that a notebook's random trials are the same in every run.
 *
 * @module
 */

/** Returns a generator of uniform numbers in [0, 1): mulberry32, the same sequence for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws a distribution over `classes` outcomes, uniformly from the simplex (exponential gaps, normalised). */
export function randomDistribution(classes: number, random: () => number): number[] {
  const gaps = Array.from({ length: classes }, () => -Math.log1p(-random()));
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  return gaps.map((gap) => gap / total);
}
