import type { Vector } from "../types/kinds.ts";
import { Site } from "../types/site.ts";
import { numbersOf } from "../types/vector.ts";
import { productError } from "./error_free.ts";
import { ExactSum } from "./exact_sum.ts";

/**
 * A running sum that keeps what rounding takes from it, so that the error does not grow with the
 * number of terms. Neumaier, Zeitschrift für angewandte Mathematik und Mechanik 54 (1974), 39-51.
 */
export class CompensatedSum {
  /** The sum as plain addition gives it. */
  high = 0;
  /** What rounding took from it. */
  low = 0;

  /** Adds one term. */
  add(x: number): void {
    const sum = this.high + x;
    this.low += Math.abs(this.high) >= Math.abs(x) ? (this.high - sum) + x : (x - sum) + this.high;
    this.high = sum;
  }

  /** Adds one term given as a number and a smaller one, whose own rounding is small beside it. */
  addPair(high: number, low: number): void {
    const x = high + low;
    this.add(x);
    this.low += (high - x) + low;
  }

  /** Adds the product of two numbers below 2^900 in size, unrounded; one may be infinite. */
  addProduct(a: number, b: number): void {
    const product = a * b;
    this.add(product);
    this.low += productError(a, b, product);
  }

  /** The sum, rounded once; infinite if a term was. */
  get value(): number {
    return Number.isFinite(this.high) ? this.high + this.low : this.high;
  }
}

/** The compensated sum of checked numbers. */
export function sumOf(x: Float64Array): number {
  const sum = new CompensatedSum();
  for (let i = 0; i < x.length; i++) sum.add(x[i]!);
  return sum.value;
}

/**
 * The sum of a vector, `Σ x_j`, by compensated summation (Neumaier): its error does not grow with the length.
 *
 * At most 1 ulp from the truth where all terms have one sign; of terms that cancel, as good as
 * with twice the digits. A sum that overflows on its way only is taken exactly.
 *
 * @example A sum that plain addition loses
 * ```ts
 * import { compensatedSum } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([1, 1e100, 1, -1e100].reduce((a, b) => a + b), 0);
 * assertEquals(compensatedSum([1, 1e100, 1, -1e100]), 2);
 * ```
 *
 * @param x Numbers; infinities of one sign are fine.
 * @returns Their sum; infinite only if a term is, or the sum is beyond the largest double.
 * @throws {TypeError} If `x` is empty or holds anything but numbers.
 * @throws {RangeError} If an entry is NaN, or there are infinities of both signs.
 * @see Neumaier, Zeitschrift für angewandte Mathematik und Mechanik 54 (1974), 39-51.
 */
export function compensatedSum(x: Vector): number {
  const site = new Site("sum a vector", "x");
  const numbers = numbersOf(x, site);
  const at = numbers.findIndex(Number.isNaN);
  if (at >= 0) site.refuseEntry(at, NaN, "must not contain NaN");
  const sum = sumOf(numbers);
  return Number.isFinite(sum) ? sum : exactSumOf(numbers, site);
}

/** For sums of infinities, and of numbers so large that a partial sum overflows. */
function exactSumOf(x: Float64Array, site: Site): number {
  const sum = new ExactSum();
  for (let i = 0; i < x.length; i++) sum.add(x[i]!);
  if (!Number.isNaN(sum.value)) return sum.value;
  const at = x.indexOf(-x.find((term) => !Number.isFinite(term))!);
  return site.refuseEntry(at, x[at], "must not contain infinities of both signs");
}
