import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  binaryCrossEntropy,
  brierScore,
  calibrationError,
  categoricalCrossEntropy,
  checkGradient,
  compat,
  crossEntropy,
  entropy,
  jensenShannonDistance,
  jensenShannonDivergence,
  klDivergence,
  logSigmoid,
  logSoftmax,
  LossAccumulator,
  matrix,
  mutualInformation,
  reliabilityCurve,
  sigmoidBinaryCrossEntropy,
  sigmoidBinaryCrossEntropyGradient,
  smoothLabels,
  softmax,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
  softmaxCrossEntropyWithGradient,
  softmaxEntropy,
  softplus,
  uniform,
} from "@surprisal/loss";

// One test for each thread in which users of another package were hurt: it fails if ours does the same.
// "pytorch 70348" is https://github.com/pytorch/pytorch/issues/70348, and so on.

const z = [[1, 2, 3], [0, -1, 1]];

Deno.test("pytorch 70348, 116349, 75181: a batch of ignored examples is an error, not NaN", () => {
  const options = { ignoreIndex: -100 };
  const must = "at least one example must count";
  assertThrows(() => softmaxCrossEntropy(z, [-100, -100], options), RangeError, must);
  assertThrows(() => softmaxCrossEntropyGradient(z, [-100, -100], options), RangeError, must);
  assertThrows(() => new LossAccumulator().mean, RangeError, must);
});

Deno.test("pytorch 63004: leaving a class out of the softmax is another option than ignoring a label", () => {
  const without = softmaxCrossEntropy([1, 2], 0);
  assertEquals(softmaxCrossEntropy([1, 2, 3], 0, { classMask: [1, 1, 0] }), without);
  assert(softmaxCrossEntropy(z, [0, 2], { ignoreIndex: 2 }) > without);
  assert(softmaxCrossEntropy([1, 2, 3], 0, { classWeights: [1, 1, 0] }) > without);
});

Deno.test("pytorch 12670, 20406: a label out of range is refused under every reduction, by row", () => {
  for (const reduction of ["mean", "sum", "none"] as const) {
    for (const bad of [3, -1, -100]) {
      const call = () => softmaxCrossEntropy(z, [0, bad], { reduction });
      assertThrows(call, RangeError, `target[1] is ${bad}`);
    }
  }
});

Deno.test("pytorch 25571, 14184, 22957: a weighted mean divides by the weights, with labels and one-hot alike", () => {
  const classWeights = [1, 10, 100];
  const [a, b] = softmaxCrossEntropy(z, [0, 2], { reduction: "none" });
  const expected = (a! + 100 * b!) / 101;
  assertAlmostEquals(softmaxCrossEntropy(z, [0, 2], { classWeights }), expected, 1e-15);
  const oneHot = [[1, 0, 0], [0, 0, 1]];
  assertAlmostEquals(softmaxCrossEntropy(z, oneHot, { classWeights }), expected, 1e-15);
  const equal = softmaxCrossEntropy(z, [0, 2], { classWeights: [7, 7, 7] });
  assertAlmostEquals(equal, softmaxCrossEntropy(z, [0, 2]), 1e-15);
});

Deno.test("pytorch 104776, PR 69511: with smoothing the divisor is still that of the examples kept", () => {
  const options = { classWeights: [0.5, 2, 1], labelSmoothing: 0.1, ignoreIndex: 2 };
  const logs = logSoftmax(z[0]!);
  const smooth = [1 - 0.1 + 0.1 / 3, 0.1 / 3, 0.1 / 3];
  const one = -smooth.reduce((sum, y, j) => sum + y * options.classWeights[j]! * logs[j]!, 0);
  assertAlmostEquals(softmaxCrossEntropy(z, [0, 2], options), one / 0.5, 1e-15);
});

Deno.test("pytorch 7455, fastai 1814, aprender 2199: smoothing gives epsilon / K to every class", () => {
  assertEquals([...smoothLabels([1, 0, 0, 0], 0.4)], [0.7, 0.1, 0.1, 0.1]);
  const spread = softmaxCrossEntropy([0, 0, 0, 5], [0.7, 0.1, 0.1, 0.1]);
  assertAlmostEquals(softmaxCrossEntropy([0, 0, 0, 5], 0, { labelSmoothing: 0.4 }), spread, 1e-15);
});

Deno.test("pytorch 2259, LD 74, deit 61: the mean is over examples, never over classes", () => {
  const targets = [[0.5, 0.5, 0], [0.2, 0.2, 0.6]];
  const [a, b] = targets.map((y, i) => softmaxCrossEntropy(z[i]!, y));
  assertAlmostEquals(softmaxCrossEntropy(z, targets), (a! + b!) / 2, 1e-15);
  const q = targets.map((_, i) => softmax(z[i]!));
  assertAlmostEquals(categoricalCrossEntropy(q, targets), (a! + b!) / 2, 1e-15);
});

Deno.test("pytorch 103316, 171327, 24933, 31453: no clamp, and one loss from logit and probability", () => {
  assertAlmostEquals(binaryCrossEntropy(1e-50, 1), 115.12925464970229, 1e-13);
  assertEquals(binaryCrossEntropy(1e-50, 1, compat.torch), 100);
  const logit = Math.log(1e-50);
  assertAlmostEquals(sigmoidBinaryCrossEntropy(logit, 1), binaryCrossEntropy(1e-50, 1), 1e-13);
  assertEquals(sigmoidBinaryCrossEntropyGradient(-800, 1), -1);
});

Deno.test("pytorch 40553, trl 7221, probability 241: an impossible class does not make an entropy NaN", () => {
  const q = softmax([0, -Infinity, 0]);
  assertEquals(entropy(q, { unit: "bits" }), 1);
  assertEquals(softmaxEntropy([0, -Infinity, 0], { unit: "bits" }), 1);
  assertEquals(crossEntropy([0.5, 0, 0.5], q), Math.LN2);
  assertEquals(klDivergence([0.5, 0, 0.5], q), 0);
});

Deno.test("scikit-learn 24315: a float32 prediction of 1 costs 0, of 0 costs Infinity, neither NaN", () => {
  const q = Float32Array.of(1, 0);
  assertEquals(categoricalCrossEntropy(q, 0), 0);
  assertEquals(categoricalCrossEntropy(q, 1), Infinity);
});

Deno.test("scikit-learn 24515: predictions that do not sum to 1 are refused, not divided by their sum", () => {
  const call = () => categoricalCrossEntropy([[0.1, 0.1], [0.5, 0.5]], [0, 1]);
  assertThrows(call, RangeError, "the sum of q[0] is 0.2");
});

Deno.test("scikit-learn 17399, 20354: a predicted 0 is Infinity, or an error, or clipped, as asked", () => {
  assertEquals(categoricalCrossEntropy([0, 1], 0), Infinity);
  assertThrows(() => categoricalCrossEntropy([0, 1], 0, { onZero: "throw" }), RangeError, "q[0]");
  const clipped = categoricalCrossEntropy([0, 1], 0, { onZero: { clip: 1e-15 } });
  assertEquals(clipped, -Math.log(1e-15));
});

Deno.test("keras 17102, 17634, 19520: rows of zeros and negatives are refused, nothing divides by 0", () => {
  assertThrows(() => categoricalCrossEntropy([0, 0], 0), RangeError, "the sum of q is 0");
  assertThrows(() => klDivergence([-0.5, 1.5], [0.5, 0.5]), RangeError, "p[0] is -0.5");
  assertEquals(klDivergence([0.5, 0.5], [0, 1]), Infinity);
});

Deno.test("optax 896, 1762, 1786: at the boundary the value and the gradient are numbers", () => {
  const found = softmaxCrossEntropyWithGradient([0, -Infinity, 0], [0.5, 0, 0.5]);
  assertEquals(found.loss, Math.LN2);
  assertEquals([...found.gradient], [0, 0, 0]);
  assertEquals([...softmaxCrossEntropyGradient([0, -Infinity], 0)], [0, 0]);
});

Deno.test("scipy 20083, 19436: Jensen-Shannon of near and of subnormal distributions is no NaN", () => {
  const shift = 2 ** -30;
  const near = jensenShannonDistance([0.5, 0.5], [0.5 + shift, 0.5 - shift]);
  assertAlmostEquals(near / (shift / Math.SQRT2), 1, 1e-15);
  // SciPy 1.17.1 answers NaN.
  const thread = jensenShannonDistance([0.5, 0.5], [0.5 + 1e-9, 0.5 - 1e-9]);
  assertAlmostEquals(thread / 7.07106780814358e-10, 1, 1e-15);
  const tiny = jensenShannonDivergence([1, 5e-324], [1, 0]);
  assert(tiny >= 0 && tiny < 1e-323);
});

Deno.test("philentropy 36: the Jensen-Shannon divergence is the square of the distance", () => {
  const [p, q] = [[0.1, 0.9], [0.6, 0.4]];
  const divergence = jensenShannonDivergence(p, q);
  assertAlmostEquals(jensenShannonDistance(p, q) ** 2, divergence, 1e-16);
  assertAlmostEquals(
    divergence,
    (klDivergence(p, [0.35, 0.65]) + klDivergence(q, [0.35, 0.65])) / 2,
    1e-15,
  );
});

Deno.test("torchmetrics 3510, 1646, 1744: confidences of exactly 0, 1 and an edge are counted once, above", () => {
  const curve = reliabilityCurve([0, 0.1, 1], [0, 0, 1], { bins: 10 });
  assertEquals(curve.map((bin) => bin.count), [1, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
  assertAlmostEquals(calibrationError(curve), 0.1 / 3, 1e-16);
});

Deno.test("polars 14245: the entropy of certainty is +0", () => {
  assert(Object.is(entropy([1]), 0));
  assert(Object.is(entropy([0, 1, 0], { unit: "bits" }), 0));
});

Deno.test("transformers 34191, torchtune 1875, trl 2175: micro-batches add up to the mean of the batch", () => {
  const labels = [2, 0];
  const whole = softmaxCrossEntropy(z, labels, { sampleWeights: [3, 1] });
  const losses = z.map((row, i) => softmaxCrossEntropy(row, labels[i]!));
  const parts = new LossAccumulator().add(3 * losses[0]!, 3).add(losses[1]!, 1);
  assertEquals(parts.mean, whole);
  assert((losses[0]! + losses[1]!) / 2 !== whole);
});

Deno.test("tensorflow 26495, tfjs: the gradient by the target is -ln q, that by the logits q - y", () => {
  const y = [0.2, 0.3, 0.5];
  const raw = { tolerance: 1 };
  const logs = logSoftmax(z[0]!);
  const byTarget = (x: Float64Array) => softmaxCrossEntropy(z[0]!, x, raw);
  assert(checkGradient(byTarget, y, logs.map((log) => -log)).ok);
  const byLogits = softmaxCrossEntropyGradient(z[0]!, y);
  assert(checkGradient((x) => softmaxCrossEntropy(x, y), z[0]!, byLogits).ok);
  // A target with sum 2: q · 2 - y, not q - y.
  const doubled = softmaxCrossEntropyGradient(z[0]!, [1, 1, 0], raw);
  const q = softmax(z[0]!);
  assertAlmostEquals(doubled[2]!, 2 * q[2]!, 1e-15);
});

Deno.test("tfjs smoothing by the wrong axis, 656: one row in a batch costs what it costs alone", () => {
  const alone = softmaxCrossEntropy([1, 2, 3], 0, { labelSmoothing: 0.3 });
  assertAlmostEquals(alone, 2.1076059644443805, 1e-15);
  assertEquals(softmaxCrossEntropy([[1, 2, 3]], [0], { labelSmoothing: 0.3 }), alone);
});

Deno.test("SciCo 2, tensorflow_cookbook 86, keras 6983: a softmax applied twice does not compile", () => {
  const q = softmax([0, 0, 5]);
  // @ts-expect-error probabilities are no logits
  const floor = softmaxCrossEntropy(q, 2);
  assert(floor > 0.5, "and this is why: the loss has a floor");
});

Deno.test("optax PR 1346, kornia 2125: focal gradients are numbers where the logits are extreme", () => {
  const options = { focal: { gamma: 2, alpha: 0.25 } };
  for (const logits of [[800, 0], [0, 800], [1e300, -1e300], [0, -Infinity]]) {
    for (const t of [0, 1]) {
      const { loss, gradient } = softmaxCrossEntropyWithGradient(logits, t, options);
      assert(!Number.isNaN(loss));
      assert(gradient.every(Number.isFinite), `${logits} gives ${gradient}`);
    }
  }
});

Deno.test("scikit-learn 16355, 13847, MIToolbox 9: mutual information is never negative, and says its unit", () => {
  for (let k = 1; k < 200; k++) {
    const [a, b] = [k / 201, (k * 7 % 201) / 201];
    const joint = [[a * b, a * (1 - b)], [(1 - a) * b, (1 - a) * (1 - b)]];
    assert(mutualInformation(joint) >= 0);
  }
  const copy = matrix([[0.5, 0], [0, 0.5]]);
  assertEquals(mutualInformation(copy), Math.LN2);
  assertEquals(mutualInformation(copy, { unit: "bits" }), 1);
});

Deno.test("transformers.js 812, squiggle 508, dnn 2, mathjs 415: no -Infinity, no negative KL, no NaN", () => {
  assertEquals([...logSoftmax([1000, 1])], [0, -999]);
  assertEquals([softplus(800), logSigmoid(-800), softplus(100)], [800, -800, 100]);
  const shift = 2 ** -53;
  const near = klDivergence([0.125, 0.25, 0.625], [0.125 + shift, 0.25, 0.625 - shift]);
  assert(near > 0 && near < 1e-31);
  assertEquals(crossEntropy([0, 1], [0, 1]), 0);
  assertEquals(klDivergence([0, 1], uniform(2)), Math.LN2);
  assertEquals(brierScore([0, 1], [0, 1]), 0);
});
