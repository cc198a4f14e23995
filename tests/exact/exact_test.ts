import { assertEquals, assertThrows } from "@std/assert";
import {
  crossEntropy,
  entropy,
  jensenShannonDivergence,
  klDivergence,
  logSoftmax,
  logSumExp,
  sigmoidBinaryCrossEntropy,
  softmax,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
} from "@surprisal/loss/exact";

const MAX = Number.MAX_VALUE;

Deno.test("exact entropy() is exact where mathematics is", () => {
  assertEquals(entropy(new Array(8).fill(1 / 8), { unit: "bits" }), 3);
  assertEquals(entropy([0.5, 0.25, 0.125, 0.125], { unit: "bits" }), 1.75);
  assertEquals(entropy([0, 1]), 0);
});

Deno.test("exact divergences of equal distributions are +0", () => {
  const p = [0.2, 0.3, 0.5];
  assertEquals([klDivergence(p, p), jensenShannonDivergence(p, p)], [0, 0]);
});

Deno.test("exact divergences of masses that are all but gone, and nearly the same, are not 0", () => {
  // mpmath with 700 digits: 2.8147270007522749e-304
  const p = [1, 9.839805081832626e-286, 2.866775935072144e-285];
  const q = [1, 9.839805091579306e-286, 2.8667759369924674e-285];
  assertEquals(jensenShannonDivergence(p, q), 2.814727000752275e-304);
});

Deno.test("exact divergences are infinite, or ln 2, where nothing is shared", () => {
  assertEquals(klDivergence([1, 0], [0, 1]), Infinity);
  assertEquals(crossEntropy([1, 0], [0, 1]), Infinity);
  assertEquals(jensenShannonDivergence([1, 0], [0, 1], { unit: "bits" }), 1);
});

Deno.test("exact softmax() and its losses take masked classes", () => {
  const z = [0, -Infinity, 0];
  assertEquals([...softmax(z)], [0.5, 0, 0.5]);
  assertEquals([...logSoftmax(z)], [-Math.LN2, -Infinity, -Math.LN2]);
  assertEquals(softmaxCrossEntropy(z, 1), Infinity);
  assertEquals(softmaxCrossEntropy(z, [0.5, 0, 0.5]), Math.LN2);
  assertEquals([...softmaxCrossEntropyGradient(z, 1)], [0.5, -1, 0.5]);
  assertEquals(logSumExp([-Infinity]), -Infinity);
});

Deno.test("exact losses reach the ends of the double range", () => {
  assertEquals([...softmax([MAX, -MAX])], [1, 0]);
  assertEquals(logSumExp([MAX, MAX]), MAX);
  assertEquals(softmaxCrossEntropy([MAX, -MAX], [0.75, 0.25]), MAX / 2);
  assertEquals(softmaxCrossEntropy([MAX, -MAX], 1), Infinity);
  assertEquals(sigmoidBinaryCrossEntropy(-MAX, 0.5), MAX / 2);
  assertEquals(sigmoidBinaryCrossEntropy(-744, 0), Math.exp(-744));
});

Deno.test("exact sigmoidBinaryCrossEntropy() of infinite logits is a limit", () => {
  assertEquals(sigmoidBinaryCrossEntropy(Infinity, 1), 0);
  assertEquals(sigmoidBinaryCrossEntropy(-Infinity, 0), 0);
  assertEquals(sigmoidBinaryCrossEntropy(-Infinity, 1), Infinity);
});

Deno.test("exact functions keep what they work on to themselves, also when a vector's entry calls them", () => {
  const p = [0.25, 0.75];
  const q = [0.5, 0.5];
  const calls = [
    () => crossEntropy(q, p),
    () => klDivergence(q, p),
    () => jensenShannonDivergence(q, p),
    () => softmaxCrossEntropy([5, 1], 0),
    () => softmaxCrossEntropyGradient([5, 1], q)[0],
  ];
  const alone = calls.map((call) => call());
  const calling = (x: number[]) =>
    Object.defineProperty([...x], 1, {
      get: () => (assertEquals(calls.map((call) => call()), alone), x[1]),
    }) as number[];
  assertEquals(crossEntropy(calling(p), calling(q)), crossEntropy(p, q));
  assertEquals(klDivergence(calling(p), calling(q)), klDivergence(p, q));
  assertEquals(
    jensenShannonDivergence(calling(p), calling(q)),
    jensenShannonDivergence(p, q),
  );
  assertEquals(softmaxCrossEntropy([0, 3], calling(p)), softmaxCrossEntropy([0, 3], p));
  assertEquals(
    softmaxCrossEntropyGradient(calling([0, 3]), calling(p)),
    softmaxCrossEntropyGradient([0, 3], p),
  );
});

Deno.test("exact functions refuse what the default tier refuses", () => {
  assertThrows(() => softmax([]), TypeError, "z must not be empty");
  assertThrows(() => softmax([-Infinity]), RangeError, "at least one class");
  assertThrows(() => softmax([NaN, 0]), RangeError, "z[0] is NaN");
  assertThrows(() => logSumExp([0, Infinity]), RangeError, "z[1] is Infinity");
  assertThrows(() => softmaxCrossEntropy([0, 1], 2), RangeError, "[0, 2)");
  assertThrows(() => softmaxCrossEntropy([0, 1], 0.5), TypeError, "0.5");
  assertThrows(() => softmaxCrossEntropy([0, 1], [1]), TypeError, "expected 2, found 1");
  assertThrows(() => softmaxCrossEntropyGradient([0, 1], [0.5, 0.6]), RangeError, "1.1");
  assertThrows(() => sigmoidBinaryCrossEntropy(NaN, 0), RangeError, "z is NaN");
  assertThrows(() => sigmoidBinaryCrossEntropy(0, 1.5), RangeError, "y is 1.5");
  assertThrows(() => entropy([0.5, 0.4]), RangeError, "0.9");
  assertThrows(() => klDivergence([1], [0.5, 0.5]), TypeError, "expected 1, found 2");
});

Deno.test("sigmoidBinaryCrossEntropy() keeps a label next to 0 beside a logit that is huge", () => {
  // 2^-1074 × 1.7e308, by mpmath
  assertEquals(sigmoidBinaryCrossEntropy(-1.7e308, 5e-324), 8.399115979301191e-16);
  assertEquals(sigmoidBinaryCrossEntropy(1.7e308, 1 - 2 ** -53), 1.887379141862766e292);
});
