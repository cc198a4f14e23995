import { DoubleDouble } from "../numerics/double_double.ts";
import { LIFT } from "../numerics/lift.ts";
import { scratch } from "../numerics/scratch.ts";
import type { Logits } from "../types/kinds.ts";
import { Site } from "../types/site.ts";
import { checkVector, copyNumbers } from "../types/vector.ts";
import { takeLog1p } from "../numerics/logarithm.ts";
import { FULL, type Precision, QUICK } from "./precision.ts";

/** Below this, exp is nothing even beside the smallest subnormal. */
const LOWEST_EXPONENT = -800;

/** Below this, the lifted ln(1 + T) is the lifted T to all digits. */
const LINEAR = LIFT * 2 ** -120;

/**
 * One vector of logits under softmax, in double-double: the same decomposition as the default tier's,
 * `q_j = e_j / (1 + T)` with T the sum over all but the largest. Every number it hands out is lifted
 * by {@linkcode LIFT}, in one buffer that the next question overwrites.
 */
export class ExactRow {
  readonly logits: Float64Array;
  readonly #highs: Float64Array;
  readonly #lows: Float64Array;
  /** T, lifted. */
  readonly #others = new DoubleDouble();
  /** 1 + T. */
  readonly #total = new DoubleDouble();
  /** ln(1 + T), lifted. */
  readonly #logTotal = new DoubleDouble();
  readonly #answer = new DoubleDouble();
  readonly #gap = new DoubleDouble();
  readonly argmax: number;
  readonly #precision: Precision;

  /** @param logits Checked logits. @param argmax The first largest of them. @param precision That of exp. */
  constructor(logits: Float64Array, argmax: number, precision: Precision) {
    this.logits = logits;
    this.argmax = argmax;
    this.#precision = precision;
    this.#highs = scratch(logits.length);
    this.#lows = scratch(logits.length);
    if (this.max > -Infinity) this.#exponentiate();
  }

  get max(): number {
    return this.logits[this.argmax]!;
  }

  /** q_j. */
  probability(j: number): DoubleDouble {
    return this.#answer.set(this.#highs[j]!, this.#lows[j]!)
      .divide(this.#total.high, this.#total.low);
  }

  /** 1 - q_j. */
  complement(j: number): DoubleDouble {
    this.#answer.set(this.#others.high, this.#others.low);
    if (j !== this.argmax) this.#answer.add(LIFT).add(-this.#highs[j]!, -this.#lows[j]!);
    return this.#answer.divide(this.#total.high, this.#total.low);
  }

  /** ln Σ exp(z_j - max), lifted: what the log-sum-exp adds to the largest logit. */
  get logTotal(): DoubleDouble {
    return this.#answer.set(this.#logTotal.high, this.#logTotal.low);
  }

  /** -ln q_j; for a logit less than 2^700 below the largest. */
  surprisal(j: number): DoubleDouble {
    const { high, low } = this.#logTotal;
    return this.#answer.setDifference(this.max, this.logits[j]!).scale(LIFT).add(high, low);
  }

  /** Adds q_j (max - z_j). */
  addWeightedGap(sum: DoubleDouble, j: number): void {
    if (this.#highs[j] === 0) return;
    const gap = this.#gap.setDifference(this.max, this.logits[j]!);
    const { high, low } = this.probability(j).multiply(gap.high, gap.low);
    sum.add(high, low);
  }

  #exponentiate(): void {
    const e = new DoubleDouble();
    for (let j = 0; j < this.logits.length; j++) {
      this.#exp(j, e);
      this.#highs[j] = e.high;
      this.#lows[j] = e.low;
      if (j !== this.argmax) this.#others.add(e.high, e.low);
    }
    const { high, low } = this.#others;
    this.#total.set(high, low).scale(1 / LIFT).add(1);
    this.#logTotal.set(high, low);
    if (high >= LINEAR) takeLog1p(this.#logTotal.scale(1 / LIFT)).scale(LIFT);
  }

  #exp(j: number, into: DoubleDouble): void {
    const gap = this.logits[j]! - this.max;
    if (gap < LOWEST_EXPONENT) into.set(0);
    else this.#precision.exponentiate(into.setDifference(this.logits[j]!, this.max));
  }
}

/** A vector of logits under softmax in either precision, the full one made only if it is wanted. */
export type ExactRows = (precision: Precision) => ExactRow;

/** Reads logits; refuses NaN and +Infinity. */
export function exactRows(task: string, z: Logits): ExactRows {
  const site = new Site(task, "z");
  checkVector(z, site);
  const logits = z instanceof Float64Array ? z : copyNumbers(z, scratch(z.length), site);
  const argmax = argmaxOf(logits, site);
  const quick = new ExactRow(logits, argmax, QUICK);
  let full: ExactRow | undefined;
  return (precision) => precision === QUICK ? quick : full ??= new ExactRow(logits, argmax, FULL);
}

/** The first largest logit; refuses NaN and +Infinity. */
function argmaxOf(z: Float64Array, site: Site): number {
  let argmax = 0;
  for (let j = 0; j < z.length; j++) {
    if (!(z[j]! < Infinity)) site.refuseEntry(j, z[j], "must contain numbers below +Infinity");
    if (z[j]! > z[argmax]!) argmax = j;
  }
  return argmax;
}
