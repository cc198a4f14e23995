import { sumError } from "./error_free.ts";

/** Limbs of 32 bits that hold every finite double as an integer multiple of 2^-1074, and carries. */
const LIMBS = 68;

/** Additions after which carries must be passed on, so that no limb leaves the exact integers. */
const CARRY_EVERY = 2 ** 19;

const DOUBLE = new Float64Array(1);
const WORDS = new Uint32Array(DOUBLE.buffer);
const LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
const HIGH = LITTLE_ENDIAN ? 1 : 0;
const LOW = 1 - HIGH;

/**
 * A sum without rounding, hence without order: one long integer that counts multiples of 2^-1074.
 * It is rounded once, when it is read, so that any order and any grouping give the same double.
 */
export class ExactSum {
  readonly #limbs = new Float64Array(LIMBS);
  #pending = 0;
  #infinities = 0;

  /** Adds one term, which must not be NaN. */
  add(x: number): void {
    if (x === 0) return;
    if (!Number.isFinite(x)) {
      this.#infinities += x;
      return;
    }
    DOUBLE[0] = x;
    const high = WORDS[HIGH]!;
    const exponent = (high >>> 20) & 0x7ff;
    const upper = (high & 0xfffff) | (exponent > 0 ? 0x100000 : 0);
    const shift = exponent > 0 ? exponent - 1 : 0;
    this.#addShifted(WORDS[LOW]!, upper, shift, x < 0 ? -1 : 1);
    if (++this.#pending === CARRY_EVERY) this.#carry();
  }

  /** Adds the first `count` terms of an array, none of which may be NaN: several times as fast. */
  addAll(x: Float64Array, count: number): void {
    let sum = 0;
    let low = 0;
    for (let i = 0; i < count; i++) {
      const next = sum + x[i]!;
      const error = sumError(sum, x[i]!, next);
      const nextLow = low + error;
      // Terms of similar sizes fit into two doubles together, without rounding; if not, one by one.
      if (sumError(low, error, nextLow) !== 0) return this.#addEach(x, count);
      sum = next;
      low = nextLow;
    }
    this.add(sum);
    this.add(low);
  }

  #addEach(x: Float64Array, count: number): void {
    for (let i = 0; i < count; i++) this.add(x[i]!);
  }

  /** Adds all that another sum holds. */
  merge(other: ExactSum): void {
    other.#carry();
    this.#carry();
    for (let i = 0; i < LIMBS; i++) this.#limbs[i]! += other.#limbs[i]!;
    this.#pending = 1;
    this.#infinities += other.#infinities;
  }

  /** The sum, correctly rounded; NaN if infinities of both signs were added. */
  get value(): number {
    return this.scaled(0);
  }

  /** The sum times 2^-halvings, which brings sums above the largest double into range. */
  scaled(halvings: number): number {
    if (this.#infinities !== 0) return this.#infinities;
    const units = this.#units();
    const magnitude = units < 0n ? -units : units;
    const excess = Math.max(0, magnitude.toString(16).length * 4 - 64);
    const kept = magnitude >> BigInt(excess);
    // What was cut off decides ties only; one sticky bit stands for it.
    const sticky = kept << BigInt(excess) === magnitude ? kept : kept | 1n;
    const rounded = Number(sticky) * 2 ** (excess - 1074 - halvings);
    return units < 0n ? -rounded : rounded;
  }

  #addShifted(lower: number, upper: number, shift: number, sign: number): void {
    const at = shift >>> 5;
    const bits = shift & 31;
    const limbs = this.#limbs;
    const spill = bits === 0 ? 0 : lower >>> (32 - bits);
    limbs[at]! += sign * ((lower << bits) >>> 0);
    limbs[at + 1]! += sign * (((upper << bits) >>> 0) + spill);
    if (bits > 0) limbs[at + 2]! += sign * (upper >>> (32 - bits));
  }

  /** Passes on what a limb holds beyond its 32 bits; only the last keeps a sign. */
  #carry(): void {
    const limbs = this.#limbs;
    for (let i = 0; i < LIMBS - 1; i++) {
      const over = Math.floor(limbs[i]! / 2 ** 32);
      limbs[i]! -= over * 2 ** 32;
      limbs[i + 1]! += over;
    }
    this.#pending = 0;
  }

  /** The sum as an integer number of 2^-1074. */
  #units(): bigint {
    this.#carry();
    let units = 0n;
    for (let i = LIMBS - 1; i >= 0; i--) units = (units << 32n) + BigInt(this.#limbs[i]!);
    return units;
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
