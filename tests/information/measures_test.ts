import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  binaryEntropy,
  crossEntropy,
  entropy,
  jensenShannonDistance,
  jensenShannonDivergence,
  klDivergence,
  oneHot,
  perplexity,
  probabilities,
  renyiEntropy,
  surprisal,
  tsallisEntropy,
  uniform,
} from "@surprisal/loss";
import * as exact from "@surprisal/loss/exact";
import { anyDistribution, settings } from "../support/arbitraries.ts";

const BITS = { unit: "bits" } as const;

/** -0 would print as a wrong sign and divide to -Infinity. */
function assertPositiveZero(x: number): void {
  assert(Object.is(x, 0), `expected +0, found ${Object.is(x, -0) ? "-0" : x}`);
}

Deno.test("the question's example costs -ln 0.1, however the wrong mass is split", () => {
  const y = [1, 0, 0, 0, 0];
  const nats = 2.3025850929940455;
  assertEquals(crossEntropy(y, [0.1, 0.5, 0.1, 0.1, 0.2]), nats);
  // These sum to 0.9999999999999999.
  assertEquals(crossEntropy(y, [0.1, 0.6, 0.1, 0.1, 0.1]), nats);
  assertEquals(surprisal(0.1), nats);
  assertEquals(crossEntropy(y, [0.1, 0.5, 0.1, 0.1, 0.2], BITS), Math.log2(10));
});

Deno.test("klDivergence() of terms that cancel, as sums may differ, keeps its digits", () => {
  const tolerance = 0.1;
  const [p, q] = [[0.5, 0.5], [0.4, 0.625 * (1 + 1e-12)]];
  const truth = exact.klDivergence(p, q, { tolerance });
  assert(truth < 0 && truth > -1e-12);
  assertAlmostEquals(klDivergence(p, q, { tolerance }) / truth, 1, 1e-12);
});

Deno.test("a vector whose reading computes another divergence disturbs neither", () => {
  const inner = {
    length: 2,
    0: 0.25,
    get 1() {
      return 0.75 + 0 * klDivergence([0.5, 0.5], [0.125, 0.875]);
    },
  };
  const expected = klDivergence([0.25, 0.75], [0.5, 0.5]);
  assertEquals(klDivergence(inner, [0.5, 0.5]), expected);
});

Deno.test("entropy() of powers of two is exact in bits", () => {
  assertEquals(entropy(uniform(8), BITS), 3);
  assertEquals(entropy([0.5, 0.25, 0.125, 0.125], BITS), 1.75);
  assertEquals(entropy(uniform(1024), BITS), 10);
  assertEquals(entropy(uniform(65536), BITS), 16);
});

Deno.test("what is certain has entropy +0, never -0", () => {
  for (const p of [[1], [1, 0], [0, 1, 0]]) {
    for (const unit of ["nats", "bits"] as const) {
      assertPositiveZero(entropy(p, { unit }));
      assertPositiveZero(crossEntropy(p, p, { unit }));
      assertPositiveZero(klDivergence(p, p, { unit }));
      assertPositiveZero(jensenShannonDivergence(p, p, { unit }));
      assertPositiveZero(renyiEntropy(p, 2, { unit }));
      assertPositiveZero(renyiEntropy(p, Infinity, { unit }));
      assertPositiveZero(renyiEntropy(p, 0.5, { unit }));
    }
    for (const order of [0, 0.5, 1, 2, Infinity]) assertPositiveZero(tsallisEntropy(p, order));
  }
  assertPositiveZero(surprisal(1));
  assertPositiveZero(binaryEntropy(0));
  assertPositiveZero(binaryEntropy(1, BITS));
});

Deno.test("equal distributions are at divergence exactly +0", () => {
  fc.assert(
    fc.property(anyDistribution, (p) => {
      assertPositiveZero(klDivergence(p, p));
      assertPositiveZero(jensenShannonDivergence(p, p));
      assertPositiveZero(jensenShannonDistance(p, Float64Array.from(p)));
    }),
    settings,
  );
});

Deno.test("0 log 0 is 0, and a mass on what is ruled out costs Infinity", () => {
  assertEquals(crossEntropy([1, 0], [1, 0]), 0);
  assertEquals(crossEntropy([0.5, 0.5], [1, 0]), Infinity);
  for (const unit of ["nats", "bits"] as const) {
    assertEquals(klDivergence([0.5, 0.5], [1, 0], { unit }), Infinity);
    assertEquals(klDivergence([0.5, 0.25, 0.25], [0, 0.5, 0.5], { unit }), Infinity);
  }
  assertEquals(klDivergence([0.5, 0.5], [1, 0]), Infinity);
  assertEquals(klDivergence([1, 0], [0.5, 0.5]), Math.LN2);
  assertEquals(surprisal(0), Infinity);
  assertEquals(perplexity(Infinity), Infinity);
});

Deno.test("crossEntropy() answers a predicted 0 as onZero says", () => {
  const at = (onZero: Parameters<typeof crossEntropy>[2]) => crossEntropy([1, 0], [0, 1], onZero);
  assertEquals(at({ onZero: "infinity" }), Infinity);
  assertEquals(at({ onZero: { clampLog: -100 } }), 100);
  assertEquals(at({ onZero: { clampLog: -100 }, unit: "bits" }), 100 / Math.LN2);
  assertEquals(at({ onZero: { clip: 2 ** -52 } }), 52 * Math.LN2);
  assertEquals(at({ onZero: { clip: 2 ** -52 }, unit: "bits" }), 52);
  assertEquals(at({ onZero: { add: 1e-7 } }), -Math.log(1e-7));
  assertThrows(() => at({ onZero: "throw" }), RangeError, "q[0] is 0");
  assertEquals(crossEntropy([1, 0], [1, 0], { onZero: "throw" }), 0);
  for (const onZero of [{ clip: 0 }, { clip: 0.5 }, { clampLog: 1 }, { add: -1 }]) {
    assertThrows(() => at({ onZero }), RangeError, "onZero.");
  }
  assertThrows(() => at({ onZero: "ignore" as "throw" }), RangeError, "onZero must be");
});

Deno.test("a distribution's sum may be off by 2.5e-7, or by the tolerance asked for", () => {
  const drifted = [0.5, 0.5 + 2.4e-7];
  assert(entropy(drifted) > 0);
  const rounded = [0.333333, 0.333333, 0.333333];
  assertThrows(() => entropy(rounded), RangeError, "the sum of p is 0.999999");
  assertAlmostEquals(entropy(rounded, { tolerance: 1e-5 }), Math.log(3), 1e-5);
  assertThrows(() => entropy(drifted, { tolerance: 0 }), RangeError, "within 0");
  assertThrows(() => entropy(drifted, { tolerance: NaN }), RangeError, "tolerance must be");
});

Deno.test("float32 rows are distributions as they are", () => {
  for (const K of [3, 7, 1000, 100_000]) assert(entropy(Float32Array.from(uniform(K))) > 1);
});

Deno.test("probabilities() divides by the sum when asked, and only then", () => {
  assertEquals([...probabilities([2, 3, 5], { normalize: true })], [0.2, 0.3, 0.5]);
  assertThrows(() => probabilities([2, 3, 5]), RangeError, "the sum of x is 10");
  assertThrows(() => probabilities([0, 0], { normalize: true }), RangeError, "positive finite sum");
  assertThrows(() => probabilities([1, -1], { normalize: true }), RangeError, "x[1] is -1");
  const given = [0.5, 0.5];
  const copy = probabilities(Float64Array.from(given));
  copy[0] = 1;
  assertEquals(given, [0.5, 0.5]);
});

Deno.test("klDivergence() keeps its digits where its terms cancel, however far apart the masses are", () => {
  const [p, q] = [[1e-20, 3e-18, 1], [5e-324, 3e-17, 1]];
  const share = klDivergence(p, q) / exact.klDivergence(p, q);
  assertAlmostEquals(share, 1, 4 * Number.EPSILON);
});

Deno.test("Jensen-Shannon of disjoint distributions is exactly ln 2, one bit, and its distance the root", () => {
  for (
    const [p, q] of [[[1, 0], [0, 1]], [[0.3, 0.7, 0], [0, 0, 1]], [[0.1, 0.2, 0.7, 0], [
      0,
      0,
      0,
      1,
    ]]]
  ) {
    assertEquals(jensenShannonDivergence(p!, q!), Math.LN2);
    assertEquals(jensenShannonDivergence(p!, q!, BITS), 1);
    assertEquals(jensenShannonDistance(p!, q!), Math.sqrt(Math.LN2));
  }
});

Deno.test("Rényi and Tsallis entropies hold at orders that make the sum vanish", () => {
  assertAlmostEquals(renyiEntropy(uniform(10), 400), Math.log(10), 1e-14);
  assertEquals(tsallisEntropy(uniform(10), 400), 1 / 399);
  assertEquals(tsallisEntropy([0.25, 0.75], 2), 0.375);
  assertEquals(tsallisEntropy([0.5, 0.5], 1), Math.LN2);
  for (const order of [-1, NaN]) {
    assertThrows(() => renyiEntropy([1], order), RangeError, "order must be a number >= 0");
    assertThrows(() => tsallisEntropy([1], order), RangeError, "order must be a number >= 0");
  }
});

Deno.test("Rényi and Tsallis entropies are right near order 1 and for masses that are all but 0", () => {
  const p = [0.5, 0.25, 0.25];
  for (const order of [1 - 1e-9, 1 + 1e-9]) {
    assertAlmostEquals(renyiEntropy(p, order), entropy(p), 1e-10);
    assertAlmostEquals(tsallisEntropy(p, order), entropy(p), 1e-9);
  }
  assertAlmostEquals(tsallisEntropy([1, 1e-300], 0.25) / (1e-75 / 0.75), 1, 4e-16);
  assertAlmostEquals(renyiEntropy([1, 1e-300], 0.25) / (1e-75 / 0.75), 1, 4e-16);
});

Deno.test("a small loss is told from none", () => {
  assertEquals(surprisal(1 - 2 ** -53), 1.1102230246251565e-16);
  assertEquals(binaryEntropy(1e-300), 6.917755278982137e-298);
  assert(klDivergence(oneHot(0, 2), [1 - 2 ** -53, 2 ** -53]) === 1.1102230246251565e-16);
});
