import { assert, assertThrows } from "@std/assert";
import { categoricalCrossEntropy, crossEntropy, entropy } from "@surprisal/loss";
import { ulp } from "../support/ulp.ts";
import { assertNear, onBoth } from "./cases.ts";
import { Random } from "./random.ts";

/** A distribution with masses of all sizes, some of them 0. */
function distributionOf(random: Random, count: number): Float64Array {
  const spread = random.whole(0, 300);
  const p = Float64Array.from(
    { length: count },
    () => random.next() < 0.1 ? 0 : random.next() * 10 ** -random.whole(0, spread),
  );
  if (random.next() < 0.3) p[random.whole(0, count - 1)] = 10 ** random.whole(0, 9);
  const sum = p.reduce((a, b) => a + b);
  return p.map((mass) => mass / sum);
}

Deno.test("entropies and cross-entropies of many masses agree with the scalar path on 200,000", () => {
  const random = new Random(41);
  let infinite = 0;
  for (let masses = 0; masses < 200_000;) {
    const count = random.whole(256, random.next() < 0.05 ? 20_000 : 600);
    const p = distributionOf(random, count);
    const q = distributionOf(random, count);
    if (random.next() < 0.8) q.forEach((mass, j) => mass === 0 && (p[j] = 0));
    const kernels = random.next() < 0.5 ? "portable" : "fused";
    const options = { tolerance: 1 };
    const [fast, scalar] = onBoth(kernels, () => [
      entropy(p, options),
      entropy(p, { ...options, unit: "bits" }),
      crossEntropy(p, q, options),
      crossEntropy(p, q, { ...options, onZero: { clip: 1e-7 } }),
      categoricalCrossEntropy({ data: q, rows: 1, columns: count }, [p], options),
    ]);
    assertNear(fast, scalar, 3, ulp);
    if (scalar[2] === Infinity) infinite++;
    masses += count;
  }
  assert(infinite > 0);
});

const FAULTS: readonly [at: number, mass: number, what: string][] = [
  [0, NaN, "[0] is NaN"],
  [299, -0.25, "[299] is -0.25"],
  [7, Infinity, "[7] is Infinity"],
  [150, 0.25, "must sum to 1"],
];

Deno.test("the kernels take no masses that are none: typed arrays are refused as lists are", () => {
  const even = new Array(300).fill(1 / 300);
  for (const [at, mass, what] of FAULTS) {
    for (const holder of [Float32Array, Float64Array]) {
      const bad = holder.from(even);
      bad[at] = mass;
      const good = holder.from(even);
      assertThrows(() => entropy(bad), RangeError, what);
      assertThrows(() => crossEntropy(bad, good), RangeError, what);
      assertThrows(() => crossEntropy(good, bad), RangeError, what);
    }
  }
  assertThrows(
    () => crossEntropy(Float64Array.from(even), Float64Array.from([...even, 0])),
    TypeError,
    "expected 300, found 301",
  );
});

Deno.test("what is next to certain keeps its digits, though sums start far above it", () => {
  for (const share of [2 ** -20, 2 ** -31, 2 ** -45, 1e-300, 0]) {
    const p = new Float64Array(300);
    p[17] = 1 - share;
    p[200] = share;
    const [fast, scalar] = onBoth("portable", () => [entropy(p)]);
    assertNear(fast, scalar, 2, ulp);
    assert(share === 0 ? Object.is(fast[0], 0) : fast[0]! > 0);
  }
});
