import { DoubleDouble } from "./double_double.ts";
import { takeLog } from "./logarithm.ts";

/** Mantissas are told apart in so many steps. */
const STEPS = 512;

/** What upper parts are multiples of: 26 bits hold them. */
const GRAIN = 2 ** 16;

/**
 * For logarithms that need not be right beside themselves, only beside 1: four entries a step, of the mantissa c
 * in the middle of it: c, 1/c, and ln c to the grain, with what it lacks. Empty until {@linkcode prepareMiddles}.
 */
export const MIDDLES = new Float64Array(4 * STEPS);

/** 2^(1023 - e), which takes a number of the biased exponent e to its mantissa. */
export const MIDDLE_SCALES = new Float64Array(2048);

/** ln 2 to the grain, and what it lacks. */
export const LN2_HIGH = 45426 / GRAIN;
export const LN2_LOW = (Math.LN2 - LN2_HIGH) + 2.3190468138462996e-17;

/** A number below has fewer digits. */
export const SMALLEST_NORMAL = 2 ** -1022;

/** Longer vectors are for the kernels. */
export const MOST = 255;

/** Above all terms of so many masses, so that what a sum loses is known by two subtractions (Dekker). */
export const START = 4096;

/** Of masses of a larger sum, terms may be above it. */
export const MOST_MASS = 2;

/** Fills the tables, when they are first wanted. */
export function prepareMiddles(): void {
  MIDDLE_SCALES[0] = 2 ** 1023;
  for (let e = 1; e < MIDDLE_SCALES.length; e++) MIDDLE_SCALES[e] = MIDDLE_SCALES[e - 1]! / 2;
  for (let i = 0; i < STEPS; i++) {
    const c = 1 + (i + 0.5) / STEPS;
    const log = takeLog(new DoubleDouble(c));
    const high = Math.round(log.high * GRAIN) / GRAIN;
    MIDDLES.set([c, 1 / c, high, (log.high - high) + log.low], 4 * i);
  }
}
