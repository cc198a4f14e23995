import { assert, assertAlmostEquals, assertEquals, assertGreater, assertThrows } from "@std/assert";
import {
  centralDifference,
  matrix,
  softmaxCrossEntropy,
  SoftmaxRegression,
  toNats,
} from "@surprisal/loss";

/** The numbers 0, 0.6180, 0.2361, ...: the multiples of the golden ratio without their whole parts. */
function golden(): () => number {
  let at = 0;
  return () => (at += 0.6180339887498949) % 1;
}

/** Five examples of three numbers, of four classes. */
const x = [[1, 0, 2], [0, -1, 0.5], [0.25, 3, -1], [-2, 1, 1], [0, 0, 0]];
const labels = [3, 0, 1, 2, 3];

function trained(epochs: number): SoftmaxRegression {
  const model = new SoftmaxRegression(3, 4);
  const random = golden();
  for (let i = 0; i < epochs; i++) model.trainEpoch(x, labels, { rate: 0.5, batchSize: 2, random });
  return model;
}

Deno.test("new SoftmaxRegression() gives every class the logit 0, and so the loss ln K", () => {
  const model = new SoftmaxRegression(3, 4);
  const z = model.logits(x);
  assertEquals([z.rows, z.columns, z.length, z[4]!.length], [5, 4, 5, 4]);
  assert(z.data.every((logit) => Object.is(logit, 0)));
  assertEquals(softmaxCrossEntropy(z, labels), Math.log(4));
});

Deno.test("logits() is W x + b, for a matrix as for an array of rows", () => {
  const model = new SoftmaxRegression(2, 2);
  model.weights.data.set([1, 2, -3, 4]);
  model.bias.set([0.5, -0.25]);
  assertEquals([...model.logits([[1, 10], [2, 0]]).data], [21.5, 36.75, 2.5, -6.25]);
  assertEquals(model.logits(matrix([[1, 10], [2, 0]])), model.logits([[1, 10], [2, 0]]));
});

Deno.test("gradient() is the slope of the mean loss by each weight and each bias", () => {
  for (const labelSmoothing of [0, 0.1]) {
    const model = trained(3);
    const { loss, weights, bias } = model.gradient(x, labels, { labelSmoothing });
    assertEquals(loss, softmaxCrossEntropy(model.logits(x), labels, { labelSmoothing }));
    const lossAt = (parameters: ArrayLike<number>) => {
      const moved = new SoftmaxRegression(3, 4);
      moved.weights.data.set(Array.from(parameters).slice(0, 12));
      moved.bias.set(Array.from(parameters).slice(12));
      return softmaxCrossEntropy(moved.logits(x), labels, { labelSmoothing });
    };
    const slopes = centralDifference(lossAt, [...model.weights.data, ...model.bias], 1e-5);
    [...weights.data, ...bias].forEach((g, i) => assertAlmostEquals(g, slopes[i]!, 1e-9));
  }
});

Deno.test("trainEpoch() with one batch takes one step along minus the gradient", () => {
  const model = trained(2);
  const { loss, weights, bias } = model.gradient(x, labels);
  const expected = model.weights.data.map((w, i) => w - 0.25 * weights.data[i]!);
  const expectedBias = model.bias.map((b, k) => b - 0.25 * bias[k]!);
  assertEquals(model.trainEpoch(x, labels, { rate: 0.25 }), loss);
  assertEquals(model.weights.data, expected);
  assertEquals(model.bias, expectedBias);
});

Deno.test("trainEpoch() takes every example once, a smaller batch last, and gives their mean loss", () => {
  const [whole, parts] = [trained(1), trained(1)];
  const losses = [[0, 1], [2, 3], [4]].map((indices) => {
    const part = indices.map((i) => x[i]!);
    return parts.trainEpoch(part, indices.map((i) => labels[i]!), { rate: 1 }) * indices.length;
  });
  const mean = whole.trainEpoch(x, labels, { rate: 1, batchSize: 2 });
  assertAlmostEquals(mean, losses.reduce((sum, loss) => sum + loss, 0) / 5, 1e-15);
  assertEquals(whole.weights, parts.weights);
});

Deno.test("trainEpoch() depends on the random numbers and on nothing else", () => {
  assertEquals(trained(5).weights, trained(5).weights);
  const inOrder = new SoftmaxRegression(3, 4);
  for (let i = 0; i < 5; i++) inOrder.trainEpoch(x, labels, { rate: 0.5, batchSize: 2 });
  assert(inOrder.weights.data.some((w, i) => w !== trained(5).weights.data[i]));
});

Deno.test("trainEpoch() shuffles as Fisher and Yates do", () => {
  // From the last place down, places 3 of 4, 0 of 3 and 1 of 2 change: 0 1 2 3 becomes 2 1 0 3.
  const numbers = [0.75, 0, 0.5];
  const [shuffled, ordered] = [trained(1), trained(1)];
  const at = [2, 1, 0, 3];
  shuffled.trainEpoch(x.slice(0, 4), labels.slice(0, 4), {
    rate: 1,
    batchSize: 1,
    random: () => numbers.shift()!,
  });
  ordered.trainEpoch(at.map((i) => x[i]!), at.map((i) => labels[i]!), { rate: 1, batchSize: 1 });
  assertEquals(shuffled.weights, ordered.weights);
});

Deno.test("trainEpoch() learns what a line can separate", () => {
  const model = trained(300);
  assertGreater(0.1, softmaxCrossEntropy(model.logits(x), labels));
});

Deno.test("trainEpoch() in bits has the loss in bits, and steps 1 / ln 2 times as long", () => {
  const [inNats, inBits] = [trained(1), trained(1)];
  const loss = inNats.trainEpoch(x, labels, { rate: 0.5, batchSize: 2 });
  const rate = 0.5 * Math.LN2;
  const lossInBits = inBits.trainEpoch(x, labels, { rate, batchSize: 2, unit: "bits" });
  assertAlmostEquals(toNats(lossInBits), loss, 1e-15);
  inBits.weights.data.forEach((w, i) => assertAlmostEquals(w, inNats.weights.data[i]!, 1e-15));
});

/** What is tried, the class of the error, and words that it must hold. */
const REFUSALS: [() => unknown, typeof TypeError | typeof RangeError, string][] = [
  [() => new SoftmaxRegression(0, 2), RangeError, "features must be a positive integer"],
  [() => new SoftmaxRegression(2, 1.5), RangeError, "classes is 1.5"],
  [() => trained(0).logits([[1, 2]]), TypeError, "expected 3, found 2"],
  [() => trained(0).logits([1, 2, 3] as never), TypeError, "x must be a batch of examples"],
  [() => trained(0).logits([[1, 2, 3], [1, NaN, 3]]), RangeError, "x[1][1] is NaN"],
  [() => trained(0).logits([[Infinity, 2, 3]]), RangeError, "x[0][0] is Infinity"],
  [() => trained(0).trainEpoch(x, [0, 1], { rate: 1 }), TypeError, "expected 5, found 2"],
  [() => trained(0).trainEpoch(x, [0, 1, 2, 3, 4], { rate: 1 }), RangeError, "labels[4] is 4"],
  [() => trained(0).trainEpoch(x, [0, 1, 2, 3, 0.5], { rate: 1 }), TypeError, "labels[4] is 0.5"],
  [() => trained(0).gradient(x, [[1], [2]] as never), TypeError, "labels is a table"],
  [() => trained(0).trainEpoch(x, labels, { rate: 0 }), RangeError, "rate is 0"],
  [() => trained(0).trainEpoch(x, labels, { rate: NaN }), RangeError, "rate is NaN"],
  [() => trained(0).trainEpoch(x, labels, { rate: 1, batchSize: 0 }), RangeError, "batchSize is 0"],
  [
    () => trained(0).trainEpoch(x, labels, { rate: 1, random: () => 1 }),
    RangeError,
    "random must give numbers in [0, 1): it gave 1",
  ],
  [
    () => trained(0).trainEpoch(x, labels, { rate: 1, random: 0.5 as never }),
    TypeError,
    "random must be a function: random is 0.5",
  ],
  [() => new SoftmaxRegression(2 ** 20, 2 ** 20), RangeError, "classes times features is"],
];

Deno.test("SoftmaxRegression refuses wrong shapes, numbers and options", () => {
  for (const [attempt, error, words] of REFUSALS) assertThrows(attempt, error, words);
});

Deno.test("SoftmaxRegression says so when its weights have run away", () => {
  const model = trained(1);
  model.weights.data[0] = 1e308;
  assertThrows(() => model.logits([[10, 0, 0]]), RangeError, "logit 0 of x[0] is Infinity");
});
