import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { NGramModel } from "@surprisal/loss/coding";
import fc from "fast-check";
import { RUNS } from "./arbitraries.ts";

const K = 4;
const texts = fc.array(fc.nat(K - 1), { maxLength: 60 });

function trained(text: Iterable<number>, order: number, memory?: number): NGramModel {
  const model = new NGramModel({ order, symbols: K, ...memory !== undefined && { memory } });
  for (const symbol of text) model.learn(symbol);
  return model;
}

/** Witten and Bell's blend by the definition: counts what followed by going through the history. */
function blend(history: readonly number[], order: number, symbol: number): number {
  if (order < 0) return 1 / K;
  const shorter = blend(history, order - 1, symbol);
  if (order > history.length) return shorter;
  const context = history.slice(history.length - order);
  const followers = history.filter((_, i) =>
    i >= order && context.every((s, j) => history[i - order + j] === s)
  );
  if (followers.length === 0) return shorter;
  const kinds = new Set(followers).size;
  const count = followers.filter((s) => s === symbol).length;
  return (count + kinds * shorter) / (followers.length + kinds);
}

Deno.test("NGramModel blends the contexts as Witten and Bell define it", () => {
  fc.assert(
    fc.property(texts, fc.nat(4), (text, order) => {
      const model = trained(text, order);
      for (let symbol = 0; symbol < K; symbol++) {
        assertAlmostEquals(model.probability(symbol), blend(text, order, symbol), 1e-14);
      }
    }),
    RUNS,
  );
});

Deno.test("NGramModel distribution() is probability() of each symbol to the last bit, sum 1", () => {
  fc.assert(
    fc.property(texts, fc.nat(4), (text, order) => {
      const model = trained(text, order);
      const q = [...model.distribution()];
      assertEquals(q, q.map((_, symbol) => model.probability(symbol)));
      assertAlmostEquals(q.reduce((sum, x) => sum + x, 0), 1, 1e-14);
      assert(q.every((x) => x > 0));
    }),
    RUNS,
  );
});

Deno.test("NGramModel cumulative() rounds the probabilities, and leaves each symbol some", () => {
  const model = trained([0, 0, 0, 0, 1, 0, 0], 2);
  const table = model.cumulative();
  for (let symbol = 0; symbol < K; symbol++) {
    const frequency = table[symbol + 1]! - table[symbol]!;
    assertEquals(frequency, 1 + Math.floor(model.probability(symbol) * (2 ** 16 - K)));
  }
  assert(table[K]! <= 2 ** 16);
});

Deno.test("NGramModel relativeFrequency() is a count ratio in the longest context, without blend", () => {
  const model = trained([0, 1, 0, 1, 0, 2, 0], 1); // after 0 came 1, 1, 2
  assertEquals([0, 1, 2, 3].map((s) => model.relativeFrequency(s)), [0, 2 / 3, 1 / 3, 0]);
  model.follow(3); // 3 was never seen
  assertEquals([0, 1, 2, 3].map((s) => model.relativeFrequency(s)), [0, 0, 0, 0]);
  model.restart(); // nothing came before: how often each symbol came at all
  assertEquals([0, 1, 2, 3].map((s) => model.relativeFrequency(s)), [4 / 7, 2 / 7, 1 / 7, 0]);
});

Deno.test("NGramModel follow() leads where learn() would, and learns nothing", () => {
  fc.assert(
    fc.property(texts, texts, fc.nat(4), (text, more, order) => {
      const followed = trained(text, order);
      const before = followed.size;
      followed.restart();
      for (const symbol of [...more, ...text]) followed.follow(symbol);
      assertEquals(followed.size, before);
      const learnt = trained(text, order);
      // The end of the text decides where both stand, once it is as long as the order.
      if (text.length >= order) assertEquals(followed.distribution(), learnt.distribution());
    }),
    RUNS,
  );
});

Deno.test("NGramModel of one symbol is certain", () => {
  const model = new NGramModel({ symbols: 1 });
  assertEquals(model.probability(0), 1);
  model.learn(0);
  assertEquals(model.probability(0), 1);
});

Deno.test("NGramModel remembers no more strings than it may, and stays a distribution", () => {
  const text = Array.from({ length: 1000 }, (_, i) => (i * i + (i >> 3)) % K);
  for (const memory of [1, 2, 7, 50]) {
    const model = trained(text, 3, memory);
    assertEquals(model.size, memory);
    assertAlmostEquals(model.distribution().reduce((sum, x) => sum + x, 0), 1, 1e-14);
  }
  assert(trained(text, 3).size > 50);
});

Deno.test("NGramModel looks at four bytes unless told otherwise", () => {
  const model = new NGramModel();
  assertEquals([model.order, model.distribution().length], [4, 256]);
});

Deno.test("NGramModel refuses symbols and options out of range", () => {
  const model = trained([0, 1], 1);
  for (const call of ["learn", "follow", "probability", "relativeFrequency"] as const) {
    assertThrows(() => model[call](4), RangeError, "an integer in [0, 4): symbol is 4");
    assertThrows(() => model[call]("0" as never), TypeError, `symbol is the string "0"`);
  }
  assertThrows(
    () => new NGramModel({ order: 33 }),
    RangeError,
    "Cannot make an n-gram model as order must be an integer in [0, 32]: order is 33",
  );
  assertThrows(() => new NGramModel({ order: -1 }), RangeError, "order is -1");
  assertThrows(() => new NGramModel({ order: "4" as never }), TypeError, `order is the string "4"`);
  assertThrows(() => new NGramModel({ symbols: 0 }), RangeError, "symbols is 0");
  assertThrows(() => new NGramModel({ memory: 0 }), RangeError, "memory is 0");
  assertThrows(
    () => new NGramModel(2 as never),
    TypeError,
    "options must be an object: options is 2",
  );
});
