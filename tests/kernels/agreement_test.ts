import { assert, assertEquals } from "@std/assert";
import {
  alloc,
  type Kernels,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
  softmaxCrossEntropyWithGradient,
} from "@surprisal/loss";
import { ulp } from "../support/ulp.ts";
import { assertNear, type Case, caseOf, onBoth, plainCopy, refusal, ulp32 } from "./cases.ts";
import { Random } from "./random.ts";

const EACH = { reduction: "none" } as const;

function assertAgree(kernels: Kernels, { z, labels, type }: Case): void {
  const narrow = type === "float32";
  const [losses, expected] = onBoth(kernels, () => softmaxCrossEntropy(z, labels, EACH));
  assertNear(losses, expected, narrow ? 1 : 4, narrow ? ulp32 : ulp);
  assert(losses.every((loss, i) => loss > 0 || expected[i] === 0), "a loss is lost");
  const [gradient, wide] = onBoth(kernels, () => softmaxCrossEntropyGradient(z, labels, EACH));
  assertNear(gradient.data, wide.data, 6, ulp);
  if (!narrow) return;
  const out = alloc(z.rows, z.columns, "float32");
  const found = onBoth(
    kernels,
    () => softmaxCrossEntropyWithGradient(z, labels, { ...EACH, out }).gradient.data.slice(),
  );
  assertNear(found[0], wide.data, 2, ulp32);
}

for (const kernels of ["portable", "fused", "typescript"] as const) {
  for (const type of ["float64", "float32"] as const) {
    Deno.test(`the ${kernels} kernels agree with the scalar path on 25,000 ${type} rows`, () => {
      const random = new Random(20261124);
      for (let rows = 0; rows < 25_000;) {
        const drawn = caseOf(random, type);
        assertAgree(kernels, drawn);
        rows += drawn.z.rows;
      }
    });
  }
}

Deno.test("the kernels leave refusals to the scalar path, in its words and its order", () => {
  const random = new Random(11);
  let refused = 0;
  for (let n = 0; n < 1000; n++) {
    const { z, labels } = caseOf(random, n % 2 ? "float32" : "float64");
    for (let k = 0; k < 3; k++) {
      const bad = [NaN, Infinity, -Infinity][random.whole(0, 2)]!;
      const start = random.whole(0, z.rows - 1) * z.columns;
      if (bad === -Infinity) z.data.fill(bad, start, start + z.columns);
      else z.data[start + random.whole(0, z.columns - 1)] = bad;
    }
    const [fast, scalar] = onBoth("portable", () => [
      refusal(() => softmaxCrossEntropy(z, labels)),
      refusal(() => softmaxCrossEntropyGradient(z, labels)),
    ]);
    assertEquals(fast, scalar);
    if (scalar[0]) refused++;
  }
  assertEquals(refused, 1000);
});

/** NaNs with and without something in their last bits, as words from the lowest on. */
const NANS = {
  float32: [[0x7fc00000], [0x7fc00001], [0xffc00001], [0x7f800001], [0x7fffffff]],
  float64: [[0, 0x7ff80000], [1, 0x7ff80000], [0x3ff, 0xfff80000], [1, 0x7ff00000]],
};

for (const kernels of ["portable", "fused", "typescript"] as const) {
  Deno.test(`the ${kernels} kernels refuse a NaN whatever its bits are`, () => {
    const labels = new Int32Array(64);
    for (const type of ["float32", "float64"] as const) {
      const z = alloc(64, 16, type);
      z.data.forEach((_, k) => z.data[k] = k % 7);
      const bits = new Uint32Array(z.data.buffer, z.data.byteOffset, z.data.byteLength / 4);
      for (const nan of NANS[type]) {
        bits.set(nan, 500 * nan.length);
        const [fast, scalar] = onBoth(kernels, () => [
          refusal(() => softmaxCrossEntropy(z, labels)),
          refusal(() => softmaxCrossEntropyGradient(z, labels)),
        ]);
        assert(scalar[0] !== undefined);
        assertEquals(fast, scalar);
      }
    }
  });
}

Deno.test("a gradient may take the place of its logits, or lie in any other memory", () => {
  const random = new Random(13);
  for (let n = 0; n < 200; n++) {
    const { z, labels } = caseOf(random, n % 2 ? "float32" : "float64");
    const type = z.data instanceof Float32Array ? "float32" : "float64";
    const beside = alloc(z.rows, z.columns, type);
    const expected = softmaxCrossEntropyGradient(z, labels, { out: beside }).data.slice();
    const plain = plainCopy(beside, type);
    plain.data.fill(NaN);
    softmaxCrossEntropyGradient(z, labels, { out: plain });
    assertEquals(plain.data, expected);
    const copy = plainCopy(z, type);
    softmaxCrossEntropyGradient(copy, labels, { out: copy });
    assertEquals(copy.data, expected);
    softmaxCrossEntropyGradient(z, labels, { out: z });
    assertEquals(z.data, expected);
  }
});

Deno.test("rows of a width that no buffer holds yet, and rows beyond one block, come out alike", () => {
  const random = new Random(17);
  for (const [rows, columns] of [[1, 300_001], [3, 40_003], [2500, 5], [1030, 257]] as const) {
    const z = alloc(rows, columns, "float64");
    z.data.forEach((_, k) => z.data[k] = 3 * random.normal());
    const labels = Int32Array.from({ length: rows }, () => random.whole(0, columns - 1));
    assertAgree("portable", { z, labels, type: "float64" });
    assertAgree("portable", { z: plainCopy(z, "float64"), labels, type: "float64" });
  }
});
