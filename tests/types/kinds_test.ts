import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import {
  crossEntropy,
  entropy,
  logSoftmax,
  matrix,
  type Nats,
  oneHot,
  probabilities,
  softmax,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
  softmaxCrossEntropyWithGradient,
  uniform,
} from "@surprisal/loss";

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

Deno.test("plain and typed arrays are accepted as any kind", () => {
  for (const x of [[0.5, 0.5], Float32Array.of(0.5, 0.5), Float64Array.of(0.5, 0.5)]) {
    assertEquals(entropy(x), Math.LN2);
    assertEquals(softmaxCrossEntropy(x, x), Math.LN2);
  }
  const frozen: readonly number[] = Object.freeze([0.5, 0.5]);
  assertEquals(crossEntropy(frozen, { length: 2, 0: 0.5, 1: 0.5 }), Math.LN2);
  assertEquals(entropy(softmax(softmaxCrossEntropyGradient(z, 0))) > 0, true);
});

Deno.test("probabilities from every source go where probabilities are wanted", () => {
  const sources = [softmax(z), uniform(3), oneHot(0, 3), probabilities(z, { normalize: true })];
  for (const q of sources) assert(crossEntropy(uniform(3), q) >= entropy(uniform(3)));
  for (const y of sources) assert(softmaxCrossEntropy(z, y) > 0);
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
