import { assert, assertEquals } from "@std/assert";
import { chooseKernels, crossEntropy, entropy } from "@surprisal/loss";
import { crossEntropy as exactCrossEntropy, entropy as exactEntropy } from "@surprisal/loss/exact";
import { assertNear, onBoth, ulp32 } from "./cases.ts";
import { Random } from "./random.ts";

/** Ways to fill a vector: each strains another part of the kernel. */
const KINDS: readonly ((random: Random, x: Float64Array) => unknown)[] = [
  (random, x) => x.forEach((_, j) => x[j] = -Math.log(1 - random.next())),
  (random, x) => x.forEach((_, j) => x[j] = Math.exp(6 * random.normal())),
  (random, x) => x.forEach((_, j) => x[j] = random.next() * 10 ** -random.whole(0, 44)),
  (_, x) => x.fill(1),
  (random, x) => x.fill(10 ** -random.whole(3, 9)).fill(1, 7, 8),
  (random, x) => [0, 1, 2].forEach(() => x[random.whole(0, x.length - 1)] = random.next()),
];

function distributionOf(random: Random, count: number): Float32Array {
  const x = new Float64Array(count);
  KINDS[random.whole(0, KINDS.length - 1)]!(random, x);
  const sum = x.reduce((a, b) => a + b);
  return Float32Array.from(x, (mass) => mass / sum);
}

Deno.test("entropies of float32 masses are within a float32's ulp of the exact ones", () => {
  const random = new Random(52);
  const options = { tolerance: 1e-5 };
  for (let i = 0; i < 3000; i++) {
    const p = distributionOf(random, random.whole(256, 300));
    const q = distributionOf(random, p.length);
    const kernels = random.next() < 0.7 ? "portable" : "fused";
    const [fast] = onBoth(kernels, () => [entropy(p, options), crossEntropy(p, q, options)]);
    const exact = [exactEntropy(p, options), exactCrossEntropy(p, q, options)];
    assertNear(fast, exact, 1, ulp32);
  }
});

Deno.test("one logarithm of a float32 mass is within 0.75 of a float32's ulp, next to 1 too", () => {
  const random = new Random(53);
  const p = new Float32Array(256).fill(1, 3, 4);
  const q = new Float32Array(256);
  for (let i = 0; i < 20_000; i++) {
    const share = i % 2 === 0 ? random.next() : 2 ** -(1 + 20 * random.next());
    const mass = Math.fround(1 - share);
    q.fill((1 - mass) / 255).fill(mass, 3, 4);
    const before = chooseKernels(random.next() < 0.7 ? "portable" : "fused");
    assertNear([crossEntropy(p, q)], [-Math.log(mass)], 0.75, ulp32);
    chooseKernels(before);
  }
});

Deno.test("float32 masses cost what the same doubles cost, to the digits of float32", () => {
  for (const count of [256, 257, 258, 999, 8192, 8193, 20_001]) {
    const p = Float32Array.from(
      { length: count },
      (_, j) => j === 5 ? 1 - 2 ** -20 : 2 ** -20 / count,
    );
    const doubles = Float64Array.from(p);
    assertNear([entropy(p)], [entropy(doubles)], 0.5, ulp32);
    assertEquals(crossEntropy(p, doubles), entropy(doubles));
    assertEquals(entropy([...p]), entropy(doubles));
    assertEquals(crossEntropy(p, Float32Array.from(p)), entropy(p));
    assertEquals(crossEntropy(p, p, { unit: "nats" }), entropy(p));
    const even = new Float32Array(count).fill(1 / count);
    assertNear([entropy(even)], [Math.log(count)], 0.5, ulp32);
  }
  assertEquals(entropy(new Float32Array(1024).fill(2 ** -10)), 10 * Math.LN2);
});

Deno.test("a float32 mass of 0 or next to it is nothing, and infinite or exact as a prediction", () => {
  const p = new Float32Array(300).fill(1, 0, 1);
  assert(Object.is(entropy(p), 0));
  const q = Float32Array.from(p);
  assert(Object.is(crossEntropy(p, q), 0));
  assertEquals(crossEntropy(p, q.toReversed()), Infinity);
  for (const mass of [2 ** -126, 2 ** -127, 2 ** -149]) {
    const rare = Float32Array.from(p).toReversed().fill(mass, 0, 1);
    assertNear([crossEntropy(p, rare)], [-Math.log(mass)], 0.5, ulp32);
    assertNear([entropy(rare)], [-mass * Math.log(mass)], 0.5, ulp32);
  }
});
