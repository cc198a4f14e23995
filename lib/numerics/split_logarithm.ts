import { POWER_ZERO, POWERS, prepareTables } from "../kernels/table_exp.ts";
import { DoubleDouble } from "./double_double.ts";
import { takeLog } from "./logarithm.ts";

/** Mantissas are told apart in so many steps. */
const STEP_BITS = 10;
const STEPS = 2 ** STEP_BITS;

/** From this step on, which is √2, a mantissa is halved, so that numbers below 1 are near 1 too. */
const HALVED = Math.ceil((Math.SQRT2 - 1) * STEPS);

/** What upper parts are multiples of: 26 bits hold them, so that products with 27 bits are exact. */
const GRAIN = 2 ** 16;

/** ln 2 to the grain, and what it lacks. */
const LN2_HIGH = Math.round(Math.LN2 * GRAIN) / GRAIN;
const LN2_LOW = (Math.LN2 - LN2_HIGH) + 2.3190468138462996e-17;

/** Four entries a step: its mantissa c, 1/c, and ln c to the grain, with what it lacks. */
const TABLE = new Float64Array(4 * (STEPS + 1));

function prepareTable(): void {
  prepareTables();
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
  if (TABLE[0] === 0) prepareTable();
  DOUBLE[0] = x;
  const word = WORDS[HIGH]!;
  const i = ((word & 0xfffff) + (1 << (19 - STEP_BITS))) >> (20 - STEP_BITS);
  // Not by a branch, which nobody could foresee.
  const k = (word >> 20) - 1023 + ((HALVED - 1 - i) >>> 31);
  const m = x * POWERS[POWER_ZERO - k]!;
  const r = (m - TABLE[4 * i]!) * TABLE[4 * i + 1]!;
  UPPER[0] = k * LN2_HIGH + TABLE[4 * i + 2]!;
  const curve = r * r * (0.5 - r * (1 / 3 - r * (0.25 - r * 0.2)));
  return (k * LN2_LOW + TABLE[4 * i + 3]!) + (r - curve);
}

/** ln(a/b), in the same two parts and right to 2^-62. */
export function splitLogRatio(a: number, b: number): number {
  const low = splitLog(a);
  const high = UPPER[0]!;
  const lost = low - splitLog(b);
  UPPER[0] = high - UPPER[0]!;
  return lost;
}
