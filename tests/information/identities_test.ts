import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  binaryEntropy,
  crossEntropy,
  entropy,
  jensenShannonDivergence,
  klDivergence,
  renyiEntropy,
} from "@surprisal/loss";
import { anyDistribution, pairOfDistributions, settings } from "../support/arbitraries.ts";

Deno.test("options that change nothing change no bit, whatever holds the numbers", () => {
  fc.assert(
    fc.property(pairOfDistributions, ([p, q]) => {
      assertEquals(entropy(p), entropy(Float64Array.from(p), { unit: "nats" }));
      assertEquals(
        crossEntropy(p, q),
        crossEntropy(p, Float64Array.from(q), { onZero: "infinity" }),
      );
      assertEquals(renyiEntropy(p, 1), entropy(p));
      assertEquals(klDivergence(p, q), klDivergence(Float64Array.from(p), q, { tolerance: 1 }));
    }),
    settings,
  );
});

Deno.test("divergences of distributions with one sum are never negative, however near", () => {
  const total = 2 ** 53;
  const near = fc.record({
    cut: fc.integer({ min: 2, max: total - 2 }),
    move: fc.integer({ min: 1, max: 64 }),
  });
  fc.assert(
    fc.property(near, ({ cut, move }) => {
      const shift = Math.min(move, cut - 1, total - cut - 1);
      const p = [cut / total, (total - cut) / total];
      const q = [(cut + shift) / total, (total - cut - shift) / total];
      assert(klDivergence(p, q) > 0);
      assert(jensenShannonDivergence(p, q) > 0);
    }),
    settings,
  );
});

Deno.test("cross-entropy is entropy plus divergence", () => {
  fc.assert(
    fc.property(pairOfDistributions, ([p, q]) => {
      assertAlmostEquals(crossEntropy(p, q), entropy(p) + klDivergence(p, q), 1e-13);
    }),
    settings,
  );
});

Deno.test("Jensen-Shannon is symmetric to the last bit and the mean divergence from the mixture", () => {
  fc.assert(
    fc.property(pairOfDistributions, ([p, q]) => {
      const js = jensenShannonDivergence(p, q);
      assertEquals(js, jensenShannonDivergence(q, p));
      const middle = p.map((x, j) => (x + q[j]!) / 2);
      assertAlmostEquals(js, (klDivergence(p, middle) + klDivergence(q, middle)) / 2, 1e-15);
    }),
    settings,
  );
});

Deno.test("every measure in bits times ln 2 is the measure in nats", () => {
  fc.assert(
    fc.property(pairOfDistributions, ([p, q]) => {
      const measures = [
        (unit: "nats" | "bits") => entropy(p, { unit }),
        (unit: "nats" | "bits") => crossEntropy(p, q, { unit }),
        (unit: "nats" | "bits") => klDivergence(p, q, { unit }),
        (unit: "nats" | "bits") => jensenShannonDivergence(p, q, { unit }),
        (unit: "nats" | "bits") => renyiEntropy(p, 2, { unit }),
        (unit: "nats" | "bits") => binaryEntropy(p[0]!, { unit }),
      ];
      for (const measure of measures) {
        assertAlmostEquals(measure("bits") * Math.LN2, measure("nats"), 1e-14);
      }
    }),
    settings,
  );
});

Deno.test("entropy lies between 0 and ln K, and a cross-entropy is never below it", () => {
  fc.assert(
    fc.property(pairOfDistributions, ([p, q]) => {
      const h = entropy(p);
      assert(h >= 0 && h <= Math.log(p.length) + 1e-12);
      assert(crossEntropy(p, q) >= h - 1e-12);
    }),
    settings,
  );
});

Deno.test("Rényi entropy falls with its order, through Shannon's at 1", () => {
  fc.assert(
    fc.property(anyDistribution, (p) => {
      const orders = [0, 0.5, 1 - 1e-6, 1, 1 + 1e-6, 2, 50, Infinity];
      const answers = orders.map((order) => renyiEntropy(p, order));
      for (let i = 1; i < answers.length; i++) assert(answers[i]! <= answers[i - 1]! + 1e-9);
      assertAlmostEquals(answers[2]!, entropy(p), 1e-3);
    }),
    settings,
  );
});
