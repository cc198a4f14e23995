/**
 * The table behind the logarithm of probabilities, made by whole-number arithmetic: no library's
 * logarithm decides its last bits.
 *
 * @module
 */

import { bitsOf, tableSource } from "./exp_table.ts";

/** Steps of the table between two powers of two. */
export const LOG_STEPS = 128;

/** The step that the table begins with, the one nearest to the root of 1/2: mantissas are near 1. */
const FIRST_STEP = 53;

/** Bits of the whole numbers that stand for fractions here. */
const PRECISION = 200n;
const ONE = 1n << PRECISION;

/** What upper parts of logarithms are multiples of: 2^-16, so that products with 26 bits are exact. */
const GRAIN_BITS = 16n;

/** ln(a / b) times 2^PRECISION, for a and b within a factor of 2: 2 artanh((a - b) / (a + b)). */
function logarithm(a: bigint, b: bigint): bigint {
  const t = ((a - b) * ONE) / (a + b);
  let sum = 0n;
  let power = t;
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
    sum += power / n;
    power = (power * t * t) >> (2n * PRECISION);
  }
  return 2n * sum;
}

/** A number times 2^PRECISION as a multiple of 2^-16, and what that lacks. */
function split(x: bigint): [high: number, low: number] {
  const shift = PRECISION - GRAIN_BITS;
  const units = (x + (1n << (shift - 1n))) >> shift;
  return [Number(units) / 2 ** 16, Number(x - (units << shift)) / 2 ** Number(PRECISION)];
}

/**
 * Four doubles a step, from the step next to the root of 1/2 to that next to the root of 2. Of its
 * mantissa c: 1/c; what the upper part of ln c lacks; that upper part; and c, for those
 * who check: the kernel reads c from the bits of a number.
 */
export function logTable(): number[] {
  const steps = BigInt(LOG_STEPS);
  return Array.from({ length: LOG_STEPS }, (_, i) => {
    const step = FIRST_STEP + i;
    // Below 1, steps are half as wide.
    const [a, b] = step < LOG_STEPS ? [steps + BigInt(step), 2n * steps] : [BigInt(step), steps];
    const [high, low] = split(logarithm(a, b));
    return [Number(b) / Number(a), low, high, Number(a) / Number(b)];
  }).flat();
}

/** The table as AssemblyScript source. */
export function logTableSource(): string {
  return tableSource("log_table.ts", "LOG_TABLE", logTable().map(bitsOf));
}
