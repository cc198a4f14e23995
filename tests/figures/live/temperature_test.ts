import { assert, assertAlmostEquals, assertEquals, assertLess, assertThrows } from "@std/assert";
import { fitTemperature } from "@surprisal/loss";
import { calibration, TEMPERATURE } from "../../../lib/figures/live/temperature.ts";
import { LIVE_CASES } from "./cases.ts";
import type { TemperatureProps } from "../../../lib/figures/live/temperature.ts";

const props = LIVE_CASES.find(({ name }) => name === "temperature")!.props as TemperatureProps;

Deno.test("temperature: the fitted T is better than its neighbours, and accuracy never moves", () => {
  const best = fitTemperature(props.logits as number[][], props.labels);
  const [at, below, above] = [best, best * 0.9, best * 1.1].map((T) => calibration(props, T));
  assertLess(at!.loss, below!.loss);
  assertLess(at!.loss, above!.loss);
  assertEquals(at!.accuracy, below!.accuracy);
  assertEquals(at!.curve.reduce((sum, { count }) => sum + count, 0), props.labels.length);
});

Deno.test("temperature: a wrong one is less honest than the fitted one", () => {
  const best = fitTemperature(props.logits as number[][], props.labels);
  assertLess(calibration(props, best).error, calibration(props, best / 3).error);
});

Deno.test("temperature moves on a log scale between a quarter and eight", () => {
  assertAlmostEquals(TEMPERATURE.start({ ...props, temperature: 2 }), 1);
  assertEquals(TEMPERATURE.change(props, 0, "temperature", 99), 3);
  assertEquals(TEMPERATURE.change(props, 2, "preset", "T = 1"), 0);
  assertEquals(TEMPERATURE.start(props), 0);
  assertThrows(() => TEMPERATURE.start({ ...props, temperature: 9 }), RangeError, "it is 9");
  for (const exponent of [-2, 0, 3]) {
    assert(!/NaN|Infinity|undefined/.test(TEMPERATURE.view(props, exponent, 296).svg));
  }
});
