import type { BitString } from "./bit_string.ts";

/** Writes bits one by one into bytes, the first bit highest. */
export class BitWriter {
  #bytes = new Uint8Array(64);
  #length = 0;

  /** How many bits were written. */
  get length(): number {
    return this.#length;
  }

  /** Writes one bit. */
  write(bit: 0 | 1): void {
    const at = Math.floor(this.#length / 8);
    if (at === this.#bytes.length) this.#grow();
    if (bit === 1) this.#bytes[at]! |= 0x80 >>> (this.#length & 7);
    this.#length++;
  }

  /** What was written so far, copied. */
  toBits(): BitString {
    return { bytes: this.#bytes.slice(0, Math.ceil(this.#length / 8)), length: this.#length };
  }

  #grow(): void {
    const larger = new Uint8Array(2 * this.#bytes.length);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
