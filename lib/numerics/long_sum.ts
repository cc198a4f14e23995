/** Limbs of 32 bits that hold every finite double as an integer multiple of 2^-1074, and carries. */
const LIMBS = 68;

/** Additions after which carries must be passed on, so that no limb leaves the exact integers. */
const CARRY_EVERY = 2 ** 19;

const DOUBLE = new Float64Array(1);
const WORDS = new Uint32Array(DOUBLE.buffer);
const LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
const HIGH = LITTLE_ENDIAN ? 1 : 0;
const LOW = 1 - HIGH;

/** A sum of finite numbers as one long integer that counts multiples of 2^-1074: whatever their sizes, exact. */
export class LongSum {
  readonly #limbs = new Float64Array(LIMBS);
  #pending = 0;

  /** Adds one finite term. */
  add(x: number): void {
    if (x === 0) return;
    DOUBLE[0] = x;
    const high = WORDS[HIGH]!;
    const exponent = (high >>> 20) & 0x7ff;
    const upper = (high & 0xfffff) | (exponent > 0 ? 0x100000 : 0);
    const shift = exponent > 0 ? exponent - 1 : 0;
    this.#addShifted(WORDS[LOW]!, upper, shift, x < 0 ? -1 : 1);
    if (++this.#pending === CARRY_EVERY) this.#carry();
  }

  /** Adds all that another sum holds, or this one. */
  merge(other: LongSum): void {
    other.#carry();
    this.#carry();
    for (let i = 0; i < LIMBS; i++) this.#limbs[i]! += other.#limbs[i]!;
    this.#pending = 1;
  }

  /** The sum times 2^-halvings, rounded once. */
  scaled(halvings: number): number {
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
