import { bitAt, type BitString } from "./bit_string.ts";

/** Reads bits one by one, and zeros after the last. */
export class BitReader {
  readonly #bits: BitString;
  #position = 0;

  constructor(bits: BitString) {
    this.#bits = bits;
  }

  /** How many bits were read, zeros after the end included. */
  get position(): number {
    return this.#position;
  }

  /** Whether every bit was read. */
  get done(): boolean {
    return this.#position >= this.#bits.length;
  }

  /** The next bit; 0 after the end. */
  read(): 0 | 1 {
    const at = this.#position++;
    return at < this.#bits.length ? bitAt(this.#bits.bytes, at) : 0;
  }
}
