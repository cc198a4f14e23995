import { DoubleDouble } from "./double_double.ts";
import { takeLog } from "./logarithm.ts";

/** Mantissas are told apart in so many steps. */
const STEP_BITS = 10;
const STEPS = 2 ** STEP_BITS;

/** Takes a step's number from the upper bits of a mantissa. */
const SHIFT = 20 - STEP_BITS;
const HALF_STEP = 2 ** (SHIFT - 1);

const THIRD = 1 / 3;

/** From this step on, which is √2, a mantissa is halved, so that numbers below 1 are near 1 too. */
const HALVED = Math.ceil((Math.SQRT2 - 1) * STEPS);

/** What upper parts are multiples of: 26 bits hold them, so that products with 27 bits are exact. */
const GRAIN = 2 ** 16;

/** ln 2 to the grain, and what it lacks. */
const LN2_HIGH = Math.round(Math.LN2 * GRAIN) / GRAIN;
const LN2_LOW = (Math.LN2 - LN2_HIGH) + 2.3190468138462996e-17;

/** Four entries a step: its mantissa c, 1/c, and ln c to the grain, with what it lacks. */
const TABLE = new Float64Array(4 * (STEPS + 1));

/** 2^(1023 - e), which takes a number of the biased exponent e to its mantissa. */
const SCALES = new Float64Array(2048);

function prepareTable(): void {
  SCALES[0] = 2 ** 1023;
  for (let e = 1; e < SCALES.length; e++) SCALES[e] = SCALES[e - 1]! / 2;
  for (let i = 0; i <= STEPS; i++) {
    const c = (1 + i / STEPS) / (i < HALVED ? 1 : 2);
    const log = takeLog(new DoubleDouble(c));
    const high = Math.round(log.high * GRAIN) / GRAIN;
    TABLE.set([c, 1 / c, high, (log.high - high) + log.low], 4 * i);
  }
}

const DOUBLE = new Float64Array(1);
const WORDS = new Int32Array(DOUBLE.buffer);
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** The upper part of the last {@linkcode splitLog}, a multiple of 2^-16. (Stores into an object may allocate.) */
export const UPPER = new Float64Array(1);

/**
 * ln x for a normal x below 2^1023, less its {@linkcode UPPER} part: what is left is below 2^-6, and
 * right to 2^-63, next to x = 1 to 2^-53 of itself. As fast as Math.log, and the same in every engine.
 *
 * With x = 2^k m and c the step nearest to m, it is `k ln 2 + ln c + ln(1 + (m - c) / c)`.
 */
export function splitLog(x: number): number {
  const table = TABLE;
  if (table[0] === 0) prepareTable();
  DOUBLE[0] = x;
  const word = WORDS[HIGH]!;
  const i = ((word & 0xfffff) + HALF_STEP) >> SHIFT;
  // Not by a branch, which nobody could foresee.
  const e = (word >> 20) + ((HALVED - 1 - i) >>> 31);
  const k = e - 1023;
  const at = 4 * i;
  const r = (x * SCALES[e]! - table[at]!) * table[at + 1]!;
  UPPER[0] = k * LN2_HIGH + table[at + 2]!;
  const curve = r * r * (0.5 - r * (THIRD - r * (0.25 - r * 0.2)));
  return (k * LN2_LOW + table[at + 3]!) + (r - curve);
}
