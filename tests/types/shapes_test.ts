import { assertEquals } from "@std/assert";
import {
  crossEntropy,
  entropy,
  jensenShannonDivergence,
  klDivergence,
  logSoftmax,
  matrix,
  type Nats,
  negativeLogLikelihood,
  renyiEntropy,
  sigmoidBinaryCrossEntropy,
  softmax,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
  softmaxCrossEntropyWithGradient,
  softmaxJacobian,
  tsallisEntropy,
} from "@surprisal/loss";
import { judged } from "./judged.ts";

const z = [1, 2, 3];

Deno.test("a matrix where a vector belongs does not compile, nor the other way round", () => {
  const column = matrix([[0.5], [0.5]]);
  const nested = [[0.5], [0.5]];
  judged({
    // @ts-expect-error a column for a distribution
    entropy: () => entropy(column),
    // @ts-expect-error the same as nested rows
    nested: () => entropy(nested),
    // @ts-expect-error the same for what a batch gave back
    rows: () => entropy(softmax([[0], [0]])),
    // @ts-expect-error a column beside a vector
    pair: () => crossEntropy([0.5, 0.5], column),
    // @ts-expect-error a column beside a vector
    kl: () => klDivergence(nested, [0.5, 0.5]),
    // @ts-expect-error a column beside a vector
    js: () => jensenShannonDivergence([0.5, 0.5], nested),
    // @ts-expect-error orders of entropy
    renyi: () => renyiEntropy(column, 2),
    // @ts-expect-error orders of entropy
    tsallis: () => tsallisEntropy(nested, 2),
    // @ts-expect-error the Jacobian of one example
    jacobian: () => softmaxJacobian(column),
    // @ts-expect-error a batch of logits with the label of one example
    label: () => softmaxCrossEntropy(matrix([z]), 0),
    // @ts-expect-error one example with a batch of truths
    truths: () => softmaxCrossEntropy(z, [[1, 0, 0]]),
    // @ts-expect-error one example with a matrix of truths
    matrixOfTruths: () => softmaxCrossEntropy(z, matrix([[1, 0, 0]])),
    // @ts-expect-error a column of labels
    labels: () => negativeLogLikelihood([z, z], [[0], [1]]),
    // @ts-expect-error a matrix to write one example into
    out: () => softmax(z, { out: matrix([z]) }),
    // @ts-expect-error a vector to write a batch into
    outs: () => softmax([z], { out: new Float64Array(3) }),
    // @ts-expect-error binary classification has vectors only
    binary: () => sigmoidBinaryCrossEntropy(column, column),
  });
});

Deno.test("plain and typed arrays are accepted as any kind", () => {
  for (const x of [[0.5, 0.5], Float32Array.of(0.5, 0.5), Float64Array.of(0.5, 0.5)]) {
    assertEquals(entropy(x), Math.LN2);
    assertEquals(softmaxCrossEntropy(x, x), Math.LN2);
  }
  const frozen: readonly number[] = Object.freeze([0.5, 0.5]);
  assertEquals(crossEntropy(frozen, { length: 2, 0: 0.5, 1: 0.5 }), Math.LN2);
  assertEquals(entropy(softmax(softmaxCrossEntropyGradient(z, 0))) > 0, true);
});

Deno.test("reduction none gives an array, the others a number, by type as well", () => {
  const batch = [z, z];
  const each: Float64Array = softmaxCrossEntropy(batch, [0, 1], { reduction: "none" });
  const mean: Nats = softmaxCrossEntropy(batch, [0, 1]);
  // @ts-expect-error a mean is not an array
  const wrong: Float64Array = softmaxCrossEntropy(batch, [0, 1], { reduction: "mean" });
  assertEquals([each.length, typeof mean, typeof wrong], [2, "number", "number"]);
});

Deno.test("a batch comes back in the shape it was given in", () => {
  const nested = softmaxCrossEntropyGradient([z, z], [0, 1]);
  const flat = softmaxCrossEntropyWithGradient(matrix([z, z]), [0, 1]).gradient;
  assertEquals([flat.rows, flat.columns, flat.data.length], [2, 3, 6]);
  assertEquals(nested[1]![2], flat.data[5]);
  assertEquals([...nested.data], [...flat.data]);
  nested[0]![0] = 7;
  assertEquals(nested.data[0], 7, "rows are views on one array");
});

Deno.test("an answer has the type of the array that out is, and no other", () => {
  const narrow: Float32Array = softmax(z, { out: new Float32Array(3) });
  const wide: Float64Array = softmax(z);
  assertEquals([narrow.length, wide.length], [3, 3]);
  judged({
    // @ts-expect-error no float32 without an out of float32
    softmax: (): Float32Array => softmax(z),
    // @ts-expect-error no float32 without an out of float32
    log: (): Float32Array => logSoftmax(z),
    // @ts-expect-error no float32 without an out of float32
    gradient: (): Float32Array => softmaxCrossEntropyGradient(z, 0),
    // @ts-expect-error no float32 without an out of float32
    both: (): Float32Array => softmaxCrossEntropyWithGradient(z, 0).gradient,
  });
});
