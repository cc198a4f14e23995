import { assert } from "@std/assert";
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
