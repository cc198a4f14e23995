import * as table from "../kernels/table_exp.ts";
import { exponentialOf, found } from "../kernels/table_sums.ts";

// What is imported is looked up at each use, and costs a tenth of a sum; these become part of the code.
const {
  CELL_BITS,
  CELLS,
  CUBE,
  HEADS,
  INVERSE,
  POWER_MASK,
  POWER_ZERO,
  POWERS,
  SQUARE,
  STEP_BITS,
  STEP_HIGH,
  STEP_LOW,
  STEP_MASK,
  STEPS,
  TAILS,
} = table;

/** Leaves the nearest whole number, whose bits tell the power of two besides the step. */
const WHOLE = table.WHOLE + POWER_ZERO * STEPS;

/** Below this, the table's powers of two end. */
const LOWEST_TABLED = -708;

/** Below this, exp is 0 in double precision. */
const LOWEST_EXPONENT = -746;

/** The sum that {@linkcode exponentiateGaps} left, and what rounding took from it. */
export const tail = { high: 0, low: 0 };

/** exp of one number <= 0; what it lacks is left in {@linkcode tail}'s low part. */
export function exponentialOfGap(gap: number): number {
  tail.low = 0;
  if (gap < LOWEST_TABLED) return Math.exp(gap);
  table.prepareTables();
  const e = exponentialOf(gap, POWER_ZERO);
  tail.low = found.lack;
  return e;
}

/**
 * Turns numbers <= 0, in two parts each, into their exponentials, in two parts that are right to 2^-57
 * of them; and sums all but the one at `skipped` into {@linkcode tail}.
 *
 * By the table of the kernels, which must be prepared: it takes half the time of Math.exp, gives the
 * second part with it, and rounds the same in every engine.
 */
export function exponentiateGaps(highs: Float64Array, lows: Float64Array, skipped: number): void {
  let sum = 0;
  let sumLow = 0;
  for (let j = 0; j < highs.length; j++) {
    const gap = highs[j]!;
    let e = 0;
    let low = 0;
    if (gap >= LOWEST_TABLED) {
      const p = gap * INVERSE + WHOLE;
      CELLS[0] = p;
      const n = p - WHOLE;
      const i = CELL_BITS[0]!;
      const r = gap - n * STEP_HIGH - n * STEP_LOW;
      const h = HEADS[i & STEP_MASK]! * POWERS[i >> STEP_BITS & POWER_MASK]!;
      const t = h * (r + (r * r * (SQUARE + r * CUBE) + (TAILS[i & STEP_MASK]! + lows[j]!)));
      e = h + t;
      low = t - (e - h);
    } else if (gap >= LOWEST_EXPONENT) {
      e = Math.exp(gap);
      low = e * lows[j]!;
    }
    highs[j] = e;
    lows[j] = low;
    if (j === skipped) continue;
    const next = sum + e;
    const back = next - sum;
    sumLow += (sum - (next - back)) + (e - back) + low;
    sum = next;
  }
  tail.high = sum;
  tail.low = sumLow;
}
