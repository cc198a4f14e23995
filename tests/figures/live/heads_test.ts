import { assertAlmostEquals, assertEquals, assertGreaterOrEqual, assertThrows } from "@std/assert";
import { HEADS, heads } from "../../../lib/figures/live/heads.ts";

Deno.test("heads() gives softmax, sigmoids and the softmax of the softmax", () => {
  const z = [2, 1, 0, -1];
  const now = heads(z, 0);
  const total = z.reduce((sum, z_k) => sum + Math.exp(z_k), 0);
  now.softmax.forEach((q, k) => assertAlmostEquals(q, Math.exp(z[k]!) / total, 1e-15));
  now.sigmoids.forEach((s, k) => assertAlmostEquals(s, 1 / (1 + Math.exp(-z[k]!)), 1e-15));
  assertAlmostEquals(now.twice.reduce((sum, q) => sum + q, 0), 1, 1e-15);
  assertAlmostEquals(now.softmaxLoss, -Math.log(now.softmax[0]!), 1e-15);
  const wrong = now.sigmoids.slice(1).reduce((sum, s) => sum - Math.log(1 - s), 0);
  assertAlmostEquals(now.sigmoidsLoss, wrong - Math.log(now.sigmoids[0]!), 1e-14);
});

Deno.test("heads() floor is ln(1 + (K - 1)/e), and no double softmax gets below", () => {
  for (const [K, floor] of [[2, 0.3133], [4, 0.7437], [5, 0.9048], [10, 1.4612]] as const) {
    const z = Array.from({ length: K }, (_, k) => k === 0 ? 8 : -8);
    const now = heads(z, 0);
    assertAlmostEquals(now.floor, Math.log(1 + (K - 1) / Math.E), 1e-15);
    assertAlmostEquals(now.floor, floor, 5e-5);
    assertGreaterOrEqual(now.twiceLoss, now.floor);
  }
});

Deno.test("heads stays inside its sliders", () => {
  const props = { z: [0, 0], target: 1 };
  assertEquals(HEADS.change(props, [0, 0], "1", 99), [0, 8]);
  assertThrows(
    () => HEADS.start({ z: [9, 0], target: 0 }),
    RangeError,
    "Cannot start heads as each logit must be in [-8, 8]: z[0] is 9",
  );
});
