import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  brierScore,
  categoricalCrossEntropy,
  compat,
  crossEntropy,
  logSoftmax,
  matrix,
  negativeLogLikelihood,
  oneHot,
  smoothLabels,
  softmax,
  softmaxCrossEntropy,
} from "@surprisal/loss";
import { anyLogits, pairOfDistributions, settings } from "../support/arbitraries.ts";

Deno.test("logits, log-probabilities and probabilities tell one loss", () => {
  fc.assert(
    fc.property(anyLogits, fc.nat(), (z, pick) => {
      const t = pick % z.length;
      const loss = softmaxCrossEntropy(z, t);
      const near = 1e-12 * Math.max(1, loss);
      assertAlmostEquals(negativeLogLikelihood(logSoftmax(z), t), loss, near);
      const q = softmax(z);
      if (q[t]! > 1e-300) assertAlmostEquals(categoricalCrossEntropy(q, t), loss, near);
    }),
    settings,
  );
});

Deno.test("categoricalCrossEntropy() is crossEntropy() with the arguments the other way round", () => {
  fc.assert(
    fc.property(pairOfDistributions, ([y, q]) => {
      assertEquals(categoricalCrossEntropy(q, y), crossEntropy(y, q));
      assertEquals(categoricalCrossEntropy(q, 1), crossEntropy(oneHot(1, q.length), q));
    }),
    settings,
  );
});

Deno.test("categoricalCrossEntropy() names row and class of a predicted 0", () => {
  const q = [[0.5, 0.5], [1, 0]];
  assertEquals(categoricalCrossEntropy(q, [0, 1]), Infinity);
  const none = categoricalCrossEntropy(q, [0, 1], { reduction: "none", unit: "bits" });
  assertEquals([...none], [1, Infinity]);
  assertThrows(
    () => categoricalCrossEntropy(q, [0, 1], { onZero: "throw" }),
    RangeError,
    "q[1][1]",
  );
  assertThrows(() => categoricalCrossEntropy([[0.5, 0.4]], [0]), RangeError, "q[0] is 0.9");
  assertEquals(categoricalCrossEntropy([0.5, 0.4], 0, { tolerance: 0.2 }), Math.LN2);
});

Deno.test("negativeLogLikelihood() refuses logits, which do not sum to 1", () => {
  assertThrows(() => negativeLogLikelihood([1, 2, 3], 0), RangeError, "logq[0] is 1");
  assertThrows(() => negativeLogLikelihood([-1, -2], 0), RangeError, "the sum of those of logq is");
  assertThrows(
    () => negativeLogLikelihood([[0, -Infinity], [-1, -1]], [0, 0]),
    RangeError,
    "logq[1]",
  );
  assertThrows(
    () => negativeLogLikelihood([0, -Infinity], [1, 0] as unknown as number),
    TypeError,
    "labels must be class indices",
  );
  assertEquals(negativeLogLikelihood([-1, -2], 1, { tolerance: 1 }), 2);
});

Deno.test("negativeLogLikelihood() takes float32 logarithms of any size, and never answers -0", () => {
  const z = Float32Array.of(1000.25, 1001.5, 999.75);
  const logs = Float32Array.from(logSoftmax(z));
  assertAlmostEquals(negativeLogLikelihood(logs, 1), softmaxCrossEntropy(z, 1), 1e-6);
  assert(Object.is(negativeLogLikelihood([0, -Infinity], 0), 0));
  assertEquals(negativeLogLikelihood([[0, -Infinity]], [1]), Infinity);
});

Deno.test("smoothLabels() keeps distributions, and leaves the mean of labels where it was", () => {
  assertEquals([...smoothLabels([1, 0], 0)], [1, 0]);
  assertEquals([...smoothLabels([1, 0], 1)], [0.5, 0.5]);
  const rows = smoothLabels(matrix([[1, 0, 0, 0], [0, 0, 0.5, 0.5]]), 0.2);
  assertEquals([...rows.data].map((x) => x.toFixed(3)), [
    ...["0.850", "0.050", "0.050", "0.050"],
    ...["0.050", "0.050", "0.450", "0.450"],
  ]);
  assertThrows(
    () => smoothLabels([1, 0], 1.5),
    RangeError,
    "epsilon must be a number in [0, 1]: epsilon is 1.5",
  );
  assertThrows(() => smoothLabels([1, 1], 0.5), RangeError, "the sum of y is 2");
});

Deno.test("the option labelSmoothing is smoothLabels() on the target", () => {
  fc.assert(
    fc.property(anyLogits, (z) => {
      const target = oneHot(1, z.length);
      const byOption = softmaxCrossEntropy(z, target, { labelSmoothing: 0.1 });
      assertEquals(softmaxCrossEntropy(z, smoothLabels(target, 0.1)), byOption);
    }),
    settings,
  );
});

Deno.test("brierScore() sums over classes, is 0 only for the truth, and at most 2", () => {
  assertEquals(brierScore([1, 0], 1), 2);
  assert(Object.is(brierScore([1, 0], 0), 0));
  fc.assert(
    fc.property(pairOfDistributions, ([q, y]) => {
      const expected = q.reduce((sum, x, j) => sum + (x - y[j]!) ** 2, 0);
      assertAlmostEquals(brierScore(q, y), expected, 1e-15);
      const both = brierScore([q, y], [y, y], { reduction: "none" });
      assertEquals([...both], [brierScore(q, y), 0]);
    }),
    settings,
  );
});

Deno.test("compat presets answer what each package answers at a predicted 0", () => {
  // Measured: PyTorch 2.13.0, Keras 3.15.1, scikit-learn 1.9.1, optax 0.2.8, TensorFlow.js 4.22.0.
  const measured = { torch: 100, keras: 16.118, sklearn: 36.0437, optax: Infinity, tfjs: 16.118 };
  for (const [name, preset] of Object.entries(compat)) {
    const expected = measured[name as keyof typeof measured];
    for (
      const loss of [
        crossEntropy([1, 0], [0, 1], preset),
        categoricalCrossEntropy([0, 1], 0, preset),
      ]
    ) {
      if (expected === Infinity) assertEquals(loss, Infinity);
      else assertAlmostEquals(loss, expected, 1e-3);
    }
  }
});

Deno.test("compat presets reproduce what else the rules do: PyTorch at 1e-50, TensorFlow.js below 0", () => {
  assertEquals(crossEntropy([1, 0], [1e-50, 1], compat.torch), 100);
  assertAlmostEquals(crossEntropy([1, 0], [1e-50, 1]), 115.12925464970229, 1e-13);
  assert(crossEntropy([1, 0], [1, 0], compat.tfjs) < 0);
  assertEquals(crossEntropy([1, 0], [1, 0], compat.sklearn), -Math.log(1 - 2 ** -52));
});
