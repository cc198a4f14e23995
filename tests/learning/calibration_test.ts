import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  calibrationError,
  centralDifference,
  fitTemperature,
  matrix,
  reliabilityCurve,
  softmaxCrossEntropy,
} from "@surprisal/loss";
import { settings, within } from "../support/arbitraries.ts";

Deno.test("reliabilityCurve() puts a confidence on an edge into the bin above, 1 into the last", () => {
  for (const bins of [1, 3, 7, 10, 15, 49]) {
    for (let edge = 0; edge <= bins; edge++) {
      const curve = reliabilityCurve([edge / bins], [1], { bins });
      const found = curve.findIndex((bin) => bin.count === 1);
      assertEquals(found, Math.min(edge, bins - 1), `${edge} of ${bins}`);
      if (edge === 0) continue;
      const below = edge / bins * (1 - 2 ** -53);
      const belowEdge = reliabilityCurve([below], [1], { bins });
      assertEquals(belowEdge[edge - 1]!.count, 1, `just below ${edge} of ${bins}`);
    }
  }
});

Deno.test("reliabilityCurve() counts every prediction once, between the edges it reports", () => {
  const predictions = fc.array(fc.tuple(within(0, 1), fc.boolean()), {
    minLength: 1,
    maxLength: 50,
  });
  fc.assert(
    fc.property(predictions, fc.integer({ min: 1, max: 30 }), (all, bins) => {
      const curve = reliabilityCurve(all.map(([c]) => c), all.map(([, right]) => right), { bins });
      assertEquals(curve.length, bins);
      assertEquals(curve.reduce((sum, bin) => sum + bin.count, 0), all.length);
      for (const { lower, upper, count, confidence, accuracy } of curve) {
        const inside = all.filter(([c]) => c >= lower && (c < upper || upper === 1));
        assertEquals(count, inside.length);
        if (count === 0) {
          assertEquals([confidence, accuracy], [undefined, undefined]);
        } else {
          assert(confidence! >= lower - 1e-15 && confidence! <= upper);
          assertEquals(accuracy, inside.filter(([, right]) => right).length / count);
        }
      }
    }),
    settings,
  );
});

Deno.test("calibrationError() is 0 where accuracy is confidence, and weighs bins by their counts", () => {
  const calibrated = reliabilityCurve([0.75, 0.75, 0.75, 0.75], [1, 1, 1, 0]);
  assert(Object.is(calibrationError(calibrated), 0));
  const curve = reliabilityCurve([0.5, 0.5, 0.5, 1], [1, 1, 1, 0], { bins: 2 });
  assertEquals(calibrationError(curve), Math.abs(3 / 4 - 2.5 / 4));
  assertThrows(() => calibrationError([]), RangeError, "curve must hold a prediction");
});

Deno.test("calibrationError() refuses what no curve can be", () => {
  const bin = { lower: 0, upper: 1, count: 2, confidence: 0.5, accuracy: 1 };
  assertEquals(calibrationError([{ ...bin, confidence: 0, accuracy: 1 }]), 1);
  const cases: [object, string][] = [
    [{ count: -1 }, "counts must be whole numbers >= 0: curve[1].count is -1"],
    [{ count: 0.5 }, "curve[1].count is 0.5"],
    [{ accuracy: 1.5 }, "accuracy must be in [0, 1]"],
    [{ confidence: -0.5 }, "curve[1].confidence is -0.5"],
    [{ confidence: "0.5" }, 'curve[1].confidence is the string "0.5"'],
    [{ accuracy: undefined }, "curve[1].accuracy is undefined"],
    [{ count: 0 }, "undefined where there is no prediction"],
  ];
  for (const [wrong, message] of cases) {
    assertThrows(() => calibrationError([bin, { ...bin, ...wrong }]), RangeError, message);
  }
  assertThrows(() => calibrationError([null as never]), TypeError, "curve[0] is null");
});

Deno.test("reliabilityCurve() refuses what is no confidence and no flag", () => {
  const cases: [() => unknown, string][] = [
    [() => reliabilityCurve([0.5, 1.1], [1, 1]), "confidence[1] is 1.1"],
    [() => reliabilityCurve([NaN], [1]), "confidence[0] is NaN"],
    [() => reliabilityCurve([0.5], [0.5]), "correct[0] is 0.5"],
    [() => reliabilityCurve([0.5], [1, 0]), "expected 1, found 2"],
    [() => reliabilityCurve([0.5], [1], { bins: 0 }), "bins must be an integer in [1, 1048576]"],
    [() => reliabilityCurve([0.5], [1], { bins: 1.5 }), "bins is 1.5"],
    [() => reliabilityCurve([0.5], [1], { bins: 2e15 }), "bins is 2000000000000000"],
    [() => reliabilityCurve([], []), "confidence must not be empty"],
  ];
  for (const [call, message] of cases) assertThrows(call, Error, message);
});

/** Logits of N examples of 3 classes and labels that no temperature fits perfectly. */
const logit = fc.integer({ min: -30, max: 30 }).map((tenths) => tenths / 10);
const examples = fc.array(fc.tuple(logit, logit, logit), {
  minLength: 8,
  maxLength: 20,
}).map((z) => ({
  z,
  labels: z.map((row, i) => i % 4 === 0 ? (i / 4) % 3 : row.indexOf(Math.max(...row))),
}));

/** The fitted temperature, or nothing where none is best. */
function fitted(z: readonly (readonly number[])[], labels: readonly number[]): number | undefined {
  try {
    return fitTemperature(z, labels);
  } catch (error) {
    assert(error instanceof RangeError);
    return undefined;
  }
}

Deno.test("fitTemperature() finds the minimum of the loss over temperatures", () => {
  let found = 0;
  fc.assert(
    fc.property(examples, ({ z, labels }) => {
      const T = fitted(z, labels);
      if (T === undefined || T > 1e3 || T < 1e-3) return;
      found++;
      const loss = (x: ArrayLike<number>) => softmaxCrossEntropy(z, labels, { temperature: x[0]! });
      const slope = centralDifference(loss, [T], 1e-5 * T)[0]! * T;
      assertAlmostEquals(slope, 0, 1e-8);
      for (const other of [0.5 * T, 0.9 * T, 1.1 * T, 2 * T]) assert(loss([other]) >= loss([T]));
    }),
    { ...settings, numRuns: 60 },
  );
  assert(found > 40, `only ${found} of 60 had a best temperature`);
});

Deno.test("fitTemperature() undoes a scale of the logits", () => {
  fc.assert(
    fc.property(within(0.01, 100), (scale) => {
      const z = [[2, 0], [2, 0], [2, 0], [0, 1], [1, 0]];
      const labels = [0, 0, 1, 1, 0];
      const plain = fitTemperature(z, labels);
      const scaled = fitTemperature(z.map((row) => row.map((x) => x * scale)), labels);
      assertAlmostEquals(scaled / plain, scale, 1e-12 * scale);
    }),
    settings,
  );
});

Deno.test("fitTemperature() leaves masked classes out, and takes a matrix", () => {
  const sure = 2 * Math.log(3);
  const rows = Array.from({ length: 4 }, () => [sure, -Infinity, 0]);
  assertAlmostEquals(fitTemperature(matrix(rows), [0, 0, 0, 2]), 2, 1e-14);
});

Deno.test("fitTemperature() says so where no temperature is best", () => {
  const cases: [number[][], number[], string][] = [
    [[[1, 0], [3, 0]], [0, 0], "the labels have the largest logits"],
    [[[1, 0], [3, 0]], [1, 1], "no more than the mean logits"],
    [[[1, 0], [3, -Infinity]], [1, 1], "z[1][1] is -Infinity"],
    [[[1, 0]], [2], "labels[0] is 2"],
  ];
  for (const [z, labels, message] of cases) {
    assertThrows(() => fitTemperature(z, labels), RangeError, message);
  }
  assertThrows(
    () => fitTemperature([1, 2] as never, [0]),
    TypeError,
    "z must be a batch of logits",
  );
});
