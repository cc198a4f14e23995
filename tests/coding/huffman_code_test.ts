import { assert, assertEquals, assertThrows } from "@std/assert";
import { entropy, probabilities } from "@surprisal/loss";
import { expectedLength, huffmanCode, huffmanLengths, kraftSum } from "@surprisal/loss/coding";
import fc from "fast-check";
import { RUNS, weights } from "./arbitraries.ts";

/** The least Σ weight · length over all lengths of n words that fit a prefix code, by trying all. */
function leastCost(weights: readonly number[]): number {
  const heaviestFirst = [...weights].sort((a, b) => b - a);
  const cost = (i: number, shortest: number, budget: number): number => {
    if (i === heaviestFirst.length) return 0;
    let least = Infinity;
    for (let l = shortest; l < weights.length; l++) {
      if (2 ** -l > budget) continue;
      least = Math.min(least, heaviestFirst[i]! * l + cost(i + 1, l, budget - 2 ** -l));
    }
    return least;
  };
  return weights.length === 1 ? 0 : cost(0, 1, 1);
}

Deno.test("huffmanLengths() costs no more than the best of all prefix codes", () => {
  const few = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(few, (weights) => {
      const lengths = huffmanLengths(weights);
      assertEquals(weights.reduce((sum, w, s) => sum + w * lengths[s]!, 0), leastCost(weights));
    }),
    RUNS,
  );
});

Deno.test("huffmanLengths() spends the whole budget, and stays within a bit of the entropy", () => {
  fc.assert(
    fc.property(weights, (weights) => {
      const lengths = huffmanLengths(weights);
      assertEquals(kraftSum(lengths), 1);
      const p = probabilities(weights, { normalize: true });
      const [H, L] = [entropy(p, { unit: "bits" }), expectedLength(p, lengths)];
      assert(H <= L * (1 + 1e-13) && L <= H + 1, `H = ${H}, L = ${L}`);
    }),
    RUNS,
  );
});

Deno.test("huffmanLengths() gives what Huffman's paper gives", () => {
  const weights = [20, 18, 10, 10, 10, 6, 6, 4, 4, 4, 4, 3, 1];
  const lengths = huffmanLengths(weights);
  assertEquals(weights.reduce((sum, w, s) => sum + w * lengths[s]!, 0), 342); // 3.42 a message
});

Deno.test("huffmanLengths() is exact for powers of two", () => {
  const p = [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 16];
  assertEquals(huffmanLengths(p), [1, 2, 3, 4, 4]);
  assertEquals(huffmanLengths(new Float64Array(8).fill(1)), new Array(8).fill(3));
});

Deno.test("huffmanLengths() keeps the longest word short where weights are equal", () => {
  assertEquals(huffmanLengths([2, 1, 1, 2]), [2, 2, 2, 2]);
});

Deno.test("huffmanLengths() gives no word to weight 0, the empty word to a single symbol", () => {
  assertEquals(huffmanLengths([5]), [0]);
  assertEquals(huffmanLengths([0, 5, 0]), [Infinity, 0, Infinity]);
  assertEquals(huffmanCode([0, 1, 1]).words, [undefined, "0", "1"]);
});

Deno.test("huffmanLengths() reaches the longest word that doubles allow", () => {
  // Weights that grow a little faster than Fibonacci's numbers: each joins all smaller ones.
  const weights = Array.from(
    { length: 2930 },
    (_, i) => 2 ** -1022 * 1.62 ** (i / 2) * 1.62 ** (i / 2),
  );
  const lengths = huffmanLengths(weights);
  assertEquals(Math.max(...lengths), 2929);
  assertEquals(kraftSum(lengths), 1);
});

Deno.test("huffmanCode() makes a code of 100,000 words", () => {
  const code = huffmanCode(Array.from({ length: 1e5 }, (_, i) => 1 / (i + 1)));
  assertEquals(kraftSum(code.lengths), 1);
  const symbols = [0, 99_999, 12_345, 0];
  assertEquals(code.decode(code.encode(symbols)), symbols);
});

Deno.test("huffmanLengths() refuses what are no weights", () => {
  assertThrows(
    () => huffmanLengths([1, -1]),
    RangeError,
    "Cannot make a Huffman code as weights must contain finite numbers >= 0: weights[1] is -1",
  );
  assertThrows(() => huffmanLengths([0, 0]), RangeError, "the sum of weights is 0");
  assertThrows(() => huffmanLengths([1e308, 1e308]), RangeError, "the sum of weights is Infinity");
  assertThrows(() => huffmanLengths([NaN]), RangeError, "weights[0] is NaN");
  assertThrows(() => huffmanLengths([]), TypeError, "weights must not be empty");
});
