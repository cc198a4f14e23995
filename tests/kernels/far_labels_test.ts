import { assert, assertEquals } from "@std/assert";
import { alloc, softmaxCrossEntropy } from "@surprisal/loss";
import { assertNear, onBoth, plainCopy, refusal, ulp32 } from "./cases.ts";
import { farCase } from "./far_case.ts";
import { Random } from "./random.ts";

const EACH = { reduction: "none" } as const;

for (const kernels of ["portable", "fused"] as const) {
  Deno.test(`losses of far labels are within half a float32 unit: ${kernels}, 4,000 rows`, () => {
    const random = new Random(20261126);
    for (let n = 0; n < 500; n++) {
      const { z, labels } = farCase(random, "float32");
      const [fast, scalar] = onBoth(kernels, () => softmaxCrossEntropy(z, labels, EACH));
      assertNear(fast, scalar, 0.5, ulp32);
      const [mean, truth] = onBoth(kernels, () => softmaxCrossEntropy(z, labels));
      assertNear([mean], [truth], 0.3, ulp32);
    }
  });

  Deno.test(`losses of far labels in rows of a million classes: ${kernels}`, () => {
    const random = new Random(3);
    const z = alloc(1, 2 ** 20, "float32");
    for (const depth of [0.3, 0.7, 5, 11]) {
      z.data.forEach((_, j) => z.data[j] = -depth - 1e-3 * random.next());
      z.data.set([0, -9]);
      const [fast, scalar] = onBoth(kernels, () => softmaxCrossEntropy(z, [1], EACH));
      assertNear(fast, scalar, 0.1, ulp32);
    }
  });

  Deno.test(`labels nearer than that keep their digits: ${kernels}, 1,600 rows`, () => {
    const random = new Random(5);
    for (let n = 0; n < 200; n++) {
      const { z, labels } = farCase(random, "float32");
      // A few units nearer than 4: the quick sum would show in losses that are all others' sum.
      for (let i = 0; i < z.rows; i++) {
        const row = z.data.subarray(i * z.columns, (i + 1) * z.columns);
        row.fill(row[0]! - 60);
        row[1] = row[0]! + 60;
        row[z.columns - 1] = row[1]! - 3.98;
      }
      const [fast, scalar] = onBoth(kernels, () => softmaxCrossEntropy(z, labels, EACH));
      assertNear(fast, scalar, 0.01, ulp32);
    }
  });
}

Deno.test("a loss depends on its own row alone, also beside rows that are summed otherwise", () => {
  const random = new Random(7);
  for (let n = 0; n < 100; n++) {
    const { z, labels } = farCase(random, "float32");
    const columns = z.columns;
    const order = [3, 0, 5, 7, 1, 2, 6, 4];
    const moved = { ...plainCopy(z, "float32") };
    order.forEach((from, to) =>
      moved.data.set(z.data.subarray(from * columns, (from + 1) * columns), to * columns)
    );
    labels[1] = labels[4] = 0;
    const expected = softmaxCrossEntropy(z, labels, EACH);
    const found = softmaxCrossEntropy(moved, order.map((from) => labels[from]!), EACH);
    assertEquals(Array.from(found), order.map((from) => expected[from]!));
  }
});

Deno.test("rows of far labels with a NaN are refused, with masked classes they are as before", () => {
  const random = new Random(9);
  for (let n = 0; n < 100; n++) {
    const { z, labels } = farCase(random, "float32");
    const at = random.whole(0, z.data.length - 1);
    z.data[at] = -Infinity;
    const [fast, scalar] = onBoth("portable", () => softmaxCrossEntropy(z, labels, EACH));
    assertNear(fast, scalar, 1, ulp32);
    new Uint32Array(z.data.buffer, z.data.byteOffset)[at] = 0x7fc00001;
    const [one, other] = onBoth("portable", () => refusal(() => softmaxCrossEntropy(z, labels)));
    assert(other !== undefined);
    assertEquals(one, other);
  }
});

Deno.test("options that change no row's logits take far labels alike", () => {
  const random = new Random(15);
  for (let n = 0; n < 200; n++) {
    const { z, labels } = farCase(random, "float32");
    const counts = Array.from(labels, (label, i) => i % 3 ? label : -100);
    const each = { length: z.columns };
    const options = [
      { unit: "bits" },
      { ignoreIndex: -100 },
      { sampleWeights: Array.from(labels, () => random.next()) },
      { classWeights: Array.from(each, () => 1 + random.next()) },
      { classMask: Array.from(each, (_, j) => j % 5 > 0 || j === labels[0]) },
      { zLoss: 1e-3 },
      { temperature: 2 },
      { labelSmoothing: 0.1 },
    ] as const;
    for (const option of options) {
      const target = "ignoreIndex" in option ? counts : labels;
      const compute = () => softmaxCrossEntropy(z, target, { ...EACH, ...option });
      assertNear(...onBoth(n % 2 ? "portable" : "fused", compute), 1, ulp32);
    }
  }
});
