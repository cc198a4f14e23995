import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import {
  binaryCrossEntropy,
  type Chances,
  crossEntropy,
  entropy,
  fitTemperature,
  type Labels,
  type Logits,
  logSigmoid,
  logSoftmax,
  matrix,
  type Nats,
  negativeLogLikelihood,
  oneHot,
  probabilities,
  reliabilityCurve,
  sigmoid,
  sigmoidBinaryCrossEntropy,
  sigmoidBinaryCrossEntropyGradient,
  smoothLabels,
  softmax,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
  softmaxCrossEntropyHessianProduct,
  softmaxCrossEntropyWithGradient,
  uniform,
} from "@surprisal/loss";
import { judged } from "./judged.ts";

const z = [1, 2, 3];

Deno.test("a softmax applied twice does not compile", () => {
  // @ts-expect-error probabilities where logits are wanted
  const twice: Nats = softmaxCrossEntropy(softmax(z), 0);
  // @ts-expect-error the same for a matrix
  softmaxCrossEntropy(softmax(matrix([z])), [0]);
  // @ts-expect-error the same for rows
  softmaxCrossEntropy(softmax([z]), [0]);
  // @ts-expect-error the same for an array of distributions
  softmaxCrossEntropy([softmax(z), uniform(3)], [0, 1]);
  // @ts-expect-error the same for the gradient
  softmaxCrossEntropyGradient(softmax(z), 0);
  // @ts-expect-error softmax of probabilities
  softmax(softmax(z));
  assert(twice < softmaxCrossEntropy(z, 0), "the second softmax flattens the first");
});

Deno.test("logarithms of probabilities are not taken for probabilities, nor the other way round", () => {
  const logs = logSoftmax([0, -Infinity]);
  const attempts = [
    // @ts-expect-error log-probabilities where probabilities are wanted
    () => entropy(logs),
    // @ts-expect-error log-probabilities as the prediction
    () => crossEntropy(uniform(2), logs),
    // @ts-expect-error log-probabilities as the target
    () => softmaxCrossEntropy([0, 0], logs),
  ];
  for (const attempt of attempts) {
    let refused: unknown;
    try {
      attempt();
    } catch (error) {
      refused = error;
    }
    assertInstanceOf(refused, RangeError);
  }
});

Deno.test("a softmax does not compile where any loss or its derivatives want logits", () => {
  const q = softmax(z);
  judged({
    // @ts-expect-error probabilities
    with: () => softmaxCrossEntropyWithGradient(q, 0),
    // @ts-expect-error probabilities
    hessian: () => softmaxCrossEntropyHessianProduct(q, 0, z),
    // @ts-expect-error probabilities
    log: () => logSoftmax(q),
    // @ts-expect-error probabilities
    binary: () => sigmoidBinaryCrossEntropy(q, [0, 0, 1]),
    // @ts-expect-error probabilities are not their logarithms
    likelihood: () => negativeLogLikelihood(q, 0),
    // @ts-expect-error probabilities
    temperature: () => fitTemperature([q, q], [0, 1]),
    // @ts-expect-error smoothed labels are probabilities too
    smoothed: () => softmaxCrossEntropy(smoothLabels(oneHot(0, 3), 0.1), 0),
  });
});

Deno.test("a sigmoid applied twice does not compile, one number or many", () => {
  // @ts-expect-error a probability where a logit is wanted
  const twice: Nats = sigmoidBinaryCrossEntropy(sigmoid(2), 1);
  judged({
    // @ts-expect-error the same for many
    many: () => sigmoidBinaryCrossEntropy(sigmoid(z), [0, 1, 1]),
    // @ts-expect-error the same for the gradient
    slope: () => sigmoidBinaryCrossEntropyGradient(sigmoid(2), 1),
    // @ts-expect-error the same for the gradients of many
    slopes: () => sigmoidBinaryCrossEntropyGradient(sigmoid(z), [0, 1, 1]),
    // @ts-expect-error a sigmoid of a sigmoid
    sigmoid: () => sigmoid(sigmoid(2)),
    // @ts-expect-error its logarithm
    log: () => logSigmoid(sigmoid(z)),
    // @ts-expect-error chances are no distribution: they sum to what they like
    entropy: () => entropy(sigmoid(z)),
    // @ts-expect-error and no logits of a softmax
    softmax: () => softmaxCrossEntropy(sigmoid(z), 0),
    // @ts-expect-error a distribution is not one chance an example
    binary: () => binaryCrossEntropy(softmax(z), [0, 1, 1]),
    // @ts-expect-error logits are no confidence
    curve: () => reliabilityCurve(z as Logits, [0, 1, 1]),
  });
  assert(twice > 2.5 * sigmoidBinaryCrossEntropy(2, 1), "the second sigmoid flattens the first");
});

Deno.test("a sigmoid goes where chances are wanted, and counts as plain numbers", () => {
  const chance: number = sigmoid(0);
  const chances: Chances<Float64Array> = sigmoid(z);
  assertEquals(binaryCrossEntropy(chance, 1), Math.LN2);
  assertEquals(binaryCrossEntropy(sigmoid(0), sigmoid(0)), Math.LN2);
  assert(binaryCrossEntropy(sigmoid(z), [1, 1, 1]) < Math.LN2);
  assert(sigmoidBinaryCrossEntropy(z, oneHot(0, 3)) > 0, "one against the rest");
  assertEquals(1 - 2 * chance, 0);
  assertEquals(reliabilityCurve(chances, [1, 1, 0], { bins: 1 })[0]!.count, 3);
});

Deno.test("labels where logits belong do not compile", () => {
  const labels: Labels = [0, 1];
  const rows = [z, z];
  judged({
    // @ts-expect-error an index for the logits
    index: () => softmaxCrossEntropy(0, z),
    // @ts-expect-error labels and rows changed places
    swapped: () => softmaxCrossEntropy([0, 1], rows),
    // @ts-expect-error the same where labels are marked
    marked: () => softmaxCrossEntropy(labels, rows),
    // @ts-expect-error a one-hot truth and the logits changed places
    oneHot: () => softmaxCrossEntropy(oneHot(0, 3), z),
    // @ts-expect-error the same for a batch
    oneHots: () => softmaxCrossEntropy([oneHot(0, 3)], [z]),
    // @ts-expect-error integers are no logits
    integers: () => softmaxCrossEntropy(Int32Array.of(0, 1, 2), 0),
    // @ts-expect-error nor bytes
    bytes: () => softmaxCrossEntropyGradient(Uint8Array.of(0, 1, 2), 0),
    // @ts-expect-error nor rows of them
    byteRows: () => softmaxCrossEntropyWithGradient([Uint8Array.of(0, 1)], [0]),
    // @ts-expect-error nor in binary classification
    flags: () => sigmoidBinaryCrossEntropy(Uint8Array.of(0, 1), z),
    // @ts-expect-error nor where a temperature is fitted
    temperature: () => fitTemperature(Int32Array.of(0, 1), rows),
  });
  const asLabels = softmaxCrossEntropy(rows, Int32Array.of(0, 1));
  assertEquals(softmaxCrossEntropy(rows, labels), asLabels, "as labels they do");
});

Deno.test("logits and probabilities where labels belong do not compile", () => {
  const logits: Logits = [0, 1];
  const rows = [z, z];
  judged({
    // @ts-expect-error a distribution for two labels
    probabilities: () => softmaxCrossEntropy(rows, softmax(logits)),
    // @ts-expect-error logits for two labels
    logits: () => softmaxCrossEntropy(rows, logits),
    // @ts-expect-error logits for one truth
    truth: () => softmaxCrossEntropy(z, logits),
    // @ts-expect-error log-probabilities for two labels
    likelihood: () => negativeLogLikelihood(logSoftmax(rows), logSoftmax(logits)),
    // @ts-expect-error logits for yes and no
    binary: () => sigmoidBinaryCrossEntropy(logits, logits),
  });
});

Deno.test("probabilities from every source go where probabilities are wanted", () => {
  const sources = [softmax(z), uniform(3), oneHot(0, 3), probabilities(z, { normalize: true })];
  for (const q of sources) assert(crossEntropy(uniform(3), q) >= entropy(uniform(3)));
  for (const y of sources) assert(softmaxCrossEntropy(z, y) > 0);
});

Deno.test("a batch of softmaxes is no batch of logits, whatever name it has in between", () => {
  const q = softmax([z, z]);
  const flat = softmax(matrix([z, z]));
  const logs = logSoftmax([z, z]);
  judged({
    // @ts-expect-error probabilities as logits
    rows: () => softmaxCrossEntropy(q, [0, 1]),
    // @ts-expect-error probabilities as logits
    matrix: () => softmaxCrossEntropy(flat, [0, 1]),
    // @ts-expect-error probabilities as logits
    gradient: () => softmaxCrossEntropyGradient(q, [0, 1]),
    // @ts-expect-error a softmax of a softmax
    softmax: () => softmax(q),
    // @ts-expect-error probabilities as their logarithms
    likelihood: () => negativeLogLikelihood(q, [0, 1]),
    // @ts-expect-error logarithms as truths
    truths: () => softmaxCrossEntropy([z, z], logs),
  });
  assert(softmaxCrossEntropy([z, z], q) > 0, "as truths they do");
  assert(negativeLogLikelihood(logs, [0, 1]) > 0);
});
