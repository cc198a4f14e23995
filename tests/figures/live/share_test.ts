import { assertAlmostEquals, assertEquals } from "@std/assert";
import { share } from "../../../lib/figures/live/share.ts";

Deno.test("share() sets one part and keeps the proportions of the others", () => {
  assertEquals(share([0.25, 0.5, 0.25], 1, 0, 1), [0.5, 0, 0.5]);
  const after = share([0.1, 0.5, 0.1, 0.1, 0.2], 0, 0.4, 1);
  assertAlmostEquals(after.reduce((a, b) => a + b), 1, 1e-15);
  assertAlmostEquals(after[1]! / after[4]!, 2.5, 1e-15);
});

Deno.test("share() shares evenly where nothing is left to scale", () => {
  assertEquals(share([1, 0, 0], 0, 0.5, 1), [0.5, 0.25, 0.25]);
});

Deno.test("share() keeps a part inside the whole", () => {
  assertEquals(share([0.5, 0.5], 0, 7, 1), [1, 0]);
  assertEquals(share([0.5, 0.5], 0, -7, 1), [0, 1]);
});
