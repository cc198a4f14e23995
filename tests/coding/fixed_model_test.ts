import { assert, assertEquals, assertThrows } from "@std/assert";
import { probabilities } from "@surprisal/loss";
import { FixedModel, integerFrequencies } from "@surprisal/loss/coding";
import fc from "fast-check";
import { RUNS, weights } from "./arbitraries.ts";

Deno.test("FixedModel sums its frequencies up and learns nothing", () => {
  const model = new FixedModel([3, 0, 1]);
  model.learn(2);
  assertEquals([...model.cumulative()], [0, 3, 3, 4]);
});

Deno.test("FixedModel refuses what are no frequencies", () => {
  assertThrows(
    () => new FixedModel([1, 0.5]),
    RangeError,
    "Cannot make a fixed model as frequencies must contain integers >= 0: frequencies[1] is 0.5",
  );
  assertThrows(() => new FixedModel([-1]), RangeError, "frequencies[0] is -1");
  assertThrows(() => new FixedModel([0, 0]), RangeError, "the sum is 0");
  assertThrows(() => new FixedModel([2 ** 20, 1]), RangeError, "the sum is 1048577");
  assertThrows(() => new FixedModel([]), TypeError, "frequencies must not be empty");
});

Deno.test("integerFrequencies() have the total, and none that can happen is 0", () => {
  fc.assert(
    fc.property(weights, fc.integer({ min: 60, max: 2 ** 20 }), (weights, total) => {
      const p = probabilities([...weights, 0], { normalize: true });
      const frequencies = integerFrequencies(p, total);
      assertEquals(frequencies.reduce((sum, f) => sum + f, 0), total);
      for (const [s, f] of frequencies.entries()) assertEquals(f > 0, p[s]! > 0);
      const far = frequencies.filter((f, s) => f > 1 && Math.abs(f - p[s]! * total) >= 1);
      const raised = frequencies.filter((f, s) => f === 1 && p[s]! * total < 1);
      assert(far.length === 0 || raised.length > 0, "only raised symbols may cost the others");
    }),
    RUNS,
  );
});

Deno.test("integerFrequencies() takes the units for rare symbols from those who lose least", () => {
  assertEquals(integerFrequencies([0.98, 0.01, 0.01], 3), [1, 1, 1]);
  assertEquals(integerFrequencies([0.97, 0.01, 0.01, 0.01], 10), [7, 1, 1, 1]);
});

Deno.test("integerFrequencies() refuses a total without room", () => {
  assertThrows(
    () => integerFrequencies([0.5, 0.5], 1),
    RangeError,
    "Cannot compute integer frequencies as total must be an integer in [2, 1048576]: total is 1",
  );
  assertThrows(() => integerFrequencies([1], 2 ** 20 + 1), RangeError, "total is 1048577");
  assertThrows(() => integerFrequencies([1], 1.5), TypeError, "total is 1.5");
  assertThrows(() => integerFrequencies([1], "9" as never), TypeError, `total is the string "9"`);
  assertThrows(() => integerFrequencies([0.5]), RangeError, "the sum of p is 0.5");
});
