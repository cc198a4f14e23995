import { assert, assertEquals } from "@std/assert";
import { chooseKernels, crossEntropy, entropy, klDivergence } from "@surprisal/loss";
import * as exact from "@surprisal/loss/exact";
import { ulp } from "../support/ulp.ts";
import { assertNear } from "./cases.ts";
import { Random } from "./random.ts";

/** Masses of all sizes, or two values, or one that is nearly all; now and then a 0. */
function distributionOf(random: Random, count: number): Float64Array {
  const raw = new Float64Array(count);
  const kind = random.whole(0, 3);
  const values = [random.next(), random.next() * 10 ** -random.whole(0, 5)];
  raw.forEach((_, j) =>
    raw[j] = kind === 0
      ? -Math.log(1 - random.next())
      : kind === 1
      ? values[random.whole(0, 1)]!
      : kind === 2
      ? random.next() * 10 ** -random.whole(0, 12)
      : random.next() * 2 ** -30
  );
  raw[random.whole(0, count - 1)] = kind === 3 ? 1 : 1e-3;
  if (random.next() < 0.2 && count > 2) raw[(raw.indexOf(1) + 1) % count] = 0;
  const sum = raw.reduce((a, b) => a + b);
  return raw.map((mass) => mass / sum);
}

const OPTIONS = { tolerance: 1e-5 };

for (const kernels of ["portable", "none"] as const) {
  Deno.test(`measures of 2 to 300 masses in any holder keep float64's digits, by ${kernels}`, () => {
    const random = new Random(91);
    const before = chooseKernels(kernels);
    for (let i = 0; i < 3000; i++) {
      const count = i % 3 === 0 ? random.whole(2, 300) : random.whole(2, 70);
      const isFloat32 = count < 256 && random.next() < 0.4;
      const [p, q] = [random, random].map((r) => {
        const masses = distributionOf(r, count);
        return isFloat32 ? Float32Array.from(masses) : masses;
      }) as [Float64Array, Float64Array];
      for (const [a, b] of [[p, q], [[...p], [...q]]] as const) {
        assertNear([entropy(a, OPTIONS)], [exact.entropy(a, OPTIONS)], 2, ulp);
        assertNear([crossEntropy(a, b, OPTIONS)], [exact.crossEntropy(a, b, OPTIONS)], 2, ulp);
        assertNear([klDivergence(a, b, OPTIONS)], [exact.klDivergence(a, b, OPTIONS)], 4, ulp);
      }
    }
    chooseKernels(before);
  });
}

Deno.test("short vectors that rule out what can happen, and equal ones, at every length", () => {
  for (const holder of [Float64Array, Float32Array]) {
    for (let count = 2; count < 100; count++) {
      const p = new holder(count).fill(1 / count);
      const q = holder.from(p).fill(0, 0, 1).fill(2 / count, 1, 2);
      const options = { tolerance: 1e-5 };
      assertEquals(crossEntropy(p, q, options), Infinity);
      assertEquals(klDivergence(p, q, options), Infinity);
      assert(klDivergence(q, p, options) > 0);
      assert(Object.is(klDivergence(p, holder.from(p), options), 0));
      const certain = new holder(count).fill(1, count - 1);
      assert(Object.is(entropy(certain), 0));
      assert(Object.is(klDivergence(certain, holder.from(certain)), 0));
    }
  }
});
