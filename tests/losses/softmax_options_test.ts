import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  checkGradient,
  matrix,
  oneHot,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
  softmaxCrossEntropyWithGradient,
} from "@surprisal/loss";
import { settings } from "../support/arbitraries.ts";
import { cases, distributions, K, N, type Options, reference } from "./softmax_formula.ts";

Deno.test("softmaxCrossEntropy() is the documented formula under any combination of options", () => {
  fc.assert(
    fc.property(cases, ({ z, labels, masses, soft, options }) => {
      const y = soft ? distributions(masses) : labels.map((t) => [...oneHot(t, K)]);
      const expected = reference(z, y, soft ? undefined : labels, options);
      const loss = softmaxCrossEntropy(z, soft ? y : labels, options);
      assertAlmostEquals(loss, expected, 1e-12 * Math.max(1, Math.abs(expected)));
    }),
    settings,
  );
});

Deno.test("softmaxCrossEntropyGradient() belongs to the loss under any combination of options", () => {
  fc.assert(
    fc.property(cases, ({ z, labels, masses, soft, options }) => {
      const target = soft ? distributions(masses) : labels;
      const flat = matrix(z);
      // The first label is ignored where another one is left.
      const ignore = !soft && labels.some((t) => t !== labels[0]);
      const all = ignore ? { ...options, ignoreIndex: labels[0]! } : options;
      const gradient = softmaxCrossEntropyGradient(flat, target, all).data;
      const f = (data: Float64Array) =>
        softmaxCrossEntropy({ data, rows: N, columns: K }, target, all);
      const found = checkGradient(f, flat.data, gradient, { tolerance: 1e-8 });
      assert(found.ok, `entry ${found.worst} is off by ${found.largestError}`);
    }),
    settings,
  );
});

Deno.test("softmaxCrossEntropyWithGradient() gives what the two functions give, to the last bit", () => {
  fc.assert(
    fc.property(cases, ({ z, labels, options }) => {
      const both = softmaxCrossEntropyWithGradient(z, labels, options);
      assertEquals(both.loss, softmaxCrossEntropy(z, labels, options));
      assertEquals(both.gradient.data, softmaxCrossEntropyGradient(z, labels, options).data);
    }),
    settings,
  );
});

Deno.test("a label and its one-hot distribution cost the same under any combination of options", () => {
  fc.assert(
    fc.property(cases, ({ z, labels, options }) => {
      const y = labels.map((t) => oneHot(t, K));
      const byLabel = softmaxCrossEntropyWithGradient(z, labels, options);
      const byOneHot = softmaxCrossEntropyWithGradient(z, y, options);
      assertAlmostEquals(byLabel.loss, byOneHot.loss, 4e-15 * Math.max(1, byLabel.loss));
      byLabel.gradient.data.forEach((g, j) =>
        assertAlmostEquals(g, byOneHot.gradient.data[j]!, 1e-14)
      );
    }),
    settings,
  );
});

Deno.test("classMask takes a class out of the softmax, which ignoreIndex and class weights do not", () => {
  const z = [1, 2, 3];
  assertEquals(
    softmaxCrossEntropy(z, 0, { classMask: [true, true, false] }),
    softmaxCrossEntropy([1, 2], 0),
  );
  assertEquals(softmaxCrossEntropy(z, 0, { classWeights: [1, 1, 0] }), softmaxCrossEntropy(z, 0));
  assertEquals(
    softmaxCrossEntropy([z, z], [0, 2], { ignoreIndex: 2 }),
    softmaxCrossEntropy(z, 0),
  );
  const gradient = softmaxCrossEntropyGradient(z, 0, { classMask: [1, 1, 0] });
  assertEquals(gradient[2], 0);
});

Deno.test("smoothing spreads over the classes a mask leaves, but a masked logit costs Infinity", () => {
  const masked = softmaxCrossEntropy([1, 2, 9], 0, {
    classMask: [true, true, false],
    labelSmoothing: 0.1,
  });
  assertEquals(masked, softmaxCrossEntropy([1, 2], 0, { labelSmoothing: 0.1 }));
  assertEquals(softmaxCrossEntropy([1, 2, -Infinity], 0, { labelSmoothing: 0.1 }), Infinity);
});

Deno.test("an example of weight 0 is removed, whatever its logits", () => {
  const z = [[1, 2], [0, -Infinity], [NaN, NaN]];
  const sampleWeights = [2, 0, 0];
  const found = softmaxCrossEntropyWithGradient(z, [0, 1, 0], { sampleWeights });
  assertEquals(found.loss, softmaxCrossEntropy([1, 2], 0));
  assertEquals([...found.gradient.data.subarray(2)], [0, 0, 0, 0]);
  const each = softmaxCrossEntropy(z, [0, 1, 0], { sampleWeights, reduction: "none" });
  assertEquals([...each], [2 * softmaxCrossEntropy([1, 2], 0), 0, 0]);
});

Deno.test("an ignored example leaves nothing behind in a matrix to write into", () => {
  const out = matrix([[7, 7], [7, 7]]);
  const z = matrix([[0, 0], [0, 0]]);
  const { gradient } = softmaxCrossEntropyWithGradient(z, [-100, 0], { ignoreIndex: -100, out });
  assert(gradient === out);
  assertEquals([...out.data], [0, 0, -0.5, 0.5]);
});

Deno.test("when no example counts there is an error, not a NaN", () => {
  const z = [[1, 2], [3, 4]];
  const calls = [
    () => softmaxCrossEntropy(z, [-1, -1], { ignoreIndex: -1 }),
    () => softmaxCrossEntropy(z, [0, 1], { sampleWeights: [0, 0] }),
    () => softmaxCrossEntropy(z, [0, 0], { classWeights: [0, 1] }),
    () => softmaxCrossEntropyGradient(z, [-1, -1], { ignoreIndex: -1 }),
    () => softmaxCrossEntropy([1, 2], -1, { ignoreIndex: -1 }),
  ];
  for (const call of calls) assertThrows(call, RangeError, "at least one example must count");
});

Deno.test("options out of range are refused by name", () => {
  const z = [[1, 2], [3, 4]];
  const cases: [Options, string][] = [
    [{ labelSmoothing: 1.1 }, "labelSmoothing must be a number in [0, 1]: labelSmoothing is 1.1"],
    [{ labelSmoothing: NaN }, "labelSmoothing"],
    [{ classWeights: [1] }, "classWeights must have one entry for each of the classes"],
    [{ classWeights: [1, -1] }, "classWeights[1] is -1"],
    [{ sampleWeights: [1, NaN] }, "sampleWeights[1] is NaN"],
    [{ sampleWeights: [1, 1, 1] }, "expected 2, found 3"],
    [{ classMask: [false, false] }, "classMask must leave at least one class"],
    [{ classMask: [2, 1] }, "classMask[0] is 2"],
    [{ temperature: -1 }, "temperature must be a positive finite number: temperature is -1"],
    [{ zLoss: -1 }, "zLoss must be a finite number >= 0"],
    [{ focal: { gamma: -1 } }, "focal.gamma"],
    [{ focal: { gamma: 1, alpha: [1] } }, "focal.alpha must have one entry"],
    [
      { reduction: "average" as "mean" },
      `reduction must be "mean", "sum" or "none": reduction is the string "average"`,
    ],
  ];
  for (const [options, message] of cases) {
    assertThrows(() => softmaxCrossEntropy(z, [0, 1], options), Error, message);
  }
  assertThrows(
    () => softmaxCrossEntropy(z, [[1, 0], [0, 1]], { ignoreIndex: 0 }),
    TypeError,
    "ignoreIndex must come with class indices",
  );
});

// PyTorch 2.13.0+cpu, float64: F.cross_entropy of these logits and labels.
const TORCH_Z = [[1.5, -0.25, 0.5, 2], [0, 0.75, -1, 0.25], [-2, 3, 1, 0]];
const TORCH_LABELS = [0, 3, 1];
const TORCH_WEIGHTS = [0.5, 2, 1, 3];

Deno.test("weighted and smoothed means over labels are PyTorch's", async (t) => {
  const classWeights = TORCH_WEIGHTS;
  const labelSmoothing = 0.1;
  const expected: [string, Options, number][] = [
    ["mean", {}, 0.8825901372677585],
    ["class weights", { classWeights }, 0.8849909056397358],
    ["smoothing", { labelSmoothing }, 0.9930068039344252],
    ["both", { classWeights, labelSmoothing }, 0.9514259408790409],
    ["sum", { classWeights, labelSmoothing, reduction: "sum" }, 5.232842674834725],
    ["ignored", { classWeights, labelSmoothing, ignoreIndex: 3 }, 0.5870134570480281],
  ];
  for (const [name, options, value] of expected) {
    await t.step(name, () => {
      assertAlmostEquals(softmaxCrossEntropy(TORCH_Z, TORCH_LABELS, options), value, 1e-15);
    });
  }
});

Deno.test("options that are no object, and focal weighting that is none, are refused", () => {
  const cases: [unknown, string][] = [
    [null, "options must be an object: options is null"],
    ["bits", 'options must be an object: options is the string "bits"'],
    [{ focal: 2 }, "focal must be an object: focal is 2"],
    [{ focal: null }, "focal is null"],
    [{ ignoreIndex: 1.5 }, "ignoreIndex must be an integer: ignoreIndex is 1.5"],
    [{ tolerance: -1 }, "tolerance must be a number >= 0: tolerance is -1"],
    [{ labelSmoothing: null }, "labelSmoothing must be a number in [0, 1]: labelSmoothing is null"],
    [{ classWeights: null }, "classWeights must be an array of numbers: classWeights is null"],
    [{ sampleWeights: 0 }, "sampleWeights is 0"],
    [{ classMask: "" }, 'classMask is the string ""'],
  ];
  for (const [options, message] of cases) {
    const call = () => softmaxCrossEntropy([1, 2], 0, options as Options);
    assertThrows(call, Error, message);
  }
});
