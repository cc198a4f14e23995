import { splitPowers } from "./exp_table.ts";

// The exponential in TypeScript, without Math.exp: x = (n / 2048) ln 2 + r, with 2^(n / 2048) from a
// table, and the rest a polynomial so short that so many steps pay. The loops that use it write it out,
// as calling it would cost as much again; the tables are constants, so that no access is checked.

/** Of a step's number, the bits that tell its place in the table. */
export const STEP_BITS = 11;

/** Steps between two powers of two. */
export const STEPS: number = 2 ** STEP_BITS;

/** Finds a step's place in the table. */
export const STEP_MASK: number = STEPS - 1;

/** 2^(i / 2048), rounded. */
export const HEADS: Float64Array = new Float64Array(STEPS);

/** What each head lacks, as a share of it. */
export const TAILS: Float64Array = new Float64Array(STEPS);

/** Finds a power of two among the powers. */
export const POWER_MASK = 2047;

/** 2^(k - POWER_ZERO), or the nearest double: far above and far below what is scaled to 2^512. */
export const POWERS: Float64Array = new Float64Array(POWER_MASK + 1);

/** Where 2^0 stands among the powers. */
export const POWER_ZERO = 1523;

/** 1.5 * 2^52: added to a number and taken away again, it leaves the nearest whole one. */
export const WHOLE = 6755399441055744;

/** Whether the lower half of a double comes first in memory. */
const LITTLE_ENDIAN = new Int32Array(Float64Array.of(WHOLE + 1).buffer)[0] === 1;

/** Where sums with {@linkcode WHOLE} are put for a moment: their lower halves are whole numbers as they stand. */
export const CELLS: Float64Array = new Float64Array(4);

/** The lower halves of the cells, at every other place: read so, a whole number is converted by nothing. */
export const CELL_BITS: Int32Array = new Int32Array(CELLS.buffer, LITTLE_ENDIAN ? 0 : 4);

/** 2048 / ln 2. */
export const INVERSE = 2954.639443740597;

/** ln 2 / 2048. */
export const STEP = 0.0003384507717577858;

/** ln 2 / 2048 in two parts, the first of 29 bits, so that its products with n are exact. */
export const STEP_HIGH = 0.0003384507708688034;
export const STEP_LOW = 8.889824211446026e-13;

/** 1/2, bent to make up for the terms left out where |r| < 0.00017, and 1/6. */
export const SQUARE = 0.5000000009884942;
export const CUBE = 0.16666666666666666;

/** Fills the tables, which costs some milliseconds; once only. */
export function prepareTables(): void {
  if (POWERS[POWER_ZERO] === 1) return;
  splitPowers(STEPS).forEach(({ high, tail }, i) => {
    HEADS[i] = high;
    TAILS[i] = tail;
  });
  // From 2^0 on, by doubling and halving, which are exact but at the very end.
  POWERS[POWER_ZERO] = 1;
  for (let k = POWER_ZERO; k < POWER_MASK; k++) POWERS[k + 1] = 2 * POWERS[k]!;
  for (let k = POWER_ZERO; k > 0; k--) POWERS[k - 1] = POWERS[k]! / 2;
}
