import { assert, assertEquals } from "@std/assert";
import {
  logSoftmax,
  matrix,
  softmax,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
  softmaxCrossEntropyHessianProduct,
  softmaxCrossEntropyWithGradient,
} from "@surprisal/loss";

Deno.test("a masked true class costs Infinity, and its gradient is still q - y", () => {
  for (const target of [1, [0, 1]]) {
    const masked = softmaxCrossEntropyWithGradient([0, -Infinity], target);
    assertEquals(masked.loss, Infinity);
    assertEquals([...masked.gradient], [1, -1]);
  }
  const byMask = softmaxCrossEntropyWithGradient([0, 5], 1, { classMask: [true, false] });
  assertEquals([byMask.loss, ...byMask.gradient], [Infinity, 1, -1]);
});

Deno.test("a class of weight 0 costs nothing, however impossible the prediction makes it", () => {
  const z = [[0, -Infinity], [0, 0]];
  const found = softmaxCrossEntropyWithGradient(z, [1, 0], { classWeights: [1, 0] });
  assertEquals(found.loss, Math.LN2);
  assertEquals([...found.gradient.data], [0, 0, -0.5, 0.5]);
});

Deno.test("focal weighting of a class by 0 costs nothing, even where the loss is infinite", () => {
  const focal = { gamma: 2, alpha: [1, 0] };
  const found = softmaxCrossEntropyWithGradient([0, -Infinity], 1, { focal });
  assertEquals([found.loss, ...found.gradient], [0, 0, 0]);
});

Deno.test("a smoothed loss is infinite only if it is: no sum overflows on its way to the largest double", () => {
  const { MAX_VALUE, MIN_VALUE } = Number;
  const z = [MIN_VALUE, MAX_VALUE, -MAX_VALUE / 2, 0, -MAX_VALUE / 2];
  assertEquals(softmaxCrossEntropy(z, 3, { labelSmoothing: 0.1 }), MAX_VALUE);
  assertEquals(softmaxCrossEntropy([0, -Infinity], [1, MIN_VALUE]), Infinity);
});

Deno.test("a temperature whose inverse overflows gives limits, not NaN", () => {
  const cold = { temperature: 5e-324 };
  assertEquals([...softmaxCrossEntropyGradient([1, 0], 0, cold)], [0, 0]);
  assertEquals([...softmaxCrossEntropyGradient([1, 0], 1, cold)], [Infinity, -Infinity]);
  const sampleWeights = [2, 6];
  const both = softmaxCrossEntropyGradient([[1, 0], [0, 0]], [0, 1], { ...cold, sampleWeights });
  assertEquals([...both.data], [0, 0, Infinity, -Infinity]);
  const far = [-Number.MAX_VALUE, -3e-323, 1];
  assertEquals([...softmax(far, cold)], [0, 0, 1]);
  assertEquals([...logSoftmax([-1e-323, -1e-323, -5e307], cold)], [
    -Math.LN2,
    -Math.LN2,
    -Infinity,
  ]);
  assertEquals(softmaxCrossEntropy(far, [0.5, 3e-323, 0.5], cold), Infinity);
});

Deno.test("a log-sum-exp that overflows under zLoss costs Infinity, and pulls only what is there", () => {
  const options = { zLoss: 1, temperature: 1e-3 };
  const { loss, gradient } = softmaxCrossEntropyWithGradient([1e308, 0], 0, options);
  assertEquals([loss, ...gradient], [Infinity, Infinity, 0]);
});

Deno.test("a penalty whose factor vanishes is infinite where the log-sum-exp is", () => {
  const options = { zLoss: 5e-324, temperature: 1e-3 };
  const [z, y] = [[-Infinity, 1.7e308, 0], [1, 0, 0]];
  for (const classWeights of [[0.001, 1, 1], [0, 1, 1]]) {
    const found = softmaxCrossEntropy([z, [0, 0, 0]], [y, [0, 1, 0]], { ...options, classWeights });
    assertEquals(found, classWeights[0] === 0 ? Math.log(3) : Infinity);
  }
  const { gradient } = softmaxCrossEntropyWithGradient(z, 0, {
    ...options,
    classWeights: [0.001, 1, 1],
  });
  assertEquals([...gradient], [-1000, Infinity, 0]);
});

Deno.test("a penalty whose factor overflows is 0 where the log-sum-exp is", () => {
  const certain = softmaxCrossEntropyWithGradient([0, -Infinity], 0, { zLoss: 1e308 });
  assertEquals([certain.loss, ...certain.gradient], [0, 0, 0]);
  const [zLoss, classWeights] = [1e308, Array(16).fill(10)];
  const rows = Array.from({ length: 32 }, () => [0, ...Array(15).fill(-1000)]);
  const labels = Array(32).fill(0);
  const byRow = softmaxCrossEntropyWithGradient(rows, labels, { zLoss, classWeights });
  const byKernel = softmaxCrossEntropyWithGradient(matrix(rows), labels, { zLoss, classWeights });
  for (const { loss, gradient } of [byRow, byKernel]) {
    assertEquals(loss, 0);
    assert(gradient.data.every((g) => Object.is(g, 0)));
  }
});

Deno.test("softmaxCrossEntropyHessianProduct() takes directions whose differences overflow", () => {
  const largest = Number.MAX_VALUE;
  const found = softmaxCrossEntropyHessianProduct([0, 0], 0, [largest, -largest]);
  assertEquals([...found], [largest / 2, -largest / 2]);
  const masked = softmaxCrossEntropyHessianProduct([-Infinity, 0], 1, [-largest, largest]);
  assertEquals([...masked], [0, 0]);
});

Deno.test("a class without probability has no share of a penalty that overflows", () => {
  const zLoss = 10;
  assertEquals([...softmaxCrossEntropyGradient([1e308, -Infinity], 1, { zLoss })], [Infinity, -1]);
  const soft = softmaxCrossEntropyGradient([1e308, 1e308, -Infinity], [0.5, 0.5, 0], { zLoss });
  assertEquals([...soft], [Infinity, Infinity, 0]);
});
