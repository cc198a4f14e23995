import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { stripCost, SURPRISAL_STRIP } from "../../../lib/figures/live/surprisal_strip.ts";

const props = { text: `a <b>&"😀`, bits: [[4, 4, 4, 4, 4, 4, 4, 4], [1, 2, 3, 4, 5, 6, 7, 12]] };

Deno.test("stripCost() is the mean, its perplexity and the most expensive character", () => {
  assertEquals(stripCost(props.bits[0]!), { mean: 4, perplexity: 16, worst: 0 });
  const { mean, perplexity, worst } = stripCost(props.bits[1]!);
  assertEquals([mean, worst], [5, 7]);
  assertAlmostEquals(perplexity, 32, 1e-13);
});

Deno.test("surprisal-strip shows any text as text, a cell a character", () => {
  const { svg, tiles } = SURPRISAL_STRIP.view(props, 1, 296);
  assert(svg.includes("&lt;") && svg.includes("😀") && !svg.includes("<b>"));
  assertEquals(svg.match(/<text/g)!.length, 8 + 6);
  assertEquals(tiles.map(({ value }) => value), ["5.0000", "32.000", "12.00"]);
  assertEquals(tiles[2]!.note, "“😀”, character 8");
});

Deno.test("surprisal-strip keeps to the orders it has", () => {
  assertEquals(SURPRISAL_STRIP.change(props, 0, "order", 9), 1);
  assertThrows(
    () => SURPRISAL_STRIP.start({ text: "abc", bits: [[1, 2]] }),
    TypeError,
    "each order must have 3 costs: order 0 has 2",
  );
  assertThrows(() => SURPRISAL_STRIP.start({ ...props, order: 2 }), TypeError, "no order 2");
});
