import { assert, assertEquals, assertThrows } from "@std/assert";
import { klDivergence } from "@surprisal/loss";
import { klDivergence as exactDivergence } from "@surprisal/loss/exact";
import { ulp } from "../support/ulp.ts";
import { assertNear, onBoth, ulp32 } from "./cases.ts";
import { Random } from "./random.ts";

/** What a pair of masses is like: each kind strains another part of the kernel. */
const KINDS: readonly ((random: Random) => [number, number])[] = [
  (random) => [random.next(), random.next()],
  (random) => scaled(random, 1 + 0.1 * (random.next() - 0.5)),
  (random) => scaled(random, 1 + 2 ** -random.whole(3, 52)),
  (random) => scaled(random, random.next() < 0.5 ? 1.125 : 1 / 1.125),
  (random) => scaled(random, 1),
  (random) => [random.next() * 10 ** -random.whole(0, 300), random.next()],
  (random) => [random.next(), random.next() * 10 ** -random.whole(0, 20)],
  (random) => [0, random.next()],
  (random) => [5e-324 * random.whole(0, 2 ** 30), random.next()],
  () => [0, 0],
  (random) => [5e-324 * random.whole(0, 9), 5e-324 * random.whole(1, 9)],
  (random) => [random.next() * 2 ** -random.whole(0, 40), random.next()],
];

function scaled(random: Random, factor: number): [number, number] {
  const a = random.next() * 10 ** -random.whole(0, 6);
  return [a, a * factor];
}

/** Two distributions of some of the kinds. */
function pairOf(random: Random, count: number): [Float64Array, Float64Array] {
  const kinds = Array.from(
    { length: random.whole(1, 3) },
    () => KINDS[random.whole(0, KINDS.length - 1)]!,
  );
  const p = new Float64Array(count);
  const q = new Float64Array(count);
  for (let j = 0; j < count; j++) [p[j], q[j]] = kinds[random.whole(0, kinds.length - 1)]!(random);
  // One pair that holds most of the mass, or little of it.
  const at = random.whole(0, count - 1);
  p[at] = q[at] = random.next() < 0.5 ? count * random.next() : 1e-3;
  return [normalised(p), normalised(q)];
}

function normalised(p: Float64Array): Float64Array {
  const sum = p.reduce((a, b) => a + b);
  return p.map((mass) => mass / sum);
}

Deno.test("divergences of many masses agree with the way in TypeScript on 30,000 pairs", () => {
  const random = new Random(77);
  let infinite = 0;
  for (let i = 0; i < 30_000; i++) {
    const [p, q] = pairOf(random, random.whole(256, 300));
    const kernels = random.next() < 0.7 ? "portable" : "fused";
    const [fast, scalar] = onBoth(kernels, () => [klDivergence(p, q)]);
    if (scalar[0] === Infinity) infinite++;
    assertNear(fast, scalar, 4, ulp);
  }
  assert(infinite > 0);
});

Deno.test("divergences of many masses are within 4 ulp of the exact ones", () => {
  const random = new Random(78);
  for (let i = 0; i < 2000; i++) {
    const [p, q] = pairOf(random, random.whole(256, 300));
    const kernels = random.next() < 0.7 ? "portable" : "fused";
    const [fast] = onBoth(kernels, () => [klDivergence(p, q)]);
    assertNear(fast, [exactDivergence(p, q)], 4, ulp);
  }
});

Deno.test("long vectors and lists have one divergence, and equal ones exactly 0", () => {
  const random = new Random(79);
  for (const count of [256, 257, 8192, 8193, 20_001]) {
    const [p, q] = [random, random].map((r) =>
      normalised(Float64Array.from({ length: count }, () => r.next()))
    ) as [Float64Array, Float64Array];
    const [fast, scalar] = onBoth("portable", () => [klDivergence(p, q)]);
    assertNear(fast, scalar, 4, ulp);
    assertEquals(klDivergence([...p], [...q]), klDivergence(p, q));
    assertEquals(klDivergence(p, Float64Array.from(p)), 0);
  }
});

Deno.test("the kernel takes no masses that are none, and is Infinity where q rules out what p does not", () => {
  const even = new Float64Array(301).fill(1 / 301);
  for (
    const [mass, what] of [[NaN, "NaN"], [-0.25, "-0.25"], [Infinity, "Infinity"], [0.25, "sum"]]
  ) {
    const bad = Float64Array.from(even);
    bad[300] = mass as number;
    assertThrows(() => klDivergence(bad, even), RangeError, what as string);
    assertThrows(() => klDivergence(even, bad), RangeError, what as string);
  }
  const sparse = Float64Array.from(even);
  sparse[300] = 0;
  sparse[0] = 2 / 301;
  assertEquals(klDivergence(even, sparse), Infinity);
  assert(klDivergence(sparse, even) > 0);
});

Deno.test("divergences of float32 masses are within a fiftieth of a float32's ulp, from 1 on within half", () => {
  const random = new Random(80);
  let near = 0;
  for (let i = 0; i < 2000; i++) {
    const [p, q] = pairOf(random, random.whole(256, 300)).map((x) => Float32Array.from(x));
    const kernels = random.next() < 0.7 ? "portable" : "fused";
    const [fast] = onBoth(kernels, () => [klDivergence(p!, q!)]);
    const exact = exactDivergence(p!, q!);
    if (Math.abs(exact) < 1e-6) near++;
    assertNear(fast, [exact], exact < 0.999 ? 0.02 : 0.5, ulp32);
  }
  assert(near > 100);
});

Deno.test("float32 masses diverge as the same doubles do, in blocks too; equal ones not at all", () => {
  const random = new Random(81);
  for (const count of [256, 257, 258, 259, 8192, 8193, 20_001]) {
    const [p, q] = [random, random].map((r) =>
      Float32Array.from(normalised(Float64Array.from({ length: count }, () => r.next())))
    ) as [Float32Array, Float32Array];
    const doubles = Float64Array.from(p);
    assertNear([klDivergence(p, q)], [klDivergence(doubles, q)], 0.001, ulp32);
    assertNear([klDivergence(p, q, { unit: "bits" })], [klDivergence(p, q) / Math.LN2], 1, ulp);
    assert(Object.is(klDivergence(p, Float32Array.from(p)), 0));
    assert(Object.is(klDivergence(p, doubles), 0));
  }
});

Deno.test("divergences of float32 masses keep their digits where masses that do not sum to 1 make them cancel", () => {
  const random = new Random(82);
  const options = { tolerance: 9 };
  for (let i = 0; i < 100; i++) {
    const [p, q] = [random, random].map((r) =>
      Float32Array.from(normalised(Float64Array.from({ length: 256 }, () => r.next())))
    ) as [Float32Array, Float32Array];
    const factor = Math.exp(klDivergence(p, q));
    const scaled = q.map((mass) => mass * factor);
    const exact = exactDivergence(p, scaled, options);
    assertNear([klDivergence(p, scaled, options)], [exact], 0.02, ulp32);
  }
});

/** Two masses each in p and q, so that all roundings of a kind are one, and none makes up for another. */
function twofold(random: Random, count: number): [Float64Array, Float64Array] {
  const many = random.whole(1, count - 1);
  const filled = () => {
    const share = random.next();
    return new Float64Array(count).fill((1 - share) / (count - many)).fill(share / many, 0, many);
  };
  return [filled(), filled()];
}

Deno.test("divergences of two values each are within 4 ulp, of float32 masses within 1", () => {
  const random = new Random(83);
  const options = { tolerance: 1e-4 };
  let far = 0;
  for (let i = 0; i < 3000; i++) {
    const [p, q] = twofold(random, random.whole(256, 300));
    const kernels = random.next() < 0.7 ? "portable" : "fused";
    const [narrowP, narrowQ] = [Float32Array.from(p), Float32Array.from(q)];
    const [fast] = onBoth(kernels, () => [
      klDivergence(p, q, options),
      klDivergence(narrowP, narrowQ, options),
    ]);
    const [wide] = fast;
    if (wide! > 0.5) far++;
    assertNear([wide!], [exactDivergence(p, q, options)], 4, ulp);
    assertNear([fast[1]!], [exactDivergence(narrowP, narrowQ, options)], 1, ulp32);
  }
  assert(far > 500);
});

Deno.test("of masses far apart, zeros and the least there are count as what they are", () => {
  for (const holder of [Float64Array, Float32Array]) {
    for (const count of [300, 20_000]) {
      for (const least of [0, 2 ** -149, 2 ** -126]) {
        // A far pair holds all; then some that p rules out, or q nearly, or both.
        const p = new holder(count).fill(0.75, 0, 1).fill(0.25, 1, 2);
        const q = new holder(count).fill(0.0625, 0, 1).fill(0.9375, 1, 2);
        const truth = 0.75 * Math.log(12) + 0.25 * Math.log(0.25 / 0.9375);
        assertNear([klDivergence(p, q)], [truth], 1, ulp32);
        q[count - 1] = least;
        assertNear([klDivergence(p, q)], [truth], 1, ulp32);
        p[count - 1] = 2 ** -30;
        const more = p[count - 1]! * (Math.log(2 ** -30) - Math.log(least));
        assertNear([klDivergence(p, q)], [truth + more], 1, ulp32);
        assertEquals(klDivergence(p, q) === Infinity, least === 0);
        p[count - 1] = 2 ** -149;
        assert(klDivergence(p, q.fill(least, 2)) >= 0);
      }
    }
  }
});

Deno.test("masses that are alike at first, and far apart after that, or the other way round", () => {
  for (const holder of [Float64Array, Float32Array]) {
    for (const count of [256, 1000, 9000]) {
      const raw = Array.from({ length: count }, (_, j) => 1 + j % 7);
      const sum = raw.reduce((a, b) => a + b);
      const p = holder.from(raw.map((mass) => mass / sum));
      const q = holder.from(p).fill(p[0]! / 4096, 128, 256);
      const options = { tolerance: 2 };
      for (const [a, b] of [[p, q], [p.toReversed(), q.toReversed()]] as const) {
        const exact = exactDivergence(a, b, options);
        const unit = holder === Float64Array ? ulp : ulp32;
        assertNear([klDivergence(a, b, options)], [exact], unit === ulp ? 4 : 1, unit);
      }
    }
  }
});

Deno.test("the kernel of float32 masses takes none that are none", () => {
  const even = new Float32Array(301).fill(1 / 301);
  for (
    const [mass, what] of [[NaN, "NaN"], [-0.25, "-0.25"], [Infinity, "Infinity"], [0.25, "sum"]]
  ) {
    const bad = Float32Array.from(even).fill(mass as number, 300);
    assertThrows(() => klDivergence(bad, even), RangeError, what as string);
    assertThrows(() => klDivergence(even, bad), RangeError, what as string);
  }
  const sparse = Float32Array.from(even).fill(0, 300).fill(2 / 301, 0, 1);
  assertEquals(klDivergence(even, sparse), Infinity);
  assertNear([klDivergence(sparse, even)], [2 / 301 * Math.LN2], 8, ulp32);
  // Subnormal masses: of p nothing, of q for the way in float64.
  sparse[300] = 2 ** -140;
  assertNear([klDivergence(sparse, even)], [2 / 301 * Math.LN2], 8, ulp32);
  const rare = -Math.log(301 * 2 ** -140) / 301 - Math.LN2 / 301;
  assertNear([klDivergence(even, sparse)], [rare], 8, ulp32);
});
