import type { CompensatedSum } from "./compensated_sum.ts";
import { productError } from "./error_free.ts";

/** What the double of ln 2 lacks of it. */
const LN2_LOW = 2.3190468138462996e-17;

/** A sum in nats as a number in the wanted unit: rounded once, not before the division and after. */
export function valueIn(bits: boolean, sum: CompensatedSum): number {
  if (!bits || sum.high === Infinity) return sum.value;
  const { high, low } = sum;
  const quotient = high / Math.LN2;
  const back = quotient * Math.LN2;
  const rest = (high - back) - productError(quotient, Math.LN2, back) - quotient * LN2_LOW;
  return quotient + (rest + low) / Math.LN2;
}
