import { checkOptions } from "../types/options.ts";
import { describe, Site } from "../types/site.ts";
import { ArithmeticDecoder } from "./arithmetic_decoder.ts";
import { encodeSymbols } from "./code_symbols.ts";
import { NGramModel } from "./ngram_model.ts";
import { integerOf } from "./symbol_count.ts";

/** Options of {@linkcode compress}. */
export interface CompressOptions {
  /** How many of the last bytes the model looks at: an integer in [0, 32]. Default 4. */
  readonly order?: number;
}

/** The most bytes of a text: an array of them must fit in memory. */
const MOST_BYTES = 2 ** 31 - 1;

const COMPRESS = "compress bytes";
const DECOMPRESS = "decompress a file";

/**
 * Compresses bytes: an arithmetic coder under an n-gram model that learns as it goes. The answer
 * begins with the order, the number of bytes and a check sum, so that {@linkcode decompress} needs
 * nothing else and knows a damaged file.
 *
 * @example A repeated line
 * ```ts
 * import { compress, decompress } from "@surprisal/loss/coding";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const text = new TextEncoder().encode("Call me Ishmael. ".repeat(100));
 * const file = compress(text);
 * assert(file.length < text.length / 20);
 * assertEquals(decompress(file), text);
 * ```
 *
 * @param bytes The bytes, any number of them below 2^31.
 * @param options The order of the model.
 * @returns The compressed bytes.
 * @throws {TypeError} If `bytes` is no Uint8Array, `options` no object, or `order` no integer.
 * @throws {RangeError} If `order` is not in [0, 32].
 */
export function compress(bytes: Uint8Array, options: CompressOptions = {}): Uint8Array {
  checkBytes(bytes, new Site(COMPRESS, "bytes"));
  checkOptions(COMPRESS, options);
  const { order = 4 } = options;
  integerOf(new Site(COMPRESS, "order"), order, 0, 32);
  const head = [order, ...writeLength(bytes.length), ...checkSum(bytes)];
  const body = encodeSymbols(bytes, new NGramModel({ order })).bytes;
  const file = new Uint8Array(head.length + body.length);
  file.set(head);
  file.set(body, head.length);
  return file;
}

/**
 * Decompresses what {@linkcode compress} wrote.
 *
 * @param file The compressed bytes.
 * @returns The bytes.
 * @throws {TypeError} If `file` is no Uint8Array.
 * @throws {RangeError} If it does not begin as such a file does, or was damaged since.
 */
export function decompress(file: Uint8Array): Uint8Array {
  const site = new Site(DECOMPRESS, "file");
  checkBytes(file, site);
  const { length, next } = readLength(file, 1, site);
  const order = integerOf(new Site(DECOMPRESS, "file[0]"), file[0], 0, 32);
  const body = file.subarray(next + SUM_BYTES);
  const bytes = decodeBytes(body, length, new NGramModel({ order }));
  const sum = checkSum(bytes);
  if (sum.some((byte, i) => byte !== file[next + i])) {
    site.refuseValue("file must be as it was written", "the check sum differs");
  }
  return bytes;
}

function decodeBytes(body: Uint8Array, length: number, model: NGramModel): Uint8Array {
  const decoder = new ArithmeticDecoder({ bytes: body, length: 8 * body.length });
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    bytes[i] = decoder.decode(model.cumulative());
    model.learn(bytes[i]!);
  }
  return bytes;
}

const SUM_BYTES = 4;

/** The FNV-1a hash of 32 bits (Fowler, Noll, Vo), highest byte first. */
function checkSum(bytes: Uint8Array): number[] {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return [24, 16, 8, 0].map((shift) => (hash >>> shift) & 0xff);
}

/** A length as bytes of seven bits, the lowest first; all but the last have their top bit set. */
function writeLength(length: number): number[] {
  return length < 128 ? [length] : [length % 128 + 128, ...writeLength(Math.floor(length / 128))];
}

/** The length at a position, and where it ends. */
function readLength(file: Uint8Array, at: number, site: Site): { length: number; next: number } {
  let length = 0;
  for (const [i, byte] of file.subarray(at, at + 5).entries()) {
    length += byte % 128 * 128 ** i;
    if (byte < 128 && length <= MOST_BYTES) return { length, next: at + i + 1 };
  }
  return site.refuseValue(
    "file must begin with an order and a number of bytes",
    `found ${describe(file.length)} bytes that do not`,
  );
}

function checkBytes(x: unknown, site: Site): void {
  if (x instanceof Uint8Array) return;
  site.refuseType(`${site.name} must be a Uint8Array`, `${site.name} is ${describe(x)}`);
}
