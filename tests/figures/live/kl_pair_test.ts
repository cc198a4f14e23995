import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { KL_PAIR, klPair } from "../../../lib/figures/live/kl_pair.ts";

Deno.test("klPair() has the numbers of the question's second half", () => {
  const { forward, reverse, divergence, distance } = klPair(0.5, 0.9);
  assertAlmostEquals(forward, 0.510826, 5e-7);
  assertAlmostEquals(reverse, 0.368064, 5e-7);
  assertAlmostEquals(distance, Math.sqrt(divergence), 1e-15);
  const swapped = klPair(0.9, 0.5);
  assertEquals(swapped.divergence, divergence);
  assertNotEquals(swapped.forward, forward);
});

Deno.test("kl-pair says when the two directions agree, and shows an infinite one", () => {
  const view = (p: number, q: number) => KL_PAIR.view({ p, q }, { p, q }, 296);
  assertEquals(view(0.3, 0.3).words, "Here the two directions agree.");
  assertEquals(view(0.5, 0).tiles[0]!.value, "∞");
  assertEquals(view(0, 1).words, "Here the two directions agree.");
  for (const q of [0, 0.3, 1]) assert(!/NaN|Infinity/.test(view(0.5, q).svg));
});

Deno.test("kl-pair keeps both coins in [0, 1], in hundredths", () => {
  const start = KL_PAIR.start({ p: 0.5, q: 0.9 });
  assertEquals(KL_PAIR.change(start, start, "q", -1), { p: 0.5, q: 0 });
  assertEquals(KL_PAIR.change(start, start, "p", 0.333), { p: 0.33, q: 0.9 });
});
