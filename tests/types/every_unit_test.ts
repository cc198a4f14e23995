import { assertEquals } from "@std/assert";
import * as loss from "@surprisal/loss";
import type { Bits, Nats } from "@surprisal/loss";
import * as exact from "@surprisal/loss/exact";

const p = [0.5, 0.5];
const z = [1, 2];
const joint = [[0.5, 0.5]];
const inBits = { unit: "bits" } as const;

/** What the compiler is to judge: each of these amounts is in the unit of the array. */
function judged<T>(amounts: readonly (() => T)[]): number {
  return amounts.filter((amount) => Number.isFinite(amount())).length;
}

Deno.test("no function gives nats where bits are wanted", () => {
  const count = judged<Bits>([
    // @ts-expect-error nats
    () => loss.surprisal(0.5),
    // @ts-expect-error nats
    () => loss.entropy(p),
    // @ts-expect-error nats
    () => loss.binaryEntropy(0.5),
    // @ts-expect-error nats
    () => loss.softmaxEntropy(z),
    // @ts-expect-error nats
    () => exact.softmaxEntropy(z),
    // @ts-expect-error nats
    () => loss.crossEntropy(p, p),
    // @ts-expect-error nats
    () => loss.klDivergence(p, p),
    // @ts-expect-error nats
    () => loss.jensenShannonDivergence(p, p),
    // @ts-expect-error nats
    () => loss.renyiEntropy(p, 2),
    // @ts-expect-error nats
    () => loss.mutualInformation(joint),
    // @ts-expect-error nats
    () => loss.conditionalEntropy(joint),
    // @ts-expect-error nats
    () => loss.entropyFromCounts([1, 2], { method: "plugin" }),
    // @ts-expect-error nats
    () => loss.softmaxCrossEntropy(z, 0),
    // @ts-expect-error nats
    () => loss.softmaxCrossEntropy([z], [0]),
    // @ts-expect-error nats
    () => loss.softmaxCrossEntropyWithGradient(z, 0).loss,
    // @ts-expect-error nats
    () => loss.sigmoidBinaryCrossEntropy(1, 0),
    // @ts-expect-error nats
    () => loss.sigmoidBinaryCrossEntropy(z, [0, 1]),
    // @ts-expect-error nats
    () => loss.categoricalCrossEntropy(p, 0),
    // @ts-expect-error nats
    () => loss.binaryCrossEntropy(0.5, 1),
    // @ts-expect-error nats
    () => loss.negativeLogLikelihood(loss.logSoftmax(z), 0),
    // @ts-expect-error nats
    () => exact.entropy(p),
    // @ts-expect-error nats
    () => exact.crossEntropy(p, p),
    // @ts-expect-error nats
    () => exact.klDivergence(p, p),
    // @ts-expect-error nats
    () => exact.jensenShannonDivergence(p, p),
    // @ts-expect-error nats
    () => exact.softmaxCrossEntropy(z, 0),
    // @ts-expect-error nats
    () => exact.sigmoidBinaryCrossEntropy(1, 0),
  ]);
  assertEquals(count, 26);
});

Deno.test("no function gives bits where nats are wanted", () => {
  const count = judged<Nats>([
    // @ts-expect-error bits
    () => loss.surprisal(0.5, inBits),
    // @ts-expect-error bits
    () => loss.entropy(p, inBits),
    // @ts-expect-error bits
    () => loss.binaryEntropy(0.5, inBits),
    // @ts-expect-error bits
    () => loss.softmaxEntropy(z, inBits),
    // @ts-expect-error bits
    () => exact.softmaxEntropy(z, inBits),
    // @ts-expect-error bits
    () => loss.crossEntropy(p, p, inBits),
    // @ts-expect-error bits
    () => loss.klDivergence(p, p, inBits),
    // @ts-expect-error bits
    () => loss.jensenShannonDivergence(p, p, inBits),
    // @ts-expect-error bits
    () => loss.renyiEntropy(p, 2, inBits),
    // @ts-expect-error bits
    () => loss.mutualInformation(joint, inBits),
    // @ts-expect-error bits
    () => loss.conditionalEntropy(joint, inBits),
    // @ts-expect-error bits
    () => loss.entropyFromCounts([1, 2], { method: "plugin", ...inBits }),
    // @ts-expect-error bits
    () => loss.softmaxCrossEntropy(z, 0, inBits),
    // @ts-expect-error bits
    () => loss.softmaxCrossEntropy([z], [0], inBits),
    // @ts-expect-error bits
    () => loss.softmaxCrossEntropyWithGradient(z, 0, inBits).loss,
    // @ts-expect-error bits
    () => loss.sigmoidBinaryCrossEntropy(1, 0, inBits),
    // @ts-expect-error bits
    () => loss.sigmoidBinaryCrossEntropy(z, [0, 1], inBits),
    // @ts-expect-error bits
    () => loss.categoricalCrossEntropy(p, 0, inBits),
    // @ts-expect-error bits
    () => loss.binaryCrossEntropy(0.5, 1, inBits),
    // @ts-expect-error bits
    () => loss.negativeLogLikelihood(loss.logSoftmax(z), 0, inBits),
    // @ts-expect-error bits
    () => exact.entropy(p, inBits),
    // @ts-expect-error bits
    () => exact.crossEntropy(p, p, inBits),
    // @ts-expect-error bits
    () => exact.klDivergence(p, p, inBits),
    // @ts-expect-error bits
    () => exact.jensenShannonDivergence(p, p, inBits),
    // @ts-expect-error bits
    () => exact.softmaxCrossEntropy(z, 0, inBits),
    // @ts-expect-error bits
    () => exact.sigmoidBinaryCrossEntropy(1, 0, inBits),
  ]);
  assertEquals(count, 26);
});

Deno.test("the exact tier keeps the kinds apart as the default one does", () => {
  const attempts = [
    // @ts-expect-error softmax twice
    () => exact.softmax(exact.softmax(z)),
    // @ts-expect-error softmax twice, of the two tiers
    () => exact.softmaxCrossEntropy(loss.softmax(z), 0),
    // @ts-expect-error softmax twice, in the gradient
    () => exact.softmaxCrossEntropyGradient(exact.softmax(z), 0),
    // @ts-expect-error sigmoid twice
    () => exact.sigmoidBinaryCrossEntropy(loss.sigmoid(1), 1),
    // @ts-expect-error labels where logits belong
    () => exact.softmaxCrossEntropy(Int32Array.of(1, 2), 0),
    // @ts-expect-error logarithms where probabilities belong
    () => exact.entropy(exact.logSoftmax([0, -Infinity])),
  ];
  assertEquals(attempts.length, 6);
});
