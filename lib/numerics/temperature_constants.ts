import type { Shared } from "../kernels/arena.ts";
import { productError } from "./error_free.ts";

/** ln 2, less what the double lacks of it. */
const LN2_LOW = 2.3190468138462996e-17;

/** Splits off the first 32 bits, or the first 15, of a double. */
const FIRST_32 = 2 ** 21 + 1;
const FIRST_15 = 2 ** 38 + 1;

/** Steps of the table of the float64 exponential between two powers of two. */
const STEPS = 256;

/** Temperatures with which no constant overflows, in either precision. */
const RANGE = 2 ** 30;

/** Whether the kernels can divide by a temperature. */
export function isInRange(temperature: number): boolean {
  return temperature >= 1 / RANGE && temperature <= RANGE;
}

function firstBits(x: number, splitter: number): number {
  const product = splitter * x;
  return product - (product - x);
}

/**
 * Writes the constants by which a kernel takes exp(x / temperature) where one is due, and gives their
 * address: 0 for a temperature of 1, whose constants are the module's own. See `exp64.as`.
 */
export function writeTemperature(temperature: number, { at, values }: Shared): number {
  if (temperature === 1) return 0;
  const period = temperature * Math.LN2;
  const periodLow = productError(temperature, Math.LN2, period) + temperature * LN2_LOW;
  const head = firstBits(period, FIRST_32);
  values[0] = STEPS / period;
  values[1] = head / STEPS;
  values[2] = ((period - head) + periodLow) / STEPS;
  values[3] = 1 / temperature;
  values[4] = temperature;
  const narrow = new Float32Array(values.buffer, at + 40, 4);
  const narrowHead = firstBits(period, FIRST_15);
  narrow[0] = 1 / period;
  narrow[1] = narrowHead;
  narrow[2] = (period - narrowHead) + periodLow;
  narrow[3] = 1 / temperature;
  return at;
}
