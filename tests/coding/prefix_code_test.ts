import { assertEquals, assertThrows } from "@std/assert";
import { canonicalCode, formatBits, kraftSum, parseBits, PrefixCode } from "@surprisal/loss/coding";
import fc from "fast-check";
import { RUNS, treeLengths } from "./arbitraries.ts";

const CODE = new PrefixCode(["0", "10", undefined, "110"]);

Deno.test("PrefixCode writes word after word and reads them back", () => {
  const bits = CODE.encode([3, 0, 1, 0]);
  assertEquals(formatBits(bits), "1100100");
  assertEquals(CODE.decode(bits), [3, 0, 1, 0]);
  assertEquals(CODE.decode(bits, 2), [3, 0]);
  assertEquals(CODE.lengths, [1, 2, Infinity, 3]);
});

Deno.test("PrefixCode decode() of encode() gives the symbols of any code", () => {
  const picks = fc.array(fc.nat(1000), { maxLength: 100 });
  fc.assert(
    fc.property(treeLengths, picks, (lengths, picks) => {
      const code = canonicalCode(lengths);
      const symbols = lengths.flatMap((l, s) => l < Infinity ? [s] : []);
      const text = picks.map((pick) => symbols[pick % symbols.length]!);
      const bits = code.encode(text);
      assertEquals(bits.length, text.reduce((sum, s) => sum + lengths[s]!, 0));
      assertEquals(code.decode(bits, text.length), text);
      if (symbols.length > 1) assertEquals(code.decode(bits), text);
    }),
    RUNS,
  );
});

Deno.test("PrefixCode of one empty word costs nothing, and has to be told the count", () => {
  const code = new PrefixCode([""]);
  assertEquals(code.encode([0, 0, 0]), { bytes: new Uint8Array(0), length: 0 });
  assertEquals(code.decode(code.encode([0, 0, 0])), []);
  assertEquals(code.decode(code.encode([0, 0, 0]), 3), [0, 0, 0]);
});

Deno.test("PrefixCode refuses words that begin others, in either order", () => {
  const found = `words[0] is the string "1", words[2] is the string "10"`;
  assertThrows(
    () => new PrefixCode(["1", "00", "10"]),
    RangeError,
    `Cannot make a prefix code as no word may begin another: ${found}`,
  );
  assertThrows(
    () => new PrefixCode(["10", "00", "1"]),
    RangeError,
    `words[2] is the string "1", words[0] is the string "10"`,
  );
  assertThrows(() => new PrefixCode(["01", "01"]), RangeError, "no word may begin another");
  assertThrows(() => new PrefixCode(["", "0"]), RangeError, "no word may begin another");
});

Deno.test("PrefixCode refuses what is no word", () => {
  assertThrows(() => new PrefixCode([]), TypeError, "words has length 0");
  assertThrows(() => new PrefixCode("01" as never), TypeError, `words is the string "01"`);
  assertThrows(() => new PrefixCode(["0", 1 as never]), TypeError, "words[1] is 1");
  assertThrows(() => new PrefixCode(["0", "1 "]), RangeError, `words[1] is the string "1 "`);
});

Deno.test("PrefixCode encode() refuses a symbol without a word", () => {
  assertThrows(
    () => CODE.encode([0, 2]),
    RangeError,
    "Cannot encode symbols as symbols must contain symbols that have a code word: symbols[1] is 2",
  );
  assertThrows(() => CODE.encode([4]), RangeError, "symbols[0] is 4");
  assertThrows(() => CODE.encode([-1]), RangeError, "symbols[0] is -1");
  assertThrows(() => CODE.encode(["0"] as never), TypeError, "symbols must contain numbers only");
});

Deno.test("PrefixCode decode() refuses bits that end within a word or leave the code", () => {
  assertThrows(
    () => CODE.decode(parseBits("1101")),
    RangeError,
    "Cannot decode bits as bits must end with a whole word: the word at bit 3 has no end in 4 bits",
  );
  assertThrows(
    () => CODE.decode(parseBits("0111")),
    RangeError,
    "Cannot decode bits as bits must hold words of the code: no word begins like bits 1 to 3",
  );
  assertThrows(() => CODE.decode(parseBits("0"), 2), RangeError, "at bit 1 has no end in 1 bits");
  for (const count of [-1, 1.5, NaN, "2"]) {
    assertThrows(() => CODE.decode(parseBits("0"), count as number), Error, "count must be");
  }
});

Deno.test("canonicalCode() gives words in numerical order, shorter ones first", () => {
  assertEquals(canonicalCode([3, 3, 3, 3, 3, 2, 4, 4]).words, [
    "010",
    "011",
    "100",
    "101",
    "110",
    "00",
    "1110",
    "1111",
  ]); // RFC 1951, section 3.2.2
  assertEquals(canonicalCode([0]).words, [""]);
  assertEquals(canonicalCode([5, 2]).words, ["01000", "00"]);
});

Deno.test("canonicalCode() exists wherever the Kraft sum is at most 1, and has the lengths", () => {
  fc.assert(
    fc.property(treeLengths, (lengths) => {
      assertEquals(kraftSum(lengths) <= 1, true);
      assertEquals(canonicalCode(lengths).lengths, lengths);
    }),
    RUNS,
  );
  const staircase = Array.from({ length: 300 }, (_, i) => i + 1);
  assertEquals(canonicalCode([...staircase, 300]).words[300], "1".repeat(300));
});

Deno.test("canonicalCode() refuses lengths that overdraw the budget, by however little", () => {
  assertThrows(
    () => canonicalCode([1, 1, 2]),
    RangeError,
    "Cannot make a prefix code as lengths must have a Kraft sum of at most 1: the sum is 1.25",
  );
  const staircase = Array.from({ length: 300 }, (_, i) => i + 1);
  assertThrows(() => canonicalCode([...staircase, 300, 3000]), RangeError, "Kraft sum");
});
