import { describe, Site } from "../types/site.ts";

/** A string of bits, packed eight to a byte, the first bit highest. */
export interface BitString {
  /** The bits; what is left of the last byte is 0. */
  readonly bytes: Uint8Array;
  /** How many bits there are. */
  readonly length: number;
}

/**
 * Packs a text of zeros and ones into bits.
 *
 * @example Ten bits take two bytes
 * ```ts
 * import { parseBits } from "@surprisal/loss/coding";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseBits("1000000011"), { bytes: Uint8Array.of(0x80, 0xc0), length: 10 });
 * ```
 *
 * @param text Zeros and ones; nothing else, not even spaces.
 * @returns The bits.
 * @throws {TypeError} If `text` is no string.
 * @throws {RangeError} If it holds another character.
 */
export function parseBits(text: string): BitString {
  const site = new Site("read bits", "text");
  if (typeof text !== "string") {
    site.refuseType("text must be a string of 0 and 1", `text is ${describe(text)}`);
  }
  const wrong = text.search(/[^01]/);
  if (wrong >= 0) {
    site.refuseValue(
      "text must be a string of 0 and 1",
      `text[${wrong}] is ${describe(text[wrong])}`,
    );
  }
  const bytes = new Uint8Array(Math.ceil(text.length / 8));
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "1") bytes[i >>> 3]! |= 0x80 >>> (i & 7);
  }
  return { bytes, length: text.length };
}

/**
 * Shows bits as a text of zeros and ones.
 *
 * @example What a prefix code writes
 * ```ts
 * import { formatBits, PrefixCode } from "@surprisal/loss/coding";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(formatBits(new PrefixCode(["0", "10", "11"]).encode([1, 0, 2])), "10011");
 * ```
 *
 * @param bits The bits.
 * @returns One character a bit.
 * @throws {TypeError} If `bits` is no bit string.
 */
export function formatBits(bits: BitString): string {
  checkBits(bits, new Site("show bits", "bits"));
  let text = "";
  for (let i = 0; i < bits.length; i++) text += bitAt(bits.bytes, i);
  return text;
}

/** Bit `i` of packed bits. */
export function bitAt(bytes: Uint8Array, i: number): 0 | 1 {
  return ((bytes[i >>> 3]! >>> (7 - (i & 7))) & 1) as 0 | 1;
}

/** Refuses what is not a bit string: a length that its bytes do not hold. */
export function checkBits(bits: BitString, site: Site): void {
  if (!(bits?.bytes instanceof Uint8Array)) {
    site.refuseType(
      `${site.name} must be a bit string { bytes, length }`,
      `${site.name} is ${describe(bits)}`,
    );
  }
  const { bytes, length } = bits;
  if (Number.isSafeInteger(length) && length >= 0 && Math.ceil(length / 8) === bytes.length) return;
  site.refuseType(
    `${site.name}.bytes must hold ${site.name}.length bits`,
    `found ${bytes.length} bytes for ${describe(length)} bits`,
  );
}
