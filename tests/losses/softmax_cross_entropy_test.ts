import { assert, assertAlmostEquals, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import {
  checkGradient,
  Complex,
  crossEntropy,
  matrix,
  oneHot,
  softmax,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
  softmaxCrossEntropyHessianProduct,
  softmaxCrossEntropyWithGradient,
  softmaxJacobian,
} from "@surprisal/loss";
import { anyLogits, settings, within } from "../support/arbitraries.ts";

const z = [0.5, -1, 2, 0];
const y = [0.1, 0.2, 0.3, 0.4];

Deno.test("softmaxCrossEntropy() is the cross-entropy of the target and the softmax", () => {
  assertAlmostEquals(softmaxCrossEntropy(z, y), crossEntropy(y, softmax(z)), 1e-15);
  for (let t = 0; t < 4; t++) {
    assertAlmostEquals(softmaxCrossEntropy(z, t), -Math.log(softmax(z)[t]!), 1e-15);
    assertEquals(softmaxCrossEntropy(z, oneHot(t, 4)), softmaxCrossEntropy(z, t));
  }
});

Deno.test("a class without options, the shortest way, gives the numbers of every other way", () => {
  fc.assert(
    fc.property(anyLogits, fc.nat(), (z, n) => {
      const t = n % z.length;
      const { loss, gradient } = softmaxCrossEntropyWithGradient(z, t, {});
      assertStrictEquals(softmaxCrossEntropy(z, t), loss);
      assertStrictEquals(softmaxCrossEntropy(z, t, {}), loss);
      assertEquals(softmaxCrossEntropyGradient(z, t), gradient);
      assertEquals(softmaxCrossEntropyWithGradient(z, t), { loss, gradient });
      assertEquals(softmax(z), softmax(z, {}));
    }),
    settings,
  );
});

Deno.test("a vector whose reading computes another loss disturbs neither", () => {
  const inner = {
    length: 3,
    0: 5,
    1: 1,
    get 2() {
      return softmaxCrossEntropy([1, 2, 3], 0) * 0 + 2;
    },
  };
  assertStrictEquals(softmaxCrossEntropy(inner, 0), softmaxCrossEntropy([5, 1, 2], 0));
  assertEquals(softmax(inner), softmax([5, 1, 2]));
});

Deno.test("softmaxCrossEntropy() of one class, or of certainty, is +0", () => {
  for (const target of [0, [1]]) assert(Object.is(softmaxCrossEntropy([5], target), 0));
  assert(Object.is(softmaxCrossEntropy([0, -Infinity], 0), 0));
  assertEquals([...softmaxCrossEntropyGradient([5], 0)], [0]);
  assertEquals([...softmaxCrossEntropyGradient([5], [1])], [0]);
});

Deno.test("logits as large as doubles have finite gradients and the loss that is true", () => {
  const found = softmaxCrossEntropyWithGradient([1e308, 0], 1);
  assertEquals([found.loss, ...found.gradient], [1e308, 1, -1]);
  assertEquals(softmaxCrossEntropy([1e308, -1e308], 1), Infinity, "2e308 is above all doubles");
  assertAlmostEquals(softmaxCrossEntropy([1e308, -1e308], [0.75, 0.25]) / 5e307, 1, 1e-15);
});

Deno.test("the gradient sums to 0, is negative at the true class only, and lies in [-1, 1]", () => {
  fc.assert(
    fc.property(anyLogits, fc.nat(), (logits, pick) => {
      const t = pick % logits.length;
      const gradient = softmaxCrossEntropyGradient(logits, t);
      assertAlmostEquals(gradient.reduce((a, b) => a + b), 0, 1e-15);
      gradient.forEach((slope, j) => {
        assert(j === t ? slope <= 0 && slope >= -1 : slope >= 0 && slope <= 1);
        assert(!Object.is(slope, -0));
      });
    }),
    settings,
  );
});

Deno.test("the gradient is what the complex step finds, to the last digits", () => {
  const logits = fc.array(within(-3, 3), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(logits, fc.nat(), (x, pick) => {
      const t = pick % x.length;
      const complex = (w: readonly Complex[]) =>
        w.map((a) => a.exp()).reduce((a, b) => a.plus(b)).log().minus(w[t]!);
      const gradient = softmaxCrossEntropyGradient(x, t);
      const found = checkGradient((w) => softmaxCrossEntropy(w, t), x, gradient, { complex });
      assert(found.ok && found.largestError < 1e-15, `${found.largestError}`);
    }),
    settings,
  );
});

Deno.test("the gradient by a distribution is q times its sum minus it", () => {
  const drifted = [0.5, 0.5 + 2e-7];
  const q = softmax([1, 2]);
  const sum = 1 + 2e-7;
  softmaxCrossEntropyGradient([1, 2], drifted).forEach((slope, j) =>
    assertAlmostEquals(slope, q[j]! * sum - drifted[j]!, 2.3e-16)
  );
});

Deno.test("a dominated gradient keeps its size on both sides", () => {
  assertEquals([...softmaxCrossEntropyGradient([40, 0], 0)], [
    -4.248354255291589e-18,
    4.248354255291589e-18,
  ]);
  assertEquals([...softmaxCrossEntropyGradient([40, 0], [1, 0])], [
    -4.248354255291589e-18,
    4.248354255291589e-18,
  ]);
});

Deno.test("a batch is the mean, the sum or the list of its examples", () => {
  const batch = [[1, 2, 3], [0, 0, 0], [5, -5, 1]];
  const labels = [2, 0, 1];
  const each = batch.map((row, i) => softmaxCrossEntropy(row, labels[i]!));
  const sum = each.reduce((a, b) => a + b);
  assertEquals([...softmaxCrossEntropy(batch, labels, { reduction: "none" })], each);
  assertAlmostEquals(softmaxCrossEntropy(batch, labels, { reduction: "sum" }), sum, 1e-15);
  assertAlmostEquals(softmaxCrossEntropy(batch, labels), sum / 3, 1e-15);
  assertEquals(softmaxCrossEntropy(matrix(batch), labels), softmaxCrossEntropy(batch, labels));
  const targets = labels.map((t) => oneHot(t, 3));
  assertEquals(softmaxCrossEntropy(batch, targets), softmaxCrossEntropy(batch, labels));
});

Deno.test("the mean of a batch does not depend on the order of its examples", () => {
  const batches = fc.array(fc.tuple(within(-50, 50), within(-50, 50)), {
    minLength: 2,
    maxLength: 40,
  });
  fc.assert(
    fc.property(batches, (rows) => {
      const labels = new Uint8Array(rows.length);
      const forwards = softmaxCrossEntropy(rows, labels);
      assertEquals(softmaxCrossEntropy([...rows].reverse(), labels), forwards);
    }),
    settings,
  );
});

Deno.test("a mean of huge losses is finite where their sum is not", () => {
  assertEquals(softmaxCrossEntropy([[1.5e308, 0], [1.5e308, 0]], [1, 1]), 1.5e308);
});

Deno.test("the gradient of a mean is divided by N, that of a sum and of a list is not", () => {
  const batch = [[1, 2, 3], [0, 0, 0]];
  const alone = softmaxCrossEntropyGradient([1, 2, 3], 0);
  for (const [reduction, divisor] of [["mean", 2], ["sum", 1], ["none", 1]] as const) {
    const gradient = softmaxCrossEntropyGradient(batch, [0, 1], { reduction });
    alone.forEach((slope, j) => assertEquals(gradient[0]![j], slope / divisor));
  }
});

Deno.test("the gradient is written into out, also on top of the logits", () => {
  const logits = matrix([[1, 2], [3, 5]]);
  const expected = softmaxCrossEntropyGradient(logits, [0, 1]).data;
  const found = softmaxCrossEntropyWithGradient(logits, [0, 1], { out: logits });
  assertStrictEquals(found.gradient, logits);
  assertEquals(logits.data, expected);
  const out = new Float32Array(2);
  assertStrictEquals(softmaxCrossEntropyGradient([0, 0], 0, { out }), out);
  assertEquals([...out], [-0.5, 0.5]);
});

Deno.test("softmaxJacobian() is symmetric, its rows sum to 0, and it is what softmax does", () => {
  fc.assert(
    fc.property(fc.array(within(-30, 30), { minLength: 1, maxLength: 6 }), (logits) => {
      const K = logits.length;
      const { data } = softmaxJacobian(softmax(logits));
      for (let i = 0; i < K; i++) {
        let sum = 0;
        for (let j = 0; j < K; j++) {
          assertEquals(data[i * K + j], data[j * K + i]);
          sum += data[i * K + j]!;
        }
        assertAlmostEquals(sum, 0, 1e-16);
        const row = data.subarray(i * K, (i + 1) * K);
        assert(checkGradient((x) => softmax(x)[i]!, logits, row).ok);
      }
    }),
    { ...settings, numRuns: 60 },
  );
});

Deno.test("softmaxCrossEntropyHessianProduct() is the Jacobian of softmax times v, per example", () => {
  const rows = fc.tuple(anyLogits, fc.nat());
  fc.assert(
    fc.property(rows, ([logits, pick]) => {
      const K = logits.length;
      const v = logits.map((_, j) => Math.sin(j + pick));
      const { data } = softmaxJacobian(softmax(logits));
      softmaxCrossEntropyHessianProduct(logits, 0, v).forEach((found, i) => {
        const expected = v.reduce((sum, x, j) => sum + data[i * K + j]! * x, 0);
        assertAlmostEquals(found, expected, 1e-15);
      });
    }),
    settings,
  );
  const batch = softmaxCrossEntropyHessianProduct([z, z], [y, y], [y, y]);
  const one = softmaxCrossEntropyHessianProduct(z, y, y);
  one.forEach((x, j) => assertEquals(batch[1]![j], x / 2));
});
