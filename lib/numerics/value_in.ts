import type { CompensatedSum } from "./compensated_sum.ts";
import { productError } from "./error_free.ts";

/** What the double of ln 2 lacks of it. */
const LN2_LOW = 2.3190468138462996e-17;

/** A sum in nats as a number in the wanted unit: rounded once, not before the division and after. */
export function valueIn(bits: boolean, sum: CompensatedSum): number {
  return !bits || sum.high === Infinity ? sum.value : bitsOf(sum.high, sum.low);
}

/** Outside of these sizes error terms are lost, or overflow. */
const [SMALLEST, LARGEST] = [2 ** -900, 2 ** 900];

/** An amount in nats, never negative, in a unit of `natsPerUnit`: 1 or ln 2. Rounded once. */
export function inUnit(nats: number, natsPerUnit: number): number {
  if (natsPerUnit === 1) return nats;
  return nats > SMALLEST && nats < LARGEST ? bitsOf(nats, 0) : nats / natsPerUnit;
}

/** (high + low) / ln 2. */
function bitsOf(high: number, low: number): number {
  const quotient = high / Math.LN2;
  const back = quotient * Math.LN2;
  const rest = (high - back) - productError(quotient, Math.LN2, back) - quotient * LN2_LOW;
  return quotient + (rest + low) / Math.LN2;
}
