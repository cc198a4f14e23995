import type { CompensatedSum } from "./compensated_sum.ts";
import { differenceError, productError, sumError } from "./error_free.ts";
import { polynomial } from "./polynomial.ts";

/** 1/6, 1/15, 1/28, …: 1 / (k (2k - 1)) for k = 2, 3, …. */
const COEFFICIENTS = Float64Array.from({ length: 25 }, (_, i) => 1 / ((i + 2) * (2 * i + 3)));

/**
 * Adds `a ln(a/m) + b ln(b/m)` with m = (a + b) / 2 to a sum, for a >= b > 0: what two masses lose
 * when they are mixed. Never negative, and right in full relative precision where they nearly
 * agree.
 */
export function addMixtureGap(sum: CompensatedSum, a: number, b: number): void {
  if (a < 3 * b && b < 3 * a) return addSeries(sum, a, b);
  const mean = 0.5 * (a + b);
  addLogs(sum, a, b, a / mean, b / mean, mean);
}

/** The formula as it stands, for masses so different that it hardly cancels. */
function addLogs(sum: CompensatedSum, a: number, b: number, x: number, y: number, mean: number) {
  const logX = Math.log(x);
  const logY = Math.log(y);
  const left = a * logX;
  const right = b * logY;
  sum.add(left);
  sum.add(right);
  // The quotients x and y have the sum 2 but for what rounding took from them.
  sum.low += productError(a, logX, left) + productError(b, logY, right) +
    mean * ((2 - x) - y);
}

/**
 * With c = (a - b) / (a + b), below 1/2, the gap is `½ (a - b) c (1 + c²/6 + c⁴/15 + …)`. What
 * rounding takes from each of the three is put back.
 */
function addSeries(sum: CompensatedSum, a: number, b: number): void {
  const d = a - b;
  const dLow = differenceError(a, b, d);
  const both = a + b;
  const c = d / both;
  const back = c * both;
  const rest = (d - back) - productError(c, both, back) + (dLow - c * sumError(a, b, both));
  const main = d * c;
  const square = c * c;
  const terms = square < 2e-3 ? 5 : square < 2e-2 ? 8 : square < 8e-2 ? 13 : 25;
  const series = main * square * polynomial(COEFFICIENTS, terms, square);
  const low = productError(d, c, main) + d * (rest / both) + dLow * c;
  sum.addPair(0.5 * main, 0.5 * (low + series));
}
