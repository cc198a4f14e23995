import type { Site } from "../types/site.ts";
import { CompensatedSum } from "./compensated_sum.ts";
import { differenceError, productError } from "./error_free.ts";

/** Below this, exp is 0 in double precision. */
const LOWEST_EXPONENT = -746;

/** Above this size, a product error would overflow on its way; nothing is left of it anyway. */
const LARGEST_SPLIT = 1e290;

/**
 * One row of logits under softmax: the heart of every function that starts from logits.
 *
 * With m the largest logit, `q_j = e_j / (1 + T)` where `e_j = exp(z_j - m)` and T sums the e_j of
 * all classes but the largest. Keeping the exact 1 out of T keeps every small number small:
 * `-ln q_m = log1p(T)` and `1 - q_m = T / (1 + T)` stay right down to 1e-308. The rounding error of
 * `z_j - m`, which exp would magnify to hundreds of ulps, is carried along.
 *
 * Use: fill {@linkcode logits}, call {@linkcode load}, then ask.
 */
export class SoftmaxRow {
  /** The logits; the caller fills them in. */
  readonly logits: Float64Array;
  readonly #exps: Float64Array;
  readonly #tail = new CompensatedSum();
  #temperature = 1;
  #max = 0;
  #argmax = 0;
  #total = 1;
  #logTotal = 0;

  /** @param columns The number of classes. */
  constructor(columns: number) {
    this.logits = new Float64Array(columns);
    this.#exps = new Float64Array(columns);
  }

  /** Reads the logits, divided by `temperature`; refuses NaN, +Infinity and a row with no class. */
  load(site: Site, temperature = 1): void {
    this.#temperature = temperature;
    if (this.#findMax(site) === -Infinity) {
      site.refuseValue(
        `${site.name} must leave at least one class`,
        `every entry of ${site.label} is -Infinity`,
      );
    }
    this.#exponentiate();
  }

  /** Log-sum-exp of the logits; -Infinity, not an error, where no class is left. */
  loadLogSumExp(site: Site): number {
    this.#temperature = 1;
    if (this.#findMax(site) === -Infinity) return -Infinity;
    this.#exponentiate();
    return this.logSumExp;
  }

  /** ln Σ exp(z_j / temperature). */
  get logSumExp(): number {
    return this.#max / this.#temperature + this.#logTotal;
  }

  /** q_j. */
  probability(j: number): number {
    return this.#exps[j]! / this.#total;
  }

  /** 1 - q_j, without the cancellation of that difference. */
  complement(j: number): number {
    if (j === this.#argmax) return this.#tail.value / this.#total;
    const others = (this.#tail.high - this.#exps[j]!) + this.#tail.low;
    return (1 + others) / this.#total;
  }

  /** -ln q_j, never negative; +Infinity for a masked class. */
  surprisal(j: number): number {
    if (j === this.#argmax) return this.#logTotal;
    const difference = this.logits[j]! - this.#max;
    if (difference === -Infinity) return Infinity;
    const gap = difference / this.#temperature;
    return (this.#logTotal - gap) - this.#gapError(j, difference, gap);
  }

  #findMax(site: Site): number {
    const z = this.logits;
    let max = -Infinity;
    let argmax = 0;
    for (let j = 0; j < z.length; j++) {
      const v = z[j]!;
      if (!(v < Infinity)) site.refuseEntry(j, v, "must contain numbers below +Infinity");
      if (v > max) {
        max = v;
        argmax = j;
      }
    }
    this.#argmax = argmax;
    return this.#max = max;
  }

  #exponentiate(): void {
    const tail = this.#tail;
    tail.high = tail.low = 0;
    for (let j = 0; j < this.logits.length; j++) {
      if (j === this.#argmax) {
        this.#exps[j] = 1;
      } else {
        tail.add(this.#exps[j] = this.#exp(j));
      }
    }
    this.#total = (1 + tail.high) + tail.low;
    this.#logTotal = Math.log1p(tail.value);
  }

  /** exp((z_j - max) / temperature), with the rounding error of the exponent put back. */
  #exp(j: number): number {
    const difference = this.logits[j]! - this.#max;
    const gap = difference / this.#temperature;
    if (gap < LOWEST_EXPONENT) return 0;
    const e = Math.exp(gap);
    return e + e * this.#gapError(j, difference, gap);
  }

  /** What `gap` lacks of (z_j - max) / temperature. */
  #gapError(j: number, difference: number, gap: number): number {
    const low = differenceError(this.logits[j]!, this.#max, difference);
    const t = this.#temperature;
    if (t === 1) return low;
    if (gap < -LARGEST_SPLIT || t > LARGEST_SPLIT) return 0;
    const product = gap * t;
    return ((difference - product) - productError(gap, t, product) + low) / t;
  }
}
