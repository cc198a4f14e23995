import { ExactSum, meanOf } from "../numerics/exact_sum.ts";
import { describe, Site } from "../types/site.ts";

/**
 * Sums losses and weights over any number of batches and machines: the mean is `Σ total / Σ weight`,
 * in the unit of what was added. Both sums are exact before they
 * are rounded, so that neither the order nor the grouping of the parts changes a bit of the answer.
 *
 * @example Micro-batches of unequal size
 * ```ts
 * import { LossAccumulator } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * const first = new LossAccumulator().add(0.3, 3);
 * const second = new LossAccumulator().add(0.5, 1);
 * assertEquals(first.merge(second).mean, 0.2);
 * assertEquals(first.weight, 4);
 * ```
 * @see Neal, Fast Exact Summation Using Small and Large Superaccumulators (2015), arXiv
 * 1505.05571.
 */
export class LossAccumulator {
  readonly #total = new ExactSum();
  readonly #weight = new ExactSum();

  /**
   * Adds a summed loss and the summed weight of the examples it is of.
   *
   * @param total The weighted sum of losses, as reduction "sum" gives it; not NaN.
   * @param weight The summed weights, >= 0; 0 adds nothing, whatever the total.
   * @returns This accumulator.
   * @throws {RangeError} If the total is NaN, or the weight is negative or not finite.
   */
  add(total: number, weight: number): this {
    const site = new Site("accumulate a loss", "total");
    if (typeof total !== "number" || Number.isNaN(total)) {
      site.refuse("total must be a number", total);
    }
    if (!(typeof weight === "number" && weight >= 0 && weight < Infinity)) {
      new Site(site.task, "weight").refuse("weight must be a finite number >= 0", weight);
    }
    if (weight === 0) return this;
    this.#total.add(total);
    this.#weight.add(weight);
    return this;
  }

  /**
   * Adds all that another accumulator holds, and leaves it as it is.
   *
   * @param other Another accumulator, or this one.
   * @returns This accumulator.
   * @throws {TypeError} If `other` is no accumulator.
   */
  merge(other: LossAccumulator): this {
    if (!(other instanceof LossAccumulator)) {
      const site = new Site("merge losses", "other");
      site.refuseType("other must be a LossAccumulator", `other is ${describe(other)}`);
    }
    this.#total.merge(other.#total);
    this.#weight.merge(other.#weight);
    return this;
  }

  /**
   * The weighted mean of the losses.
   *
   * @throws {RangeError} If nothing was added, or infinite losses of both signs.
   */
  get mean(): number {
    const weight = this.weight;
    if (weight > 0) return checkedSum(meanOf(this.#total, weight));
    const site = new Site("compute a mean loss", "weight");
    return site.refuseValue("at least one example must count", "the weights sum to 0");
  }

  /**
   * The weighted sum of the losses.
   *
   * @throws {RangeError} If infinite losses of both signs were added.
   */
  get total(): number {
    return checkedSum(this.#total.value);
  }

  /** The summed weights. */
  get weight(): number {
    return this.#weight.value;
  }
}

/** Refuses +Infinity plus -Infinity when it is read: adding is to depend on no order. */
function checkedSum(sum: number): number {
  if (!Number.isNaN(sum)) return sum;
  const site = new Site("sum losses", "total");
  return site.refuseValue("infinite losses must have one sign", "both were added");
}
