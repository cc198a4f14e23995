import { assert, assertAlmostEquals, assertEquals, assertGreater, assertLess } from "@std/assert";
import { clippedLoss, CLIPPING, flip } from "../../../lib/figures/live/clipping.ts";

const bold = { name: "bold", q: [0, ...Array(99).fill(0.95)] };
const careful = { name: "careful", q: Array(100).fill(0.8) };
const props = { models: [bold, careful] as const };

Deno.test("clippedLoss() takes a 0 for the clip", () => {
  const rest = -99 * Math.log(0.95);
  for (const epsilon of [1e-15, 1e-7, 1e-3]) {
    assertAlmostEquals(clippedLoss(bold.q, epsilon), (rest - Math.log(epsilon)) / 100, 1e-14);
  }
});

Deno.test("clipping: the models change places exactly at the flip", () => {
  const at = flip(props)!;
  const ahead = (exponent: number) =>
    clippedLoss(bold.q, 10 ** exponent) - clippedLoss(careful.q, 10 ** exponent);
  assertGreater(ahead(at - 0.001), 0);
  assertLess(ahead(at + 0.001), 0);
  const first = (exponent: number) =>
    CLIPPING.view(props, CLIPPING.start({ ...props, exponent }), 616).tiles.find(({ note }) =>
      note === "ranked first"
    )!.label;
  assertEquals([first(-15), first(-2)], ["careful (nats)", "bold (nats)"]);
});

Deno.test("clipping says so where the models never change places", () => {
  const same = { models: [{ name: "better", q: [0.9] }, careful] as const };
  assertEquals(flip(same), undefined);
  const { tiles, svg } = CLIPPING.view(same, CLIPPING.start(same), 296);
  assertEquals(tiles.at(-1)!.value, "no ε");
  assert(!svg.includes("NaN"));
});
