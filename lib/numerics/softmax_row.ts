import type { Site } from "../types/site.ts";
import { prepareTables } from "../kernels/table_exp.ts";
import { CompensatedSum } from "./compensated_sum.ts";
import { differenceError, onePlusError, productError, sumError } from "./error_free.ts";
import { FAINT, faintEntropy } from "./faint_entropy.ts";
import { exponentiateGaps, tail } from "./gap_exponentials.ts";
import { preciseLogSumExp } from "./precise_log_sum_exp.ts";
import { scratch } from "./scratch.ts";

/** Above this size, a product error would overflow on its way; nothing is left of it anyway. */
const LARGEST_SPLIT = 1e290;

/** From here on the halves of a product that gives a difference back might overflow. */
const LARGEST_DIFFERENCE = 2 ** 1022;

/**
 * One row of logits under softmax: the heart of every function that starts from logits.
 *
 * With m the largest logit, `q_j = e_j / (1 + T)` where `e_j = exp(z_j - m)` and T sums the e_j of
 * all classes but the largest. Keeping the exact 1 out of T keeps every small number small:
 * `-ln q_m = log1p(T)` and `1 - q_m = T / (1 + T)` stay right down to 1e-308. What rounding takes
 * from `z_j - m`, from e_j, from T and from 1 + T is carried along and put back in the last step only,
 * so that an answer owes its error to two roundings: of a quotient or a logarithm, and of that step.
 *
 * Use: fill {@linkcode logits}, call {@linkcode load}, then ask.
 */
export class SoftmaxRow {
  /** The number of classes. */
  readonly columns: number;
  /** The logits; the caller fills them in. */
  readonly logits: Float64Array;
  readonly #exps: Float64Array;
  /** What each entry of #exps lacks. */
  readonly #lows: Float64Array;
  /** T. */
  #tailHigh = 0;
  #tailLow = 0;
  #temperature = 1;
  #max = 0;
  #argmax = 0;
  #total = 1;
  #totalLow = 0;
  /** 1 / #total, for small corrections. */
  #inverse = 1;
  #logTotal = 0;
  #logTotalLow = 0;

  /** @param columns The number of classes. */
  constructor(columns: number) {
    this.columns = columns;
    this.logits = scratch(columns);
    this.#exps = scratch(columns);
    this.#lows = scratch(columns);
    prepareTables();
  }

  /** Reads the logits, divided by `temperature`; refuses NaN, +Infinity and a row with no class. */
  load(site: Site, temperature = 1): void {
    this.check(site);
    this.exponentiate(temperature);
  }

  /** The first half of {@linkcode load}: the refusals. */
  check(site: Site): void {
    if (this.#findMax(site) > -Infinity) return;
    const found = `every entry of ${site.label} is -Infinity`;
    site.refuseValue(`${site.name} must leave at least one class`, found);
  }

  /** The second half. */
  exponentiate(temperature = 1): void {
    this.#temperature = temperature;
    if (temperature !== 1) this.#avoidOverflow();
    if (temperature === 1) this.#loadGaps();
    else this.#loadTemperedGaps();
    exponentiateGaps(this.#exps, this.#lows, this.#argmax);
    const { high, low } = tail;
    this.#tailHigh = high;
    this.#tailLow = low;
    this.#total = 1 + high;
    this.#inverse = 1 / this.#total;
    this.#totalLow = onePlusError(high, this.#total) + low;
    this.#logTotal = Math.log1p(high);
    this.#logTotalLow = low * this.#inverse;
  }

  /** Log-sum-exp of the logits; -Infinity, not an error, where no class is left. */
  loadLogSumExp(site: Site): number {
    if (this.#findMax(site) === -Infinity) return -Infinity;
    this.exponentiate();
    // Down to half of either, their difference has the digits that it needs.
    const [fall, rise] = [-this.#max, this.#logTotal];
    if (fall < 2 * rise && rise < 2 * fall) return preciseLogSumExp(this.logits, this.#argmax);
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
    return this.#overTotal(this.#exps[j]!, this.#lows[j]!);
  }

  /** Writes `factor` times all q into `into`, from `start` on; 0 stays 0, whatever the factor. */
  writeProbabilities(into: Float64Array | Float32Array, start: number, factor = 1): void {
    const [exps, lows] = [this.#exps, this.#lows];
    const [total, totalLow, inverse] = [this.#total, this.#totalLow, this.#inverse];
    for (let j = 0; j < exps.length; j++) {
      const quotient = exps[j]! / total;
      const q = quotient + (lows[j]! - quotient * totalLow) * inverse;
      into[start + j] = q === 0 ? 0 : q * factor;
    }
  }

  /** Writes all ln q into `into`, from `start` on. */
  writeLogarithms(into: Float64Array | Float32Array, start: number): void {
    for (let j = 0; j < this.logits.length; j++) into[start + j] = 0 - this.surprisal(j);
  }

  /** 1 - q_j, without the cancellation of that difference. */
  complement(j: number): number {
    const high = this.#tailHigh;
    const low = this.#tailLow;
    if (j === this.#argmax) return this.#overTotal(high, low);
    const e = this.#exps[j]!;
    const others = high - e;
    const rest = 1 + others;
    const lost = onePlusError(others, rest) + ((high - others) - e);
    return this.#overTotal(rest, lost + (low - this.#lows[j]!));
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

  /** `-Σ q_j ln q_j` at temperature 1: ln(1 + T) plus the mean of max - z_j, so that nothing cancels. */
  entropy(): CompensatedSum {
    if (this.#tailHigh < FAINT) return faintEntropy(this.logits, this.#argmax);
    const gaps = new CompensatedSum();
    for (let j = 0; j < this.logits.length; j++) {
      const e = this.#exps[j]!;
      if (e === 0) continue;
      const gap = this.logits[j]! - this.#max;
      gaps.addProduct(e, -gap);
      gaps.low -= this.#lows[j]! * gap + e * differenceError(this.logits[j]!, this.#max, gap);
    }
    const entropy = new CompensatedSum();
    entropy.addPair(this.#logTotal, this.#logTotalLow);
    entropy.add(this.#overTotal(gaps.high, gaps.low));
    return entropy;
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
    if (this.#temperature < 0.25) return; // divided by it, such a difference is infinite all the same
    const z = this.logits;
    if (z.every((v) => v === -Infinity || this.#max - v < LARGEST_DIFFERENCE)) return;
    for (let j = 0; j < z.length; j++) z[j]! *= 0.25;
    this.#max *= 0.25;
    this.#temperature *= 0.25;
  }

  /** The exponents z_j - max, in two parts. */
  #loadGaps(): void {
    const [z, gaps, lows] = [this.logits, this.#exps, this.#lows];
    const max = this.#max;
    for (let j = 0; j < z.length; j++) {
      const gap = gaps[j] = z[j]! - max;
      lows[j] = differenceError(z[j]!, max, gap);
    }
  }

  /** The exponents (z_j - max) / temperature, in two parts. */
  #loadTemperedGaps(): void {
    for (let j = 0; j < this.logits.length; j++) {
      const difference = this.logits[j]! - this.#max;
      const gap = this.#exps[j] = difference / this.#temperature;
      this.#lows[j] = this.#gapError(j, difference, gap);
    }
  }

  /** (high + low) over the total, rounded twice. */
  #overTotal(high: number, low: number): number {
    const quotient = high / this.#total;
    return quotient + (low - quotient * this.#totalLow) * this.#inverse;
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
