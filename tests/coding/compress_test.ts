import { assert, assertEquals, assertThrows } from "@std/assert";
import { compress, decompress } from "@surprisal/loss/coding";
import fc from "fast-check";
import { RUNS } from "./arbitraries.ts";

function randomBytes(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = Math.imul(state, 1_664_525) + 1_013_904_223 >>> 0;
    return state >>> 24;
  });
}

Deno.test("decompress() gives back any bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(6), (bytes, order) => {
      assertEquals(decompress(compress(bytes, { order })), bytes);
    }),
    { ...RUNS, numRuns: 100 },
  );
});

Deno.test("compress() of nothing is its head alone", () => {
  assertEquals(compress(new Uint8Array(0)), Uint8Array.of(4, 0, 0x81, 0x1c, 0x9d, 0xc5));
  assertEquals(decompress(compress(new Uint8Array(0))), new Uint8Array(0));
});

Deno.test("decompress() gives back every single byte, from 8 bytes at most", () => {
  for (let byte = 0; byte < 256; byte++) {
    const file = compress(Uint8Array.of(byte));
    assert(file.length <= 8);
    assertEquals(decompress(file), Uint8Array.of(byte));
  }
});

Deno.test("decompress() reads files of the first version", () => {
  const text = new TextEncoder().encode("abracadabra abracadabra");
  const hex = (bytes: Uint8Array) =>
    Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  assertEquals(hex(compress(text)), "0417431dcac761b1351d8b7c10faa5e0");
});

Deno.test("decompress() gives back a real file, smaller than two bits a byte allows", async () => {
  const folder = new URL("../../lib/coding/", import.meta.url);
  for (const name of ["ngram_model.ts", "prefix_code.ts", "mod.ts"]) {
    const bytes = await Deno.readFile(new URL(name, folder));
    const file = compress(bytes);
    assert(file.length < bytes.length / 2, `${name}: ${file.length} of ${bytes.length}`);
    assertEquals(decompress(file), bytes);
  }
});

Deno.test("decompress() gives back a million bytes, of one kind and of all", () => {
  const zeros = new Uint8Array(1e6);
  const file = compress(zeros);
  assert(file.length < 1000, `${file.length} bytes`);
  assert(decompress(file).every((byte) => byte === 0));
  const noise = randomBytes(1e6);
  const noisy = compress(noise, { order: 1 });
  assert(noisy.length > 1e6 && noisy.length < 1.07e6, `${noisy.length} bytes`);
  const back = decompress(noisy);
  assert(back.length === 1e6 && back.every((byte, i) => byte === noise[i]));
});

/** Whether a file is refused; if not, it must hold the text. */
function isRefused(file: Uint8Array, text: Uint8Array): boolean {
  let bytes: Uint8Array;
  try {
    bytes = decompress(file);
  } catch (error) {
    assert(error instanceof RangeError && error.message.startsWith("Cannot "), String(error));
    return true;
  }
  assertEquals(bytes, text);
  return false;
}

Deno.test("decompress() never gives back another text from a file cut off or changed", () => {
  const text = new TextEncoder().encode("Call me Ishmael. Some years ago");
  const file = compress(text);
  for (let length = 0; length < file.length; length++) {
    assert(isRefused(file.subarray(0, length), text), `cut to ${length} bytes`);
  }
  let unnoticed = 0;
  for (let bit = 8; bit < 8 * file.length; bit++) {
    const damaged = file.slice();
    damaged[bit >>> 3]! ^= 0x80 >>> (bit & 7);
    if (!isRefused(damaged, text)) unnoticed++;
  }
  assert(unnoticed <= 8, "only what is left of the last byte may change");
  assertThrows(
    () => decompress(Uint8Array.of(4, 0, 0, 0, 0, 0)),
    RangeError,
    "Cannot decompress a file as file must be as it was written: the check sum differs",
  );
});

Deno.test("decompress() refuses what does not begin as a file does", () => {
  const begins = "file must begin with an order and a number of bytes";
  assertThrows(
    () => decompress(new Uint8Array(0)),
    RangeError,
    `Cannot decompress a file as ${begins}: found 0 bytes that do not`,
  );
  assertThrows(() => decompress(Uint8Array.of(4)), RangeError, begins);
  assertThrows(() => decompress(Uint8Array.of(4, 0x80)), RangeError, begins);
  assertThrows(() => decompress(Uint8Array.of(4, 255, 255, 255, 255, 255, 0)), RangeError, begins);
  assertThrows(() => decompress(Uint8Array.of(4, 255, 255, 255, 255, 127)), RangeError, begins);
  const long = Uint8Array.of(4, 0x80, 0x80, 0x80, 0x80, 1, 0, 0, 0, 0); // 2^28 bytes in no bits
  assertThrows(() => decompress(long), RangeError, "they ended after 0 bits");
  assertThrows(() => decompress(Uint8Array.of(99, 0)), RangeError, "file[0] is 99");
  assertThrows(() => decompress("file" as never), TypeError, "file must be a Uint8Array");
});

Deno.test("compress() refuses what are no bytes, and an order out of range", () => {
  assertThrows(
    () => compress("text" as never),
    TypeError,
    `Cannot compress bytes as bytes must be a Uint8Array: bytes is the string "text"`,
  );
  const bytes = new Uint8Array(1);
  assertThrows(() => compress(bytes, { order: 33 }), RangeError, "order is 33");
  assertThrows(() => compress(bytes, { order: null as never }), TypeError, "order is null");
  assertThrows(
    () => compress(bytes, 4 as never),
    TypeError,
    "options must be an object: options is 4",
  );
});
