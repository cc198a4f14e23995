import { assert, assertEquals, assertInstanceOf, assertStringIncludes } from "@std/assert";
import * as loss from "@surprisal/loss";

/** A call with one argument left open. */
interface Opening {
  readonly name: string;
  /** The argument, by the name the message must give it. */
  readonly argument: string;
  readonly call: (x: never) => unknown;
}

interface Bad {
  readonly what: string;
  readonly value: unknown;
  readonly error: typeof TypeError | typeof RangeError;
  /** What the message must say was found, with the argument as X. */
  readonly found: string;
}

function open(name: string, argument: string, call: (x: never) => unknown): Opening {
  return { name, argument, call };
}

const half = [0.5, 0.5];

const DISTRIBUTIONS: Opening[] = [
  open("entropy", "p", loss.entropy),
  open("crossEntropy", "p", (x) => loss.crossEntropy(x, half)),
  open("crossEntropy", "q", (x) => loss.crossEntropy(half, x)),
  open("klDivergence", "p", (x) => loss.klDivergence(x, half)),
  open("klDivergence", "q", (x) => loss.klDivergence(half, x)),
  open("jensenShannonDivergence", "p", (x) => loss.jensenShannonDivergence(x, half)),
  open("jensenShannonDistance", "q", (x) => loss.jensenShannonDistance(half, x)),
  open("probabilities", "x", loss.probabilities),
  open("softmaxJacobian", "q", loss.softmaxJacobian),
  open("brierScore", "q", (x) => loss.brierScore(x, 0)),
  open("softmaxCrossEntropy", "target", (x) => loss.softmaxCrossEntropy(half, x)),
  open("softmaxCrossEntropyGradient", "target", (x) => loss.softmaxCrossEntropyGradient(half, x)),
  open("brierScore", "target", (x) => loss.brierScore(half, x)),
  open("categoricalCrossEntropy", "q", (x) => loss.categoricalCrossEntropy(x, 0)),
  open("categoricalCrossEntropy", "target", (x) => loss.categoricalCrossEntropy(half, x)),
  open("renyiEntropy", "p", (x) => loss.renyiEntropy(x, 2)),
  open("tsallisEntropy", "p", (x) => loss.tsallisEntropy(x, 2)),
  open("smoothLabels", "y", (x) => loss.smoothLabels(x, 0.1)),
];

const LOGITS: Opening[] = [
  open("softmax", "z", (x) => loss.softmax(x)),
  open("logSoftmax", "z", (x) => loss.logSoftmax(x)),
  open("logSumExp", "z", (x) => loss.logSumExp(x)),
  open("softmaxCrossEntropy", "z", (x) => loss.softmaxCrossEntropy(x, 0)),
  open("softmaxCrossEntropyGradient", "z", (x) => loss.softmaxCrossEntropyGradient(x, 0)),
  open("softmaxCrossEntropyWithGradient", "z", (x) => loss.softmaxCrossEntropyWithGradient(x, 0)),
  open(
    "softmaxCrossEntropyHessianProduct",
    "z",
    (x) => loss.softmaxCrossEntropyHessianProduct(x, 0, half),
  ),
];

const ELEMENTWISE: Opening[] = [
  open("sigmoid", "x", loss.sigmoid),
  open("logSigmoid", "x", loss.logSigmoid),
  open("softplus", "x", loss.softplus),
  open("log1mExp", "x", loss.log1mExp),
  open("xLogX", "x", loss.xLogX),
  open("xLogY", "x", (x) => loss.xLogY(x, half)),
  open("xLogY", "y", (x) => loss.xLogY(half, x)),
  open("compensatedSum", "x", loss.compensatedSum),
  open(
    "softmaxCrossEntropyHessianProduct",
    "v",
    (x) => loss.softmaxCrossEntropyHessianProduct(half, 0, x),
  ),
  open("negativeLogLikelihood", "logq", (x) => loss.negativeLogLikelihood(x, 0)),
  open("binaryCrossEntropy", "q", (x) => loss.binaryCrossEntropy(x, half)),
  open("binaryCrossEntropy", "y", (x) => loss.binaryCrossEntropy(half, x)),
  open("reliabilityCurve", "confidence", (x) => loss.reliabilityCurve(x, half)),
  open("entropyFromCounts", "counts", (x) => loss.entropyFromCounts(x, { method: "plugin" })),
  open("forwardDifference", "x", (x) => loss.forwardDifference(() => 0, x, 1)),
  open("complexStep", "x", (x) => loss.complexStep((w) => w[0]!, x)),
  open("checkGradient", "x", (x) => loss.checkGradient(() => 0, x, half)),
  open("sigmoidBinaryCrossEntropy", "z", (x) => loss.sigmoidBinaryCrossEntropy(x, half)),
  open("sigmoidBinaryCrossEntropy", "y", (x) => loss.sigmoidBinaryCrossEntropy(half, x)),
  open(
    "sigmoidBinaryCrossEntropyGradient",
    "z",
    (x) => loss.sigmoidBinaryCrossEntropyGradient(x, half),
  ),
];

function detached(): Float64Array {
  const vector = Float64Array.of(0.5, 0.5);
  structuredClone(vector, { transfer: [vector.buffer] });
  return vector;
}

function holed(): number[] {
  const vector = [0, 1];
  delete vector[1];
  return vector;
}

/** What no function of vectors takes. */
const NO_VECTOR: Bad[] = [
  { what: "an empty array", value: [], error: TypeError, found: "X has length 0" },
  {
    what: "a zero-length typed array",
    value: new Float64Array(),
    error: TypeError,
    found: "X has length 0",
  },
  { what: "a detached buffer", value: detached(), error: TypeError, found: "X has a detached" },
  { what: "null", value: null, error: TypeError, found: "X is null" },
  { what: "undefined", value: undefined, error: TypeError, found: "X is undefined" },
  { what: "a string", value: "0.5", error: TypeError, found: 'X is the string "0.5"' },
  { what: "a set", value: new Set([1]), error: TypeError, found: "X is an object of class Set" },
  {
    what: "an array of strings",
    value: [0.5, "0.5"],
    error: TypeError,
    found: 'X[1] is the string "0.5"',
  },
  { what: "BigInts", value: [1n, 0n], error: TypeError, found: "X[0] is the BigInt 1n" },
  {
    what: "a BigInt64Array",
    value: BigInt64Array.of(1n, 0n),
    error: TypeError,
    found: "X[0] is the BigInt 1n",
  },
  { what: "a hole", value: holed(), error: TypeError, found: "X[1] is a hole" },
  { what: "NaN", value: [0, NaN], error: RangeError, found: "X[1] is NaN" },
  {
    what: "NaN in float32",
    value: Float32Array.of(NaN, 0.5),
    error: RangeError,
    found: "X[0] is NaN",
  },
];

/** What no function of distributions takes. */
const NO_DISTRIBUTION: Bad[] = [
  { what: "a negative", value: [-0.5, 1.5], error: RangeError, found: "X[0] is -0.5" },
  { what: "+Infinity", value: [0, Infinity], error: RangeError, found: "X[1] is Infinity" },
  { what: "a sum of 0.9", value: [0.4, 0.5], error: RangeError, found: "the sum of X is 0.9" },
  { what: "a sum of 1.1", value: [0.6, 0.5], error: RangeError, found: "the sum of X is 1.1" },
  {
    what: "a sum off by 3e-7",
    value: [0.5, 0.5 + 3e-7],
    error: RangeError,
    found: "the sum of X is 1.0000003",
  },
];

/** What no function of logits takes. */
const NO_LOGITS: Bad[] = [
  { what: "+Infinity", value: [0, Infinity], error: RangeError, found: "X[1] is Infinity" },
];

function assertRefused({ name, argument, call }: Opening, bad: Bad): void {
  let thrown: unknown;
  try {
    call(bad.value as never);
  } catch (error) {
    thrown = error;
  }
  assert(thrown !== undefined, `${name} accepts ${bad.what} as ${argument}`);
  assertInstanceOf(thrown, bad.error, `${name} of ${bad.what}: ${thrown}`);
  assertStringIncludes(thrown.message, `: ${bad.found.replaceAll("X", argument)}`);
  assert(/^Cannot [a-z].* as .*[^.]$/.test(thrown.message), thrown.message);
}

async function assertAllRefused(t: Deno.TestContext, openings: Opening[], bad: Bad[]) {
  for (const opening of openings) {
    await t.step(`${opening.name}, ${opening.argument}`, () => {
      for (const each of bad) assertRefused(opening, each);
    });
  }
}

Deno.test("every function of distributions refuses what is none, saying what was found where", (t) =>
  assertAllRefused(t, DISTRIBUTIONS, [...NO_VECTOR, ...NO_DISTRIBUTION]));

Deno.test("every function of logits refuses what is none, saying what was found where", (t) =>
  assertAllRefused(t, LOGITS, [...NO_VECTOR, ...NO_LOGITS]));

Deno.test("every elementwise function refuses what holds no numbers, saying what was found where", (t) =>
  assertAllRefused(t, ELEMENTWISE, NO_VECTOR));

Deno.test("a single number out of its domain is refused by every function of one", () => {
  const cases: [() => unknown, string][] = [
    [() => loss.sigmoid(NaN), "x must not be NaN: x is NaN"],
    [() => loss.log1mExp(1), "x must be <= 0: x is 1"],
    [() => loss.xLogX(-1), "x must be >= 0: x is -1"],
    [() => loss.xLogY(Infinity, 1), "x must be finite: x is Infinity"],
    [() => loss.xLogY(1, -1), "y must be >= 0: y is -1"],
    [() => loss.surprisal(1.5), "q must be a probability in [0, 1]: q is 1.5"],
    [() => loss.surprisal(NaN), "q is NaN"],
    [() => loss.binaryEntropy(-0.1), "p is -0.1"],
    [() => loss.perplexity(NaN), "loss is NaN"],
    [() => loss.sigmoidBinaryCrossEntropy(NaN, 1), "z must not be NaN: z is NaN"],
    [() => loss.sigmoidBinaryCrossEntropy(0, 1.5), "y must be in [0, 1]: y is 1.5"],
    [() => loss.uniform(0), "K must be a positive integer below 2^32: 0"],
    [() => loss.softmax([1, 2], { temperature: 0 }), "temperature must be a positive finite"],
  ];
  for (const [call, message] of cases) assertRefusal(call, RangeError, message);
});

Deno.test("a class index must be an integer in [0, K)", () => {
  const calls: ((t: never) => unknown)[] = [
    (t) => loss.softmaxCrossEntropy([1, 2, 3], t),
    (t) => loss.softmaxCrossEntropyGradient([1, 2, 3], t),
    (t) => loss.brierScore([0.5, 0.25, 0.25], t),
  ];
  const must = "target must be a class index, an integer in [0, 3): target is ";
  for (const call of calls) {
    for (const t of [3, -1, -100, 2 ** 40]) {
      assertRefusal(() => call(t as never), RangeError, must + t);
    }
    for (const t of [1.5, NaN, Infinity]) {
      assertRefusal(() => call(t as never), TypeError, must + t);
    }
  }
  assertRefusal(() => loss.oneHot(3, 3), RangeError, "t is 3");
});

Deno.test("labels of a batch are checked one by one, and the message names the row", () => {
  const z = [[1, 2], [3, 4]];
  const cases: [unknown, typeof TypeError, string][] = [
    [[0, 2], RangeError as unknown as typeof TypeError, "target[1] is 2"],
    [[0, -100], RangeError as unknown as typeof TypeError, "target[1] is -100"],
    [[0.5, 1], TypeError, "target[0] is 0.5"],
    [[0], TypeError, "expected 2, found 1"],
    [[0, 1, 1], TypeError, "expected 2, found 3"],
    [1, TypeError, "target must have one entry for each row of z: target is 1"],
    [[0, "1"], TypeError, 'target[1] is the string "1"'],
    [[0n, 1n], TypeError, "target[0] is the BigInt 0n"],
  ];
  for (const [labels, error, found] of cases) {
    assertRefusal(() => loss.softmaxCrossEntropy(z, labels as number[]), error, found);
  }
});

Deno.test("nothing is broadcast: lengths and shapes must agree", () => {
  const cases: [() => unknown, string][] = [
    [
      () => loss.crossEntropy([1], half),
      "q must have one entry for each of p: expected 1, found 2",
    ],
    [() => loss.klDivergence(half, [1]), "expected 2, found 1"],
    [() => loss.softmaxCrossEntropy([1, 2, 3], half), "expected 1 × 3, found 1 × 2"],
    [() => loss.softmaxCrossEntropy([[1, 2], [3, 4]], [half]), "expected 2 × 2, found 1 × 2"],
    [() => loss.sigmoidBinaryCrossEntropy([1, 2], [1]), "expected 2, found 1"],
    [() => loss.sigmoidBinaryCrossEntropy(1, [1] as unknown as number), "y must be a number"],
    [() => loss.xLogY([1], half), "expected 1, found 2"],
    [() => loss.softmax([1, 2], { out: new Float64Array(3) }), "out.data must have"],
    [() => loss.softmax([[1, 2], [3]]), "z[1] has 1 entries, expected 2"],
    [() => loss.softmax([[1, 2], []]), "z[1] has length 0"],
    [() => loss.logSumExp([[]]), "z[0] has length 0"],
    [() => loss.softmax({ data: new Float64Array(), rows: 0, columns: 3 }), "z.data has length 0"],
  ];
  for (const [call, found] of cases) assertRefusal(call, TypeError, found);
});

Deno.test("bad entries of a batch are named by row and column", () => {
  const z = loss.matrix([[0, 1], [2, 3], [4, 5]]);
  z.data[5] = NaN;
  const message =
    "Cannot compute softmax cross-entropy as z must contain numbers below +Infinity: " +
    "z[2][1] is NaN";
  assertRefusal(() => loss.softmaxCrossEntropy(z, [0, 0, 0]), RangeError, message);
  assertRefusal(
    () => loss.softmaxCrossEntropy([[0, 0], [0, 0]], [half, [0.5, 0.4]]),
    RangeError,
    "the sum of target[1] is 0.9",
  );
});

Deno.test("a row of logits with no class left is refused, but log-sum-exp has a limit there", () => {
  const none = [-Infinity, -Infinity];
  const must = "z must leave at least one class: every entry of z is -Infinity";
  for (const call of [loss.softmax, loss.logSoftmax]) {
    assertRefusal(() => call(none), RangeError, must);
  }
  assertRefusal(() => loss.softmaxCrossEntropy(none, 0), RangeError, must);
  assertRefusal(() => loss.softmaxCrossEntropy([[0, 0], none], [0, 0]), RangeError, "z[1]");
  assertEquals(loss.logSumExp(none), -Infinity);
});

function assertRefusal(
  call: () => unknown,
  error: new (message: string) => Error,
  message: string,
): void {
  let thrown: unknown;
  try {
    call();
  } catch (caught) {
    thrown = caught;
  }
  assertInstanceOf(thrown, error, `expected "${message}", found ${thrown}`);
  assertStringIncludes(thrown.message, message);
}
