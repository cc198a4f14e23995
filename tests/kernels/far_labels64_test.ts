import { assert, assertEquals } from "@std/assert";
import { softmaxCrossEntropy } from "@surprisal/loss";
import { softmaxCrossEntropy as exactly } from "@surprisal/loss/exact";
import { ulp } from "../support/ulp.ts";
import { assertNear, onBoth, plainCopy, refusal } from "./cases.ts";
import { farCase } from "./far_case.ts";
import { Random } from "./random.ts";

const EACH = { reduction: "none" } as const;

for (const kernels of ["portable", "fused"] as const) {
  Deno.test(`float64 losses of far labels keep their digits: ${kernels}, 4,000 rows`, () => {
    const random = new Random(20261126);
    for (let n = 0; n < 500; n++) {
      const { z, labels } = farCase(random, "float64");
      const [fast, scalar] = onBoth(kernels, () => softmaxCrossEntropy(z, labels, EACH));
      assertNear(fast, scalar, 1, ulp);
      const [mean, truth] = onBoth(kernels, () => softmaxCrossEntropy(z, labels));
      assertNear([mean], [truth], 1, ulp);
    }
  });

  Deno.test(`float64 losses of far labels are within 1 ulp of the exact tier: ${kernels}`, () => {
    const random = new Random(31);
    for (let n = 0; n < 60; n++) {
      const { z, labels } = farCase(random, "float64", [64, 257, 300]);
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
      const { z, labels } = farCase(random, "float64", [300, 1000]);
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
    const { z, labels } = farCase(random, "float64");
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
    const { z, labels } = farCase(random, "float64");
    const at = random.whole(0, z.data.length - 1);
    new Uint32Array(z.data.buffer, z.data.byteOffset).set([1, 0x7ff80000], 2 * at);
    const [one, other] = onBoth("portable", () => refusal(() => softmaxCrossEntropy(z, labels)));
    assert(other !== undefined);
    assertEquals(one, other);
  }
});
