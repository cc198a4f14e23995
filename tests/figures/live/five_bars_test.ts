import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { FIVE_BARS, fiveBars } from "../../../lib/figures/live/five_bars.ts";

const props = { q: [0.1, 0.5, 0.1, 0.1, 0.2], target: 0 };

Deno.test("fiveBars() has the numbers of the question", () => {
  const { nats, bits, perplexity, guessing } = fiveBars(props.q, 0);
  assertEquals(nats, 2.3025850929940455);
  assertAlmostEquals(bits, 3.321928094887362, 1e-15);
  assertAlmostEquals(perplexity, 10, 1e-14);
  assertAlmostEquals(guessing, Math.log(5), 1e-15);
});

Deno.test("five-bars makes room: the others keep their proportions and the sum stays 1", () => {
  const q = FIVE_BARS.change(props, props.q, "0", 0.55);
  assertEquals(q[0], 0.55);
  assertAlmostEquals(q.reduce((a, b) => a + b), 1, 1e-15);
  assertAlmostEquals(q[1]! / q[2]!, 5, 1e-14);
});

Deno.test("five-bars says how the loss compares with guessing", () => {
  const note = (q: readonly number[]) => FIVE_BARS.view(props, q, 616).tiles[0]!.note;
  assertEquals(note(props.q), "worse than guessing");
  assertEquals(note(FIVE_BARS.change(props, props.q, "0", 0.3)), "better than guessing");
  const guess = FIVE_BARS.change(props, props.q, "preset", "guessing");
  assertEquals(note(guess), "as good as guessing");
  assertEquals(FIVE_BARS.change(props, guess, "preset", "start"), props.q);
});

Deno.test("five-bars shows an infinite loss as ∞, at the end of the ruler", () => {
  const never = FIVE_BARS.change(props, props.q, "0", 0);
  const { tiles, svg, words } = FIVE_BARS.view(props, never, 296);
  assertEquals(tiles.map(({ value }) => value), ["∞", "∞", "∞"]);
  assert(svg.includes("∞ nats →"));
  assert(!/NaN|Infinity/.test(svg + words));
});
