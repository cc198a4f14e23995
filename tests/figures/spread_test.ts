import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { spread } from "../../lib/figures/spread.ts";

Deno.test("spread() leaves positions that are apart where they are", () => {
  assertEquals(spread([0, 10, 25], 10), [0, 10, 25]);
  assertEquals(spread([], 10), []);
});

Deno.test("spread() moves neighbours by the same amount to either side", () => {
  assertEquals(spread([10, 10], 4), [8, 12]);
  assertEquals(spread([5, 4], 3), [6, 3]);
});

Deno.test("spread() pushes a block into the next one and centres both", () => {
  const placed = spread([0, 1, 2, 10], 4);
  for (let i = 1; i < placed.length; i++) assert(placed[i]! - placed[i - 1]! >= 4 - 1e-12);
  assertAlmostEquals(placed[1]!, 1, 1e-12);
  assertEquals(placed[3], 10);
});

Deno.test("spread() keeps the gap and the order for many labels", () => {
  const wanted = Array.from({ length: 40 }, (_, i) => (i * 7919) % 101);
  const placed = spread(wanted, 3);
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  for (let k = 1; k < order.length; k++) {
    assert(placed[order[k]!]! - placed[order[k - 1]!]! >= 3 - 1e-9);
  }
});
