import { differenceError, productError, sumError } from "./error_free.ts";

/**
 * A number as the unevaluated sum of two doubles, about 106 bits: what the exact tier computes in.
 * Every operation changes the number in place and is right to about 2^-103 of its operands.
 *
 * Needs magnitudes between 2^-900 and 2^900, so that no error term falls among the subnormals.
 * Dekker, Numerische Mathematik 18 (1971), 224-242; Joldes, Muller, Popescu, ACM Transactions on
 * Mathematical Software 44 (2017), article 15.
 */
export class DoubleDouble {
  /** The nearest double. */
  high = 0;
  /** What it lacks: at most half a unit in the last place of `high`. */
  low = 0;

  /** @param high The number, or its leading part. @param low What `high` lacks. */
  constructor(high = 0, low = 0) {
    this.high = high;
    this.low = low;
  }

  /** Becomes the number `high + low`, `low` being at most an ulp of `high`. */
  set(high: number, low = 0): this {
    this.high = high;
    this.low = low;
    return this;
  }

  /** Becomes the exact sum of two doubles. */
  setSum(a: number, b: number): this {
    this.high = a + b;
    this.low = sumError(a, b, this.high);
    return this;
  }

  /** Becomes the exact difference of two doubles. */
  setDifference(a: number, b: number): this {
    this.high = a - b;
    this.low = differenceError(a, b, this.high);
    return this;
  }

  add(high: number, low = 0): this {
    const sum = this.high + high;
    return this.#normalise(sum, sumError(this.high, high, sum) + (this.low + low));
  }

  /** Times `high + low`. */
  multiply(high: number, low = 0): this {
    const product = this.high * high;
    const error = productError(this.high, high, product);
    return this.#normalise(product, error + (this.high * low + this.low * high));
  }

  /** Over `high + low`. */
  divide(high: number, low = 0): this {
    const quotient = this.high / high;
    const product = quotient * high;
    const rest = (this.high - product) - productError(quotient, high, product);
    return this.#normalise(quotient, (rest + (this.low - quotient * low)) / high);
  }

  /** Times a power of two. */
  scale(power: number): this {
    this.high *= power;
    this.low *= power;
    return this;
  }

  negate(): this {
    return this.scale(-1);
  }

  /** Makes `low` what `high` lacks; `error` is the smaller of the two. */
  #normalise(high: number, error: number): this {
    this.high = high + error;
    this.low = (high - this.high) + error;
    return this;
  }
}
