import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { PrefixCode } from "@surprisal/loss/coding";
import { CODE_LENGTHS, codeLengths } from "../../../lib/figures/live/code_lengths.ts";

const p = [0.1, 0.5, 0.1, 0.1, 0.2];
const props = { p, lengths: [3, 3, 3, 3, 3] };
const tile = (lengths: readonly number[], name: string) =>
  CODE_LENGTHS.view(props, lengths, 616).tiles.find((each) => each.name === name)!;

/** Every list of K lengths from 1 to 6. */
function lists(K: number): number[][] {
  if (K === 0) return [[]];
  return lists(K - 1).flatMap((list) => [1, 2, 3, 4, 5, 6].map((l) => [...list, l]));
}

Deno.test("codeLengths() has a prefix code where the budget allows it, and none elsewhere", () => {
  for (const lengths of lists(5)) {
    const { spent, words, mean, entropy, best } = codeLengths(p, lengths);
    const sum = lengths.reduce((total, l) => total + 2 ** -l, 0);
    assertEquals(spent, sum);
    assertEquals(words !== undefined, sum <= 1);
    if (words) assertEquals(new PrefixCode(words).lengths, lengths);
    if (words) assert(mean > entropy && mean >= 2 - 1e-12);
    assertEquals(best, words !== undefined && mean <= 2 + 1e-12);
  }
});

Deno.test("code-lengths refuses what is over the budget, in words and numbers", () => {
  const over = CODE_LENGTHS.change(props, [3, 1, 3, 3, 3], "4", 2);
  assertEquals(over, [3, 1, 3, 3, 2]);
  const { words, svg } = CODE_LENGTHS.view(props, over, 296);
  assert(words.startsWith("No prefix code has these lengths: the shares add up to 1.125"));
  assertEquals(tile(over, "spent").note, "0.125 too much: refused");
  assertEquals(tile(over, "mean").note, "of no code");
  assertEquals(svg.match(/>\?</g)!.length, 12); // no bit of a word is known
});

Deno.test("code-lengths shows the words of a code that fits, and marks the optimum", () => {
  const { words, tiles } = CODE_LENGTHS.view(props, [3, 1, 3, 3, 3], 616);
  assert(words.startsWith("The words 100, 0, 101, 110, 111 are a prefix code of 2.0000 bits"));
  assert(words.includes("This is the optimum"));
  assertEquals(tiles.map(({ value }) => value), ["1", "2.0000", "1.9610"]);
  assertEquals(tile([3, 1, 3, 3, 3], "mean").note, "★ the optimum");
  assertEquals(tile([4, 1, 4, 3, 2], "mean").note, "★ the optimum"); // there are several
  assertEquals(tile([3, 3, 3, 3, 3], "mean").note, "1.039 above the entropy");
  const halves = { p: [0.5, 0.25, 0.25], lengths: [1, 2, 2] };
  assert(CODE_LENGTHS.view(halves, [1, 2, 2], 616).words.endsWith("It is the entropy itself."));
});

Deno.test("code-lengths drags the end of a word to the nearest whole bit, from 1 to 6", () => {
  for (const width of [296, 616]) {
    const { handles } = CODE_LENGTHS.view(props, props.lengths, width);
    assertEquals(handles!.map(({ name }) => name), ["0", "1", "2", "3", "4"]);
    const { box, at } = handles![1]!;
    const set = (x: number) => CODE_LENGTHS.change(props, props.lengths, "1", at(x, 0))[1];
    assertEquals(set(box.x + box.w / 3), 2);
    assertEquals([set(box.x - 50), set(box.x + box.w + 50)], [1, 6]);
  }
  assertEquals(CODE_LENGTHS.change(props, [1, 1, 1, 1, 1], "preset", "start"), props.lengths);
});

Deno.test("code-lengths refuses lengths that no slider can set", () => {
  for (const wrong of [0, 7, 2.5]) {
    assertThrows(
      () => CODE_LENGTHS.start({ p, lengths: [3, wrong, 3, 3, 3] }),
      RangeError,
      `must be an integer in [1, 6]: lengths[1] is ${wrong}`,
    );
    assertThrows(() => CODE_LENGTHS.view(props, [3, wrong, 3, 3, 3], 616)); // an address may say so
  }
  assertAlmostEquals(codeLengths(p, props.lengths).mean, 3, 1e-15);
});
