import { assert, assertEquals } from "@std/assert";
import { alloc, type Matrix, softmaxCrossEntropy } from "@surprisal/loss";
import { softmaxCrossEntropy as exactly } from "@surprisal/loss/exact";
import { ulp } from "../support/ulp.ts";
import { assertNear, onBoth, plainCopy, refusal } from "./cases.ts";
import { Random } from "./random.ts";

const EACH = { reduction: "none" } as const;

/** How deep entries lie below the largest logit: each kind strains a sum in another way. */
const DEPTHS: readonly ((random: Random) => (j: number) => number)[] = [
  (random) => () => 3 * Math.abs(random.normal()),
  (random) => always(12 * random.next()),
  (random) => inTurns(random, 1),
  (random) => inTurns(random, 4),
  (random) => inTurns(random, 8),
  (random) => () => 1e-3 * random.next(),
  (random) => () => 300 * random.next(),
  (random) => () => 40 + random.next(),
];

function always(depth: number): () => number {
  return () => depth;
}

/** Four depths in turns, each for so many entries. */
function inTurns(random: Random, run: number): (j: number) => number {
  const depths = Array.from({ length: 4 }, () => 6 * random.next());
  return (j) => depths[Math.floor(j / run) % 4]!;
}

interface Rows {
  readonly z: Matrix;
  readonly labels: Int32Array;
}

/** Rows whose labels lie about 4 or more below the largest logit, which may be where nobody looks first. */
function farCase(random: Random, sizes = [16, 67, 80, 255, 257, 1000, 2049, 4101]): Rows {
  const columns = sizes[random.whole(0, sizes.length - 1)]!;
  const z = alloc(8, columns, "float64");
  const labels = new Int32Array(8);
  for (let i = 0; i < 8; i++) {
    const row = z.data.subarray(i * columns, (i + 1) * columns);
    const top = random.next() < 0.5 ? 0 : 3800 * (random.next() - 0.5);
    const depthOf = DEPTHS[random.whole(0, DEPTHS.length - 1)]!(random);
    row.forEach((_, j) => row[j] = top - depthOf(j));
    row[random.whole(0, columns - 2)] = top;
    labels[i] = columns - 1;
    row[columns - 1] = top - 4 - [0, 1e-3 * random.next(), 30 * random.next()][random.whole(0, 2)]!;
  }
  return { z, labels };
}

for (const kernels of ["portable", "fused"] as const) {
  Deno.test(`float64 losses of far labels keep their digits: ${kernels}, 4,000 rows`, () => {
    const random = new Random(20261126);
    for (let n = 0; n < 500; n++) {
      const { z, labels } = farCase(random);
      const [fast, scalar] = onBoth(kernels, () => softmaxCrossEntropy(z, labels, EACH));
      assertNear(fast, scalar, 1, ulp);
      const [mean, truth] = onBoth(kernels, () => softmaxCrossEntropy(z, labels));
      assertNear([mean], [truth], 1, ulp);
    }
  });

  Deno.test(`float64 losses of far labels are within 1 ulp of the exact tier: ${kernels}`, () => {
    const random = new Random(31);
    for (let n = 0; n < 60; n++) {
      const { z, labels } = farCase(random, [64, 257, 300]);
      const [fast] = onBoth(kernels, () => softmaxCrossEntropy(z, labels, EACH));
      for (let i = 0; i < z.rows; i++) {
        const row = z.data.subarray(i * z.columns, (i + 1) * z.columns);
        assertNear([fast[i]!], [exactly(row, labels[i]!)], 1, ulp);
      }
    }
  });

  Deno.test(`a logit far above those looked at first is found: ${kernels}`, () => {
    const random = new Random(5);
    for (let n = 0; n < 200; n++) {
      const { z, labels } = farCase(random, [300, 1000]);
      for (let i = 0; i < z.rows; i++) {
        const at = i * z.columns + random.whole(0, z.columns - 2);
        z.data[at] = z.data[at]! +
          [1, 6, 20, 300, 2000, 1e5, -400, -1e9, -Infinity][random.whole(0, 8)]!;
        if (random.next() < 0.2) labels[i] = at - i * z.columns;
      }
      const [fast, scalar] = onBoth(kernels, () => softmaxCrossEntropy(z, labels, EACH));
      assertNear(fast, scalar, 2, ulp);
    }
  });
}

Deno.test("a float64 loss depends on its own row alone, also beside rows that are summed otherwise", () => {
  const random = new Random(7);
  for (let n = 0; n < 100; n++) {
    const { z, labels } = farCase(random);
    const { columns } = z;
    const order = [3, 0, 5, 7, 1, 2, 6, 4];
    const moved = { ...plainCopy(z, "float64") };
    order.forEach((from, to) =>
      moved.data.set(z.data.subarray(from * columns, (from + 1) * columns), to * columns)
    );
    labels[1] = labels[4] = 0;
    const expected = softmaxCrossEntropy(z, labels, EACH);
    const found = softmaxCrossEntropy(moved, order.map((from) => labels[from]!), EACH);
    assertEquals(Array.from(found), order.map((from) => expected[from]!));
  }
});

Deno.test("float64 rows of far labels with a NaN are refused", () => {
  const random = new Random(9);
  for (let n = 0; n < 100; n++) {
    const { z, labels } = farCase(random);
    const at = random.whole(0, z.data.length - 1);
    new Uint32Array(z.data.buffer, z.data.byteOffset).set([1, 0x7ff80000], 2 * at);
    const [one, other] = onBoth("portable", () => refusal(() => softmaxCrossEntropy(z, labels)));
    assert(other !== undefined);
    assertEquals(one, other);
  }
});
