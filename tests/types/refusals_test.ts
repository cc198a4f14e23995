import { assertEquals, assertInstanceOf, assertStringIncludes } from "@std/assert";
import * as loss from "@surprisal/loss";

// Beside the table of tests/refusals: what stands where in a batch, and how two arguments have to fit.

const half = [0.5, 0.5];

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
    [() => loss.uniform(0), "K must be a positive integer below 2^32: K is 0"],
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
