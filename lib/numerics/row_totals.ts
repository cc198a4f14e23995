import { differenceError, productError, sumError } from "./error_free.ts";

/**
 * What a row's softmax comes to, from what a kernel reports of it: the largest logit m, and the sums
 * of the exponentials of m and of all others, both times one power of two. The formulas are those of
 * `SoftmaxRow`: T, the others' sum as a share of the largest's, is kept apart from the 1 it is added
 * to, and what rounding takes is put back in the last step.
 */
export class RowTotals {
  #max = 0;
  #others = 0;
  #othersLow = 0;
  #sum = 0;
  #sumLow = 0;
  /** T. */
  #tail = 0;
  #logTotal = 0;
  #logTotalLow = 0;

  /** The others' sum as a share of the largest exponential. */
  get tail(): number {
    return this.#tail;
  }

  /** Reads the five numbers from `at` on; false where the kernel could not do the row. */
  load(stats: Float64Array, at: number): boolean {
    const others = stats[at + 1]!;
    if (Number.isNaN(others)) return false;
    this.#max = stats[at]!;
    this.#others = others;
    this.#othersLow = stats[at + 2]!;
    this.#total(stats[at + 3]!, stats[at + 4]!);
    return true;
  }

  /** -ln q of a class, from its logit; +Infinity for a masked class. */
  surprisal(logit: number): number {
    const gap = logit - this.#max;
    if (gap === 0) return this.#logTotal + this.#logTotalLow;
    if (gap === -Infinity) return Infinity;
    const sum = this.#logTotal - gap;
    const low = this.#logTotalLow - differenceError(logit, this.#max, gap);
    return sum + (differenceError(this.#logTotal, gap, sum) + low);
  }

  /** What exponentials of the kernel are multiplied by, to become `scale` times a probability. */
  factor(scale: number): number {
    return this.#overSum(scale, 0);
  }

  /** 1 - q of a class, from its logit and the kernel's exponential. */
  complement(logit: number, exponential: number): number {
    if (logit === this.#max) return this.#overSum(this.#others, this.#othersLow);
    const rest = this.#sum - exponential;
    return this.#overSum(rest, differenceError(this.#sum, exponential, rest) + this.#sumLow);
  }

  #total(peak: number, peakLow: number): void {
    const others = this.#others;
    this.#sum = peak + others;
    this.#sumLow = sumError(peak, others, this.#sum) + (peakLow + this.#othersLow);
    const tail = others / peak;
    const product = tail * peak;
    const rest = (others - product) - productError(tail, peak, product);
    const tailLow = (rest + (this.#othersLow - tail * peakLow)) / peak;
    this.#tail = tail;
    this.#logTotal = Math.log1p(tail);
    this.#logTotalLow = tailLow / (1 + tail);
  }

  #overSum(high: number, low: number): number {
    const quotient = high / this.#sum;
    return quotient + (low - quotient * this.#sumLow) / this.#sum;
  }
}
