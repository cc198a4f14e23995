import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLessOrEqual,
  assertThrows,
} from "@std/assert";
import { decodeSymbols, FixedModel, parseBits } from "@surprisal/loss/coding";
import {
  ARITHMETIC_CODER,
  codable,
  codedWord,
} from "../../../lib/figures/live/arithmetic_coder.ts";

const props = { letters: "abc ", counts: [5, 3, 2, 6], text: "cab" };

Deno.test("codedWord() writes bits that the library's decoder reads back", () => {
  for (const word of ["", "a", "cab", "a b c", "cccccccc", "        "]) {
    const { bits, surprisal } = codedWord(props, word);
    const symbols = decodeSymbols(parseBits(bits), word.length, new FixedModel(props.counts));
    assertEquals(symbols.map((symbol) => props.letters[symbol]).join(""), word);
    assertLessOrEqual(bits.length, surprisal + 1);
  }
});

Deno.test("codedWord() names a number in the interval, whose width is the probability", () => {
  const { bits, surprisal, intervals } = codedWord(props, "cab");
  const { low, width } = intervals.at(-1)!;
  const number = parseInt(bits, 2) / 2 ** bits.length;
  assert(low <= number && number < low + width);
  assertAlmostEquals(-Math.log2(width), surprisal, 1e-12);
});

Deno.test("arithmetic-coder keeps the letters that have a code, at most eight", () => {
  assertEquals(codable("A-b!ZccX", props.letters), "abcc");
  assertEquals(ARITHMETIC_CODER.change(props, "", "text", "abcabcabcabc"), "abcabcab");
  const { svg, words } = ARITHMETIC_CODER.view(props, "", 296);
  assert(!/NaN|Infinity/.test(svg));
  assert(words.startsWith("Nothing narrows the interval to 1"));
});

Deno.test("arithmetic-coder refuses letters without a count", () => {
  assertThrows(
    () => ARITHMETIC_CODER.start({ ...props, counts: [1, 2] }),
    TypeError,
    "letters must be distinct, with one count each: expected 4, found 2",
  );
  assertThrows(() => ARITHMETIC_CODER.start({ ...props, letters: "abcc" }), TypeError);
});
