import { assert } from "@std/assert";
import { alloc, chooseKernels, softmaxCrossEntropyWithGradient } from "@surprisal/loss";
import { ulp } from "../support/ulp.ts";
import { ulp32 } from "./cases.ts";
import { Random } from "./random.ts";

const EACH = { reduction: "none" } as const;

// Rows of two logits in turns: the roundings of their exponentials may all lie on one side in the sum, and
// that of the one at hand on the other.

/** Two float32 logits each. */
const PAIRS = [
  [-6.13645601272583, 4.50817346572876],
  [1.7847774028778076, -7.49955940246582],
  [5.799914836883545, -7.618474960327148],
  [2.0867316722869873, 6.493168830871582],
] as const;

for (const kernels of ["portable", "fused", "typescript"] as const) {
  Deno.test(`gradients of two float32 logits in turns stay within 2 ulp on ${kernels} kernels`, () => {
    const random = new Random(59);
    const drawn = Array.from({ length: 3000 }, () => [16 * random.next(), 16 * random.next()]);
    const pairs = [...PAIRS, ...drawn];
    const z = alloc(pairs.length, 200, "float32");
    z.data.forEach((_, k) => z.data[k] = pairs[Math.floor(k / 200)]![k % 2]!);
    const out = alloc(z.rows, 200, "float32");
    const before = chooseKernels(kernels);
    softmaxCrossEntropyWithGradient(z, new Uint8Array(z.rows), { ...EACH, out });
    chooseKernels(before);
    pairs.forEach((_, i) => {
      for (const k of [200 * i + 2, 200 * i + 3]) {
        const truth = 0.01 / (1 + Math.exp(z.data[k % 2 ? k - 1 : k + 1]! - z.data[k]!));
        const error = Math.abs(out.data[k]! - truth) / ulp32(truth);
        assert(error <= 2, `row ${i}: ${out.data[k]} is ${error} ulp off`);
      }
    });
  });
}

/** So many columns go to the table in TypeScript too; fewer of a power of two give the same digits. */
const COLUMNS = 128;

/**
 * Two float64 logits each, which of both is looked at, and its true slope among 64 in two parts, by mpmath:
 * all were 3.02 to 3.33 units off by one of the kernels, where the factor was a double.
 */
const WIDE_PAIRS = [
  [-1.242139995098114, -5.415375243872404, 1, 0.0004740223485809005, 2.1391925918450042e-21],
  [-7.325825646519661, 5.169895023107529, 0, 1.1695690362909391e-07, -2.6363710032334014e-25],
  [4.521429907530546, -5.8758750930428505, 1, 9.535524385920294e-07, 4.427722237369051e-24],
  [3.69737820699811, -7.4472466967999935, 1, 4.5164233741332735e-07, 1.7216037060310525e-23],
  [4.050288945436478, 0.5733092501759529, 1, 0.0009366991673460294, -1.7095400050246382e-20],
  [-4.800647962838411, -1.2911014296114445, 0, 0.0009075568793766964, 7.75073009230777e-21],
  [2.1289073675870895, 6.285117112100124, 0, 0.0004820363574739077, 5.020123053121314e-21],
] as const;

for (const kernels of ["portable", "fused", "typescript"] as const) {
  Deno.test(`gradients of two float64 logits in turns stay within 3 ulp on ${kernels} kernels`, () => {
    const z = alloc(WIDE_PAIRS.length, COLUMNS, "float64");
    z.data.forEach((_, k) => z.data[k] = WIDE_PAIRS[Math.floor(k / COLUMNS)]![k % 2 as 0 | 1]);
    const out = alloc(z.rows, COLUMNS, "float64");
    const before = chooseKernels(kernels);
    softmaxCrossEntropyWithGradient(z, new Uint8Array(z.rows).fill(COLUMNS - 1), { ...EACH, out });
    chooseKernels(before);
    WIDE_PAIRS.forEach(([, , at, high, low], i) => {
      const found = out.data[COLUMNS * i + at]! * COLUMNS / 64;
      const error = Math.abs((found - high) - low) / ulp(high);
      assert(error <= 3, `row ${i}: ${found} is ${error} ulp off`);
    });
  });
}
