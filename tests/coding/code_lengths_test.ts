import { assert, assertEquals, assertThrows } from "@std/assert";
import { entropy, probabilities } from "@surprisal/loss";
import { expectedLength, huffmanLengths, kraftSum, shannonLengths } from "@surprisal/loss/coding";
import fc from "fast-check";
import { RUNS, weights } from "./arbitraries.ts";

Deno.test("shannonLengths() rounds surprisals up, exactly", () => {
  assertEquals(shannonLengths([0.5, 0.25, 0.25]), [1, 2, 2]);
  assertEquals(shannonLengths([1, 0]), [0, Infinity]);
  assertEquals(shannonLengths([1 - 1e-300, 1e-300]), [0, 997]);
  assertEquals(shannonLengths([1, Number.MIN_VALUE]), [0, 1074]);
  // Next to 1/8 the logarithm rounds to -3 on both sides.
  const p = [0.125 - 2 ** -56, 0.125 + 2 ** -55, 0.75];
  assertEquals(Math.log2(p[0]!), -3);
  assertEquals(shannonLengths(p), [4, 3, 1]);
});

Deno.test("shannonLengths() fit a prefix code within a bit of the entropy, never below Huffman's", () => {
  fc.assert(
    fc.property(weights, (weights) => {
      const p = probabilities(weights, { normalize: true });
      const lengths = shannonLengths(p);
      const H = entropy(p, { unit: "bits" });
      const L = expectedLength(p, lengths);
      const best = expectedLength(p, huffmanLengths(p));
      const spent = kraftSum(lengths);
      assert(spent <= 1 + 1e-13);
      assert(H <= L * (1 + 1e-13) && L <= H + 1, `H = ${H}, L = ${L}`);
      if (spent <= 1) assert(best <= L * (1 + 1e-13), `Shannon ${L}, Huffman ${best}`);
    }),
    RUNS,
  );
});

Deno.test("expectedLength() is the mean, and infinite if what can happen has no word", () => {
  assertEquals(expectedLength([0.5, 0.25, 0.25], [1, 2, 2]), 1.5);
  assertEquals(expectedLength([1, 0], [1, Infinity]), 1);
  assertEquals(expectedLength([0.5, 0.5], [1, Infinity]), Infinity);
});

Deno.test("expectedLength() refuses lengths of another count, and no lengths", () => {
  assertThrows(
    () => expectedLength([0.5, 0.5], [1]),
    TypeError,
    "Cannot compute an expected length as lengths must have one entry for each of p: " +
      "expected 2, found 1",
  );
  assertThrows(() => expectedLength([0.5, 0.5], [1, 0.5]), RangeError, "lengths[1] is 0.5");
  assertThrows(() => expectedLength([0.5, 0.4], [1, 1]), RangeError, "the sum of p is 0.9");
  assertThrows(() => shannonLengths([0.5, 0.4]), RangeError, "Cannot compute code lengths as p");
});
