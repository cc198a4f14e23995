import { assertEquals, assertThrows } from "@std/assert";
import { formatBits, parseBits } from "@surprisal/loss/coding";
import fc from "fast-check";
import { RUNS } from "./arbitraries.ts";

const zerosAndOnes = fc.array(fc.constantFrom("0", "1")).map((bits) => bits.join(""));

Deno.test("parseBits() packs the first bit highest", () => {
  assertEquals(parseBits(""), { bytes: new Uint8Array(0), length: 0 });
  assertEquals(parseBits("00000001"), { bytes: Uint8Array.of(1), length: 8 });
  assertEquals(parseBits("000000011"), { bytes: Uint8Array.of(1, 128), length: 9 });
});

Deno.test("formatBits() shows what parseBits() read", () => {
  fc.assert(
    fc.property(zerosAndOnes, (text) => assertEquals(formatBits(parseBits(text)), text)),
    RUNS,
  );
});

Deno.test("parseBits() refuses other characters and names the first", () => {
  assertThrows(
    () => parseBits("01 1"),
    RangeError,
    `Cannot read bits as text must be a string of 0 and 1: text[2] is the string " "`,
  );
  assertThrows(() => parseBits(11 as unknown as string), TypeError, "text is 11");
});

Deno.test("formatBits() refuses a length that the bytes do not hold", () => {
  const bytes = new Uint8Array(2);
  assertThrows(
    () => formatBits({ bytes, length: 17 }),
    TypeError,
    "Cannot show bits as bits.bytes must hold bits.length bits: found 2 bytes for 17 bits",
  );
  for (const length of [-1, 1.5, 8, NaN]) {
    assertThrows(() => formatBits({ bytes, length }), TypeError);
  }
  assertThrows(() => formatBits("01" as never), TypeError, "bits must be a bit string");
  assertThrows(() => formatBits(undefined as never), TypeError, "bits is undefined");
});
