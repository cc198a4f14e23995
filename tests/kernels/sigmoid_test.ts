import { assert, assertEquals } from "@std/assert";
import {
  sigmoidBinaryCrossEntropy,
  sigmoidBinaryCrossEntropyGradient,
  type SigmoidBinaryCrossEntropyOptions,
} from "@surprisal/loss";
import { ulp } from "../support/ulp.ts";
import { assertNear, onBoth, refusal } from "./cases.ts";
import { Random } from "./random.ts";

/** Logits of all sizes, and at the edges of what the kernels do. */
function logitOf(random: Random): number {
  const edges = [0, -0, 1, -1, 700, -700, 745, -745, Infinity, -Infinity, 1e308, 5e-324];
  if (random.next() < 0.02) return edges[random.whole(0, edges.length - 1)]!;
  return random.normal() * 10 ** random.whole(-3, 2);
}

function labelOf(random: Random): number {
  return [0, 1, random.next(), 1e-300, 1 - 2 ** -53][random.whole(0, 4)]!;
}

function optionsOf(random: Random): SigmoidBinaryCrossEntropyOptions {
  return [{}, { unit: "bits" }, { positiveWeight: 8 * random.next() }, { positiveWeight: 1e200 }][
    random.whole(0, 3)
  ] as SigmoidBinaryCrossEntropyOptions;
}

Deno.test("the sigmoid kernels agree with the scalar path on 100,000 entries", () => {
  const random = new Random(31);
  for (let entries = 0; entries < 100_000;) {
    const count = random.whole(256, 700);
    const z = Float64Array.from({ length: count }, () => logitOf(random));
    const y = Float64Array.from({ length: count }, () => labelOf(random));
    const options = { ...optionsOf(random), reduction: "none" } as const;
    const kernels = random.next() < 0.5 ? "portable" : "fused";
    const [fast, scalar] = onBoth(kernels, () => sigmoidBinaryCrossEntropy(z, y, options));
    assertNear(fast, scalar, 3, ulp);
    assert(fast.every((loss, i) => loss > 0 || scalar[i] === 0), "a loss is lost");
    const [slopes, expected] = onBoth(
      kernels,
      () => sigmoidBinaryCrossEntropyGradient(z, y, options),
    );
    const size = Math.max(1, options.positiveWeight ?? 1) / 4;
    assertNear(slopes, expected, 6, ulp, (i) => Number.isInteger(y[i]) ? 0 : size);
    entries += count;
  }
});

Deno.test("many binary entries are summed as exactly as few, and refused in the same words", () => {
  const random = new Random(37);
  const z = Float64Array.from({ length: 20_000 }, () => random.normal());
  const y = Float64Array.from({ length: 20_000 }, () => random.whole(0, 1));
  const mean = sigmoidBinaryCrossEntropy(z, y);
  assertEquals(sigmoidBinaryCrossEntropy(z.toReversed(), y.toReversed()), mean);
  for (const [i, bad] of [[300, NaN], [19_999, -1], [0, 2]] as const) {
    const wrong = bad === bad ? y : z;
    const before = wrong[i]!;
    wrong[i] = bad;
    const [fast, scalar] = onBoth(
      "portable",
      () => [
        refusal(() => sigmoidBinaryCrossEntropy(z, y)),
        refusal(() => sigmoidBinaryCrossEntropyGradient(z, y)),
      ],
    );
    assertEquals(fast, scalar);
    assertEquals(fast.includes(undefined), false);
    wrong[i] = before;
  }
});
