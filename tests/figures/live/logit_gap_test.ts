import { assert, assertEquals, assertThrows } from "@std/assert";
import { LOGIT_GAP, logitGap } from "../../../lib/figures/live/logit_gap.ts";

Deno.test("logitGap() keeps the digits that the naive formula loses", () => {
  assertEquals(logitGap(0).stable, Math.LN2);
  assertEquals(logitGap(20).stable, Math.log1p(Math.exp(-20)));
  assertEquals(logitGap(40), { naive: 0, stable: Math.exp(-40) });
  assertEquals(logitGap(720).naive, NaN);
  assert(logitGap(720).stable > 0);
});

Deno.test("logit-gap counts the digits that are right", () => {
  const note = (gap: number) => LOGIT_GAP.view({ gap }, gap, 616).tiles[0]!.note;
  assertEquals([0, 20, 40, 720].map(note), [
    "all digits right",
    "7 digits right",
    "all digits lost",
    "not a number",
  ]);
});

Deno.test("logit-gap draws every gap of its slider", () => {
  for (const gap of [0, 36, 37, 709, 710, 745, 746, 760]) {
    assert(!/NaN|Infinity/.test(LOGIT_GAP.view({ gap }, gap, 296).svg), `${gap}`);
  }
  assertThrows(
    () => LOGIT_GAP.start({ gap: -1 }),
    RangeError,
    "gap must be in [0, 760]: gap is -1",
  );
});
