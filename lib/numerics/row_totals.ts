import { differenceError, productError, sumError } from "./error_free.ts";

/** Above this size, a product error would overflow on its way; nothing is left of it anyway. */
const LARGEST_SPLIT = 1e290;

/** A sum of non-negative numbers in two parts, the second far smaller. */
export interface Parts {
  readonly high: number;
  readonly low: number;
}

/**
 * What a row's softmax comes to, from what a kernel reports of it: the largest logit m, and the sums
 * of the exponentials of m and of all others, both times one power of two. The formulas are those of
 * `SoftmaxRow`: T, the others' sum as a share of the largest's, is kept apart from the 1 it is added
 * to, and what rounding takes is put back in the last step.
 */
export class RowTotals {
  /** ln(1 + T), less what rounding took from it, once it is set. */
  logTotal = 0;
  /** What rounding took. */
  logTotalLow = 0;
  /** T: the others' sum as a share of the largest exponential. */
  tail = 0;
  /** The largest exponential, as a float64. */
  peak = 0;
  /** What exponentials are multiplied by, once it is set. */
  factor = 0;
  /** What rounding took from that. */
  factorLow = 0;
  #max = 0;
  #others = 0;
  #othersLow = 0;
  #peakLow = 0;
  #sum = 0;
  #sumLow = 0;
  readonly #temperature: number;

  /** @param temperature What the logits are divided by. */
  constructor(temperature: number) {
    this.#temperature = temperature;
  }

  /** Reads the numbers from `at` on; false where the kernel could not do the row. */
  load(stats: Float64Array, at: number): boolean {
    const others = stats[at + 1]!;
    if (Number.isNaN(others)) return false;
    this.#max = stats[at]!;
    this.#others = others;
    this.#othersLow = stats[at + 2]!;
    const peak = stats[at + 3]!;
    this.#peakLow = stats[at + 4]!;
    this.#sum = peak + others;
    this.#sumLow = sumError(peak, others, this.#sum) + (this.#peakLow + this.#othersLow);
    this.tail = others / peak;
    this.peak = peak;
    return true;
  }

  /** Sets the logarithm of the total, which whoever only multiplies can do without. */
  setLogTotal(): void {
    const { tail, peak } = this;
    const product = tail * peak;
    const rest = (this.#others - product) - productError(tail, peak, product);
    const tailLow = (rest + (this.#othersLow - tail * this.#peakLow)) / peak;
    this.logTotal = Math.log1p(tail);
    this.logTotalLow = tailLow / (1 + tail);
  }

  /** Whether the largest logit and what the others add nearly cancel in the log-sum-exp. */
  get cancels(): boolean {
    return this.#max < 0 && -this.#max < 2 * this.logTotal;
  }

  /** ln Σ exp(z_j / temperature). */
  get logSumExp(): number {
    const max = this.#max / this.#temperature;
    const sum = max + this.logTotal;
    return sum + (sumError(max, this.logTotal, sum) + this.logTotalLow);
  }

  /** -ln q of a class, from its logit; +Infinity for a masked class. */
  surprisal(logit: number): number {
    const difference = logit - this.#max;
    if (difference === 0) return this.logTotal + this.logTotalLow;
    if (difference === -Infinity) return Infinity;
    const gap = difference / this.#temperature;
    const sum = this.logTotal - gap;
    const lost = quotientError(difference, this.#temperature, gap) +
      differenceError(logit, this.#max, difference) / this.#temperature;
    return sum + (differenceError(this.logTotal, gap, sum) + (this.logTotalLow - lost));
  }

  /** `Σ a_j (-ln q_j)`, from the sums of a_j and of a_j times the depth of z_j below the largest. */
  surprisalOf(mass: Parts, depths: Parts): number {
    if (depths.high === Infinity) return Infinity;
    const t = this.#temperature;
    const linear = depths.high / t;
    const linearLow = quotientError(depths.high, t, linear) + depths.low / t;
    const curved = mass.high * this.logTotal;
    const curvedLow = productError(mass.high, this.logTotal, curved) +
      (mass.low * this.logTotal + mass.high * this.logTotalLow);
    const sum = linear + curved;
    return sum + (sumError(linear, curved, sum) + (linearLow + curvedLow));
  }

  /** Sets what exponentials of the kernel are multiplied by, to become `scale` times a probability. */
  setFactor(scale: number): void {
    const quotient = scale / this.#sum;
    const product = quotient * this.#sum;
    const rest = (scale - product) - productError(quotient, this.#sum, product);
    const correction = (rest - quotient * this.#sumLow) / this.#sum;
    this.factor = quotient + correction;
    this.factorLow = (quotient - this.factor) + correction;
  }

  /** A probability, from the kernel's exponential. */
  probability(exponential: number): number {
    return this.#overSum(exponential, 0);
  }

  /** 1 - q of a class, from its logit and the kernel's exponential. */
  complement(logit: number, exponential: number): number {
    if (logit === this.#max) return this.#overSum(this.#others, this.#othersLow);
    const rest = this.#sum - exponential;
    return this.#overSum(rest, differenceError(this.#sum, exponential, rest) + this.#sumLow);
  }

  #overSum(high: number, low: number): number {
    const quotient = high / this.#sum;
    return quotient + (low - quotient * this.#sumLow) / this.#sum;
  }
}

/** What rounding took from the quotient `q = fl(a / b)`. */
function quotientError(a: number, b: number, q: number): number {
  if (b === 1 || Math.abs(q) > LARGEST_SPLIT) return 0;
  const product = q * b;
  return ((a - product) - productError(q, b, product)) / b;
}
