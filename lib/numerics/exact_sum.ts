import { sumError } from "./error_free.ts";
import { LongSum } from "./long_sum.ts";

/**
 * A sum without rounding, hence without order. It is rounded once, when it is read, so that any order and
 * any grouping give the same double.
 *
 * Terms of similar sizes fit into two doubles together; what these cannot hold goes to one long integer.
 */
export class ExactSum {
  #high = 0;
  #low = 0;
  /** What the two doubles do not hold; made when it is first needed, as that costs more than hundreds of terms. */
  #long: LongSum | undefined;
  #infinities = 0;

  /** Adds one term, which must not be NaN. */
  add(x: number): void {
    const high = this.#high + x;
    const error = sumError(this.#high, x, high);
    const low = this.#low + error;
    // Where anything overflows, this is NaN.
    if (sumError(this.#low, error, low) !== 0) return this.#addLong(x);
    this.#high = high;
    this.#low = low;
  }

  /** Adds all that another sum holds, or this one. */
  merge(other: ExactSum): void {
    const [high, low] = [other.#high, other.#low];
    this.#infinities += other.#infinities;
    if (other.#long !== undefined) (this.#long ??= new LongSum()).merge(other.#long);
    this.add(high);
    this.add(low);
  }

  /** The sum, correctly rounded; NaN if infinities of both signs were added. */
  get value(): number {
    if (this.#long !== undefined || this.#infinities !== 0) return this.scaled(0);
    return this.#high + this.#low;
  }

  /** The sum times 2^-halvings, which brings sums above the largest double into range. */
  scaled(halvings: number): number {
    return this.#infinities === 0 ? this.#allInLong().scaled(halvings) : this.#infinities;
  }

  #addLong(x: number): void {
    if (Number.isFinite(x)) this.#allInLong().add(x);
    else this.#infinities += x;
  }

  /** The long integer, which the two doubles are emptied into. */
  #allInLong(): LongSum {
    const long = this.#long ??= new LongSum();
    long.add(this.#high);
    long.add(this.#low);
    this.#high = this.#low = 0;
    return long;
  }
}

/** Halvings that bring any sum of doubles into range: for means of sums that overflow. */
const RANGE = 64;

/** `total / weight`, also where the total alone overflows. */
export function meanOf(total: ExactSum, weight: number): number {
  const sum = total.value;
  if (Number.isFinite(sum)) return sum / weight;
  return total.scaled(RANGE) / weight * 2 ** RANGE;
}
