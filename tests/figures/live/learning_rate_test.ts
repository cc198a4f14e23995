import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { bestEpoch, LEARNING_RATE } from "../../../lib/figures/live/learning_rate.ts";

const props = {
  label: "learning rate",
  epochs: [1, 3, 10],
  runs: [
    { name: "0.1", train: [1, 0.8, 0.6], validation: [1.1, 0.9, 0.7] },
    { name: "1", train: [0.5, 0.2, 0.1], validation: [0.6, 0.5, 0.9] },
  ],
  guessing: Math.log(10),
};

Deno.test("bestEpoch() is the lowest on the examples kept back", () => {
  const best = bestEpoch(props.epochs, props.runs[1]!);
  assertEquals([best.epoch, best.loss, best.last], [3, 0.5, 0.9]);
  assertAlmostEquals(best.perplexity, Math.exp(0.5), 1e-15);
});

Deno.test("learning-rate shows the run that was chosen, and that it went away from its best", () => {
  assertEquals(LEARNING_RATE.start(props), "0.1");
  assertEquals(LEARNING_RATE.view(props, "0.1", 616).tiles[1]!.note, "its best");
  const chosen = LEARNING_RATE.change(props, "0.1", "run", "1");
  const { tiles, svg } = LEARNING_RATE.view(props, chosen, 296);
  assertEquals(tiles[1]!.note, "▲ 0.4000 above its best");
  assert(!/NaN|Infinity/.test(svg));
});

Deno.test("learning-rate starts at the run that is named, whatever their order", () => {
  assertEquals(LEARNING_RATE.start({ ...props, start: "1" }), "1");
  assertThrows(
    () => LEARNING_RATE.start({ ...props, start: "10" }),
    RangeError,
    "Cannot start learning-rate as start must be the name of a run: 10",
  );
});

Deno.test("learning-rate refuses runs that do not fit their epochs", () => {
  const short = { name: "x", train: [1], validation: [1, 2, 3] };
  assertThrows(
    () => LEARNING_RATE.start({ ...props, runs: [short] }),
    TypeError,
    "each run must have 3 losses of both kinds: x has 1 and 3",
  );
  assertThrows(() => LEARNING_RATE.start({ ...props, runs: [] }), TypeError, "no run");
});
