import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  type Bits,
  bits,
  crossEntropy,
  entropy,
  type Nats,
  nats,
  perplexity,
  softmaxCrossEntropy,
  surprisal,
  toBits,
  toNats,
  type Unit,
} from "@surprisal/loss";

const p = [0.5, 0.5];

Deno.test("Nats and Bits are kept apart by the compiler and are plain numbers when run", () => {
  const inNats: Nats = entropy(p);
  const inBits: Bits = entropy(p, { unit: "bits" });
  // @ts-expect-error nats are not bits
  const wrong: Bits = entropy(p);
  // @ts-expect-error bits are not nats
  const alsoWrong: Nats = entropy(p, { unit: "bits" });
  const plain: number = inNats + inBits;
  assertEquals([inNats, inBits, wrong, alsoWrong], [Math.LN2, 1, Math.LN2, 1]);
  assertEquals(plain, 1 + Math.LN2);
});

Deno.test("every measure and loss is in nats unless told otherwise", () => {
  const answers: Nats[] = [surprisal(0.5), crossEntropy(p, p), softmaxCrossEntropy([0, 0], 1)];
  const inBits: Bits[] = [
    surprisal(0.5, { unit: "bits" }),
    crossEntropy(p, p, { unit: "bits" }),
    softmaxCrossEntropy([0, 0], 1, { unit: "bits" }),
    softmaxCrossEntropy([[0, 0]], [1], { unit: "bits", reduction: "sum" }),
  ];
  // @ts-expect-error a loss in nats is not in bits
  inBits.push(softmaxCrossEntropy([[0, 0]], [1], { reduction: "sum" }));
  assertEquals(answers, [Math.LN2, Math.LN2, Math.LN2]);
  assertEquals(inBits, [1, 1, 1, 1, Math.LN2]);
});

Deno.test("perplexity() takes a loss in the unit it is told, which the compiler holds it to", () => {
  assertEquals(perplexity(entropy(p, { unit: "bits" }), { unit: "bits" }), 2);
  assertEquals(perplexity(entropy(p)), 2);
  // @ts-expect-error bits without saying so
  assert(perplexity(entropy(p, { unit: "bits" })) > 2.7);
  // @ts-expect-error nats said to be bits
  assert(perplexity(entropy(p), { unit: "bits" }) < 1.7);
  assertEquals(perplexity(3, { unit: "bits" }), 8);
});

Deno.test("toBits() and toNats() are inverses and do not take what is already converted", () => {
  assertEquals([toBits(nats(Math.LN2)), toNats(bits(1))], [1, Math.LN2]);
  assertEquals(toBits(Math.log(8)), 3);
  // @ts-expect-error already in bits
  assertEquals(toBits(bits(1)), Math.LOG2E);
  // @ts-expect-error already in nats
  assertEquals(toNats(nats(1)), Math.LN2);
});

Deno.test("a unit known only when run gives an amount in one of the two", () => {
  const unit = "bits" as Unit;
  const either: Nats | Bits = entropy(p, { unit });
  assertEquals(either, 1);
});

Deno.test("an unknown unit is refused", () => {
  const unit = "bans" as unknown as Unit;
  for (const call of [() => entropy(p, { unit }), () => softmaxCrossEntropy([1], 0, { unit })]) {
    assertThrows(call, RangeError, `unit must be "nats" or "bits": unit is the string "bans"`);
  }
});
