import { CompensatedSum } from "../numerics/compensated_sum.ts";
import type { SoftmaxRow } from "../numerics/softmax_row.ts";
import type { Coefficients } from "./coefficients.ts";
import type { Modulation } from "./focal.ts";

/** The loss of one example, and its gradient by the logits. */
export interface RowObjective {
  /** The loss, in nats. */
  loss(): number;
  /** Writes `scale` times the gradient into `into`, from `start` on. */
  gradient(into: Float64Array | Float32Array, start: number, scale: number): void;
}

/**
 * The loss of one example and its gradient by the logits, from three parts: the softmax of the row,
 * the coefficients of its target, and what modulates them.
 *
 * With surprisals ℓ_j = -ln q_j the loss is `Σ a_j f(ℓ_j) + c L²`, where L is the log-sum-exp. Since
 * ∂ℓ_j/∂z_k = q_k - [j = k] and ∂L/∂z_k = q_k, the gradient is `q_k (Σ b_j + 2 c L) - b_k` with
 * b_j = a_j f'(ℓ_j). It is taken as `q_k (Σ_{j≠k} b_j + 2 c L) - b_k (1 - q_k)`, which cancels nothing
 * where one class has all of the target.
 */
export class Objective implements RowObjective {
  readonly #row: SoftmaxRow;
  readonly #coefficients: Coefficients;
  readonly #modulation: Modulation | undefined;
  readonly #zLoss: number;
  /** b, made when a gradient is first asked for. */
  #slopes: Float64Array | undefined;

  /**
   * @param row The softmax, loaded by the caller.
   * @param coefficients The target, loaded by the caller.
   * @param zLoss Factor of the squared log-sum-exp.
   * @param modulation What is done to each surprisal; nothing if absent.
   */
  constructor(
    row: SoftmaxRow,
    coefficients: Coefficients,
    zLoss: number,
    modulation: Modulation | undefined,
  ) {
    this.#row = row;
    this.#coefficients = coefficients;
    this.#zLoss = zLoss;
    this.#modulation = modulation;
  }

  loss(): number {
    const { label, mass } = this.#coefficients;
    const loss = label >= 0 ? this.#term(mass, label) : this.#sumOfTerms();
    return loss + this.#penalty(mass, this.#row.logSumExp ** 2);
  }

  gradient(into: Float64Array | Float32Array, start: number, scale: number): void {
    const { label, mass } = this.#coefficients;
    const pull = this.#penalty(mass, 2 * this.#row.logSumExp);
    if (label >= 0) this.#labelGradient(into, start, scale, pull);
    else this.#denseGradient(into, start, scale, pull);
  }

  /** zLoss mass x, where x is of the log-sum-exp. */
  #penalty(mass: number, x: number): number {
    return this.#zLoss === 0 || mass === 0 ? 0 : scaled(x, this.#zLoss * mass);
  }

  #labelGradient(into: Float64Array | Float32Array, start: number, scale: number, pull: number) {
    const { label, mass } = this.#coefficients;
    const row = this.#row;
    const slope = this.#slope(mass, label);
    const factor = (slope + pull) * scale;
    row.writeProbabilities(into, start, factor);
    const own = scaled(row.probability(label), pull) - slope * row.complement(label);
    into[start + label] = own * scale;
    into[start + label]! += 0; // after float32 has rounded: no -0
  }

  #denseGradient(into: Float64Array | Float32Array, start: number, scale: number, pull: number) {
    const row = this.#row;
    const slopes = this.#slopes ??= new Float64Array(row.logits.length);
    const sum = this.#loadSlopes(slopes);
    for (let k = 0; k < slopes.length; k++) {
      const slope = slopes[k]!;
      const others = (sum.high - slope) + sum.low;
      const push = scaled(row.probability(k), others + pull);
      into[start + k] = (push - slope * row.complement(k)) * scale;
      into[start + k]! += 0;
    }
  }

  #loadSlopes(into: Float64Array): CompensatedSum {
    const a = this.#coefficients.values;
    const sum = new CompensatedSum();
    for (let j = 0; j < a.length; j++) sum.add(into[j] = this.#slope(a[j]!, j));
    return sum;
  }

  /** Σ a f(ℓ_j); by quarters where the sum overflows on its way, to be infinite only if it is. */
  #sumOfTerms(): number {
    const sum = this.#sumOfShares(1);
    const ruledOut = (a: number, j: number) => a > 0 && this.#row.logits[j] === -Infinity;
    if (sum < Infinity || this.#coefficients.values.some(ruledOut)) return sum;
    return 4 * this.#sumOfShares(0.25);
  }

  #sumOfShares(share: number): number {
    const { values } = this.#coefficients;
    const sum = new CompensatedSum();
    for (let j = 0; j < values.length; j++) {
      const a = share * values[j]!;
      if (a === 0) continue;
      if (this.#modulation) sum.add(this.#term(a, j));
      else this.#row.addSurprisal(sum, a, j);
    }
    return sum.value;
  }

  /** a f(ℓ_j), with 0 · ∞ = 0. */
  #term(a: number, j: number): number {
    if (a === 0) return 0;
    const surprisal = this.#row.surprisal(j);
    if (!this.#modulation) return a * surprisal;
    const value = this.#modulation.value(surprisal, this.#row.complement(j), j);
    return Number.isNaN(value) ? 0 : a * value;
  }

  /** a f'(ℓ_j). */
  #slope(a: number, j: number): number {
    if (!this.#modulation || a === 0) return a;
    return a * this.#modulation.slope(this.#row.surprisal(j), this.#row.complement(j), j);
  }
}

/** A number times a factor, which may have overflowed or vanished: 0 stays 0, and infinity what it is. */
function scaled(x: number, factor: number): number {
  const product = x * factor;
  return Number.isNaN(product) ? x : product;
}
