import type { Site } from "../types/site.ts";
import { CompensatedSum } from "./compensated_sum.ts";
import { differenceError, productError, sumError } from "./error_free.ts";

/** Below this, exp is 0 in double precision. */
const LOWEST_EXPONENT = -746;

/** Above this size, a product error would overflow on its way; nothing is left of it anyway. */
const LARGEST_SPLIT = 1e290;

/** From here on the halves of a product that gives a difference back might overflow. */
const LARGEST_DIFFERENCE = 2 ** 1022;

/** What rounding took from `sum = fl(1 + x)`, for x >= 0. */
function onePlusError(x: number, sum: number): number {
  return x > 1 ? (x - sum) + 1 : (1 - sum) + x;
}

/**
 * One row of logits under softmax: the heart of every function that starts from logits.
 *
 * With m the largest logit, `q_j = e_j / (1 + T)` where `e_j = exp(z_j - m)` and T sums the e_j of
 * all classes but the largest. Keeping the exact 1 out of T keeps every small number small:
 * `-ln q_m = log1p(T)` and `1 - q_m = T / (1 + T)` stay right down to 1e-308. What rounding takes
 * from `z_j - m`, from T and from 1 + T is carried along and put back in the last step only, so that
 * an answer owes its error to the roundings of exp (at most 1 ulp each in e_j and in T) and two more.
 *
 * Use: fill {@linkcode logits}, call {@linkcode load}, then ask.
 */
export class SoftmaxRow {
  /** The logits; the caller fills them in. */
  readonly logits: Float64Array;
  readonly #exps: Float64Array;
  /** What the exponent of each entry of #exps lacks. */
  readonly #gapErrors: Float64Array;
  readonly #tail = new CompensatedSum();
  #temperature = 1;
  #max = 0;
  #argmax = 0;
  #total = 1;
  #totalLow = 0;
  #logTotal = 0;
  #logTotalLow = 0;

  /** @param columns The number of classes. */
  constructor(columns: number) {
    this.logits = new Float64Array(columns);
    this.#exps = new Float64Array(columns);
    this.#gapErrors = new Float64Array(columns);
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
    if (temperature !== 1) this.#avoidOverflow();
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
    const max = this.#max / this.#temperature;
    const sum = max + this.#logTotal;
    if (!Number.isFinite(sum)) return sum;
    return sum + (sumError(max, this.#logTotal, sum) + this.#logTotalLow);
  }

  /** q_j. */
  probability(j: number): number {
    const e = this.#exps[j]!;
    return this.#overTotal(e, e * this.#gapErrors[j]!);
  }

  /** 1 - q_j, without the cancellation of that difference. */
  complement(j: number): number {
    const { high, low } = this.#tail;
    if (j === this.#argmax) return this.#overTotal(high, low);
    const e = this.#exps[j]!;
    const others = high - e;
    const rest = 1 + others;
    const lost = onePlusError(others, rest) + ((high - others) - e);
    return this.#overTotal(rest, lost + (low - e * this.#gapErrors[j]!));
  }

  /** -ln q_j, never negative; +Infinity for a masked class. */
  surprisal(j: number): number {
    if (j === this.#argmax) return this.#logTotal + this.#logTotalLow;
    const difference = this.logits[j]! - this.#max;
    const gap = difference / this.#temperature;
    if (gap === -Infinity) return Infinity;
    const sum = this.#logTotal - gap;
    return sum + this.#surprisalError(j, difference, gap, sum);
  }

  /** Adds a (-ln q_j) to a sum, for 0 < a; also where the surprisal alone would overflow. */
  addSurprisal(sum: CompensatedSum, a: number, j: number): void {
    const difference = this.logits[j]! - this.#max;
    const gap = difference / this.#temperature;
    const surprisal = this.#logTotal - gap;
    const term = a * surprisal;
    if (surprisal < LARGEST_SPLIT) {
      sum.add(term);
      const low = j === this.#argmax
        ? this.#logTotalLow
        : this.#surprisalError(j, difference, gap, surprisal);
      sum.low += productError(a, surprisal, term) + a * low;
    } else if (surprisal < Infinity || this.logits[j] === -Infinity) {
      sum.add(term);
    } else {
      sum.add(4 * (a * (0.25 * this.#max - 0.25 * this.logits[j]!) / this.#temperature));
    }
  }

  /** What `surprisal`, the rounded difference of #logTotal and gap, lacks of -ln q_j. */
  #surprisalError(j: number, difference: number, gap: number, surprisal: number): number {
    const error = differenceError(this.#logTotal, gap, surprisal);
    return error + (this.#logTotalLow - this.#gapError(j, difference, gap));
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

  /** Quarters logits and temperature where a difference, or its error terms, would overflow. */
  #avoidOverflow(): void {
    const z = this.logits;
    if (z.every((v) => v === -Infinity || this.#max - v < LARGEST_DIFFERENCE)) return;
    for (let j = 0; j < z.length; j++) z[j]! *= 0.25;
    this.#max *= 0.25;
    this.#temperature *= 0.25;
  }

  #exponentiate(): void {
    const tail = this.#tail;
    tail.high = tail.low = 0;
    for (let j = 0; j < this.logits.length; j++) {
      if (j === this.#argmax) {
        this.#exps[j] = 1;
        this.#gapErrors[j] = 0;
      } else {
        const e = this.#exp(j);
        tail.add(e);
        tail.low += e * this.#gapErrors[j]!;
      }
    }
    this.#total = 1 + tail.high;
    this.#totalLow = onePlusError(tail.high, this.#total) + tail.low;
    this.#logTotal = Math.log1p(tail.high);
    this.#logTotalLow = tail.low / this.#total;
  }

  /** exp of the rounded exponent (z_j - max) / temperature; notes what the exponent lacks. */
  #exp(j: number): number {
    const difference = this.logits[j]! - this.#max;
    const gap = difference / this.#temperature;
    const vanishes = gap < LOWEST_EXPONENT;
    this.#gapErrors[j] = vanishes ? 0 : this.#gapError(j, difference, gap);
    return this.#exps[j] = vanishes ? 0 : Math.exp(gap);
  }

  /** (high + low) over the total, rounded twice. */
  #overTotal(high: number, low: number): number {
    const quotient = high / this.#total;
    return quotient + (low - quotient * this.#totalLow) / this.#total;
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
