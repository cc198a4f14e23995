import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { entropy } from "@surprisal/loss";
import { COIN, coin } from "../../../lib/figures/live/coin.ts";

Deno.test("coin() is the entropy of its two sides, the mean of what they surprise by", () => {
  for (const p of [0.01, 0.1, 0.5, 0.77]) {
    const { bits, nats, heads, tails } = coin(p);
    assertAlmostEquals(bits, entropy([p, 1 - p], { unit: "bits" }), 1e-15);
    assertAlmostEquals(nats, bits * Math.LN2, 1e-15);
    assertAlmostEquals(bits, p * heads + (1 - p) * tails, 1e-15);
  }
});

Deno.test("coin keeps p in [0, 1], in hundredths, and shows ∞ for a side that never comes", () => {
  const change = (value: number) => COIN.change({ p: 0.1 }, 0.1, "p", value);
  assertEquals([change(-3), change(0.123), change(9)], [0, 0.12, 1]);
  const view = COIN.view({ p: 0.1 }, 0, 300);
  assertEquals(view.tiles.map(({ value }) => value), ["0.0000", "0.0000", "∞", "0.000"]);
  assert(!view.svg.includes("NaN"));
});

Deno.test("coin can be dragged over the whole drawing", () => {
  for (const width of [296, 616]) {
    const [grip] = COIN.view({ p: 0.1 }, 0.1, width).handles!;
    const { at, box } = grip!;
    assertAlmostEquals(Number(at(box.x + 14, 0)), 0);
    assertAlmostEquals(Number(at(box.x + box.w - 14, 0)), 1);
  }
});
