import * as knots from "../kernels/table_knots.ts";
import type { Site } from "../types/site.ts";
import { differenceError, productError } from "./error_free.ts";
import { scratch } from "./scratch.ts";
import { SoftmaxRow } from "./softmax_row.ts";
import { SpareRows } from "./spare_rows.ts";

// What is imported is looked up at each use, and costs a tenth of a sum; these become part of the code.
const { KNOTS, SHIFT, SHIFTED, SHIFTED_BITS, STEP_BITS, STEP_MASK, TAILS, VALUES, WHOLE_MASK } =
  knots;

const SIXTH = 1 / 6;
const TWENTY_FOURTH = 1 / 24;

/** The share of all exponentials below which those of the other classes have to be summed by themselves. */
const LEAST_SHARE = 2 ** -24;

/**
 * One row of logits and its class, where only the loss of that class and its gradient are asked for.
 *
 * With S the sum of all exponentials and T that of all but the class's own, as a share of the latter, the
 * loss is `ln(1 + T)`: no largest logit has to be found, and nothing cancels. Exponentials are those of the
 * table of knots, which knows each logit below 256 in size without rounding, and are right to 2^-57 in two
 * parts; what rounding takes from S, T and 1 + T is put back in the last step. Any other row, and one whose
 * T would be lost beside S, is a {@linkcode SoftmaxRow}.
 *
 * Use: call {@linkcode load}, then ask.
 */
export class LabelledRow {
  /** The number of classes. */
  readonly columns: number;
  readonly #exps: Float64Array;
  /** What each entry of #exps lacks. */
  readonly #lows: Float64Array;
  #logits: Float64Array | undefined;
  /** The class. */
  #label = 0;
  /** S, and what rounding took from it. */
  #sum = 0;
  #sumLow = 0;
  /** S without the exponential of the class. */
  #others = 0;
  #othersLow = 0;
  #hard: SoftmaxRow | undefined;
  #isHard = false;

  /** @param columns The number of classes. */
  constructor(columns: number) {
    this.columns = columns;
    this.#exps = scratch(columns);
    this.#lows = scratch(columns);
    knots.prepareKnots();
  }

  /** A place for logits that do not lie in a typed array. */
  get logits(): Float64Array {
    return this.#logits ??= scratch(this.columns);
  }

  /** Reads the logits from `from` on, and their class; refuses NaN, +Infinity and a row with no class. */
  load(x: Float64Array | Float32Array, from: number, label: number, site: Site): void {
    this.#label = label;
    this.#isHard = !this.#exponentiate(x, from) || !this.#takeLabel();
    if (!this.#isHard) return;
    const row = this.#hard ??= new SoftmaxRow(this.columns);
    for (let j = 0; j < row.logits.length; j++) row.logits[j] = x[from + j]!;
    row.load(site);
  }

  /** -ln q of the class. */
  get surprisal(): number {
    if (this.#isHard) return this.#hard!.surprisal(this.#label);
    const own = this.#exps[this.#label]!;
    const tail = this.#others / own;
    const product = tail * own;
    const rest = (this.#others - product) - productError(tail, own, product);
    const lost = rest + (this.#othersLow - tail * this.#lows[this.#label]!);
    if (tail < 1) return Math.log1p(tail) + lost / this.#sum;
    const total = 1 + tail;
    return Math.log(total) + (((tail - total) + 1) * own + lost) / this.#sum;
  }

  /** Writes `scale` times the gradient of `mass` times the loss into `into`, from `start` on. */
  writeGradient(
    into: Float64Array | Float32Array,
    start: number,
    mass: number,
    scale: number,
  ): void {
    this.#writeProbabilities(into, start, mass * scale);
    const at = start + this.#label;
    into[at] = (0 - mass * this.#complement) * scale;
    into[at]! += 0; // after float32 has rounded: no -0
  }

  /** 1 - q of the class. */
  get #complement(): number {
    if (this.#isHard) return this.#hard!.complement(this.#label);
    const quotient = this.#others / this.#sum;
    return quotient + (this.#othersLow - quotient * this.#sumLow) / this.#sum;
  }

  #writeProbabilities(into: Float64Array | Float32Array, start: number, factor: number): void {
    if (this.#isHard) return this.#hard!.writeProbabilities(into, start, factor);
    const [exps, lows] = [this.#exps, this.#lows];
    const [sum, sumLow] = [this.#sum, this.#sumLow];
    const inverse = 1 / sum;
    for (let j = 0; j < exps.length; j++) {
      const quotient = exps[j]! / sum;
      into[start + j] = (quotient + (lows[j]! - quotient * sumLow) * inverse) * factor;
    }
  }

  /** Sums the exponentials; false if a logit has no knots near it, which the squares of rests tell. */
  #exponentiate(x: Float64Array | Float32Array, from: number): boolean {
    const [exps, lows] = [this.#exps, this.#lows];
    let sum = 0;
    let sumLow = 0;
    let size = 0;
    for (let j = 0; j < exps.length; j++) {
      const v = x[from + j]!;
      SHIFTED[0] = v + SHIFT;
      const bits = SHIFTED_BITS[0]!;
      const whole = bits >> STEP_BITS & WHOLE_MASK;
      const step = bits & STEP_MASK;
      const r = v - KNOTS[whole]! - KNOTS[step]!;
      const h = VALUES[step]! * VALUES[whole]!;
      const square = r * r;
      size += square;
      const curve = square * (0.5 + r * (SIXTH + r * TWENTY_FOURTH));
      const t = h * (r + (curve - TAILS[whole]!));
      const e = h + t;
      const low = t - (e - h);
      exps[j] = e;
      lows[j] = low;
      const next = sum + e;
      const back = next - sum;
      sumLow += (sum - (next - back)) + (e - back) + low;
      sum = next;
    }
    this.#sum = sum;
    this.#sumLow = sumLow;
    return size < 1;
  }

  /** Takes the exponential of the class from S; false if too little is left. */
  #takeLabel(): boolean {
    const [sum, own] = [this.#sum, this.#exps[this.#label]!];
    const others = sum - own;
    this.#others = others;
    this.#othersLow = differenceError(sum, own, others) + (this.#sumLow - this.#lows[this.#label]!);
    return others >= sum * LEAST_SHARE;
  }
}

/** Rows for one call each. */
export const labelledRows: SpareRows<LabelledRow> = new SpareRows((columns) =>
  new LabelledRow(columns)
);
