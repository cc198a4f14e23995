import { assert, assertEquals } from "@std/assert";
import { oneHot, softmaxCrossEntropyWithGradient } from "@surprisal/loss";
import { exactRows } from "../../lib/exact/exact_row.ts";
import { FULL } from "../../lib/exact/precision.ts";
import type { DoubleDouble } from "../../lib/numerics/double_double.ts";
import { LabelledRow } from "../../lib/numerics/labelled_row.ts";
import { LIFT } from "../../lib/numerics/lift.ts";
import { SoftmaxRow } from "../../lib/numerics/softmax_row.ts";
import { Site } from "../../lib/types/site.ts";
import { Random } from "../kernels/random.ts";
import { ulp } from "../support/ulp.ts";

const SITE = new Site("test", "z");

/** Largest error in ulps of a loss and of its gradient. */
function errorsOf(z: Float64Array, t: number): [number, number] {
  const row = new LabelledRow(z.length);
  row.load(z, 0, t, SITE);
  const gradient = new Float64Array(z.length);
  row.writeGradient(gradient, 0, 1, 1);
  const exact = exactRows("test", z)(FULL);
  const errorOf = (x: number, lifted: DoubleDouble) => {
    const { high, low } = lifted.scale(1 / LIFT);
    return Math.abs((x - high) - low) / ulp(high);
  };
  const loss = errorOf(row.surprisal, exact.surprisal(t));
  const slopes = Array.from(
    gradient,
    (g, j) => j === t ? errorOf(-g, exact.complement(j)) : errorOf(g, exact.probability(j)),
  );
  return [loss, Math.max(...slopes)];
}

/** Families of rows: near each other, far apart, above and below, one that dominates more and more. */
const FAMILIES: Readonly<Record<string, (random: Random, n: number) => number>> = {
  ordinary: (random) => 3 * random.normal(),
  wide: (random) => 60 * random.normal(),
  flat: (random) => 1e-3 * random.normal(),
  low: (random) => 1e-2 * random.normal() - 250,
  high: (random) => 1e-2 * random.normal() + 250,
  dominated: (random, n) => n === 0 ? 0 : random.normal() - 18 * random.next(),
};

for (const [name, entry] of Object.entries(FAMILIES)) {
  Deno.test(`a row with its class is within 1.05 ulp, loss and gradient: ${name}`, () => {
    const random = new Random(31);
    const worst = [0, 0];
    for (let n = 0; n < 1200; n++) {
      const z = Float64Array.from({ length: random.whole(2, 12) }, (_, j) => entry(random, j));
      errorsOf(z, n % 2 ? 0 : random.whole(0, z.length - 1)).forEach((error, k) =>
        worst[k] = Math.max(worst[k]!, error)
      );
    }
    assert(Math.max(...worst) <= 1.05, `${worst}`);
    assert(Math.min(...worst) > 0.5, "a bound that cannot be missed");
  });
}

/** What a row gives by the way of all classes. */
function softmaxOf(z: Float64Array, t: number): number[] {
  const row = new SoftmaxRow(z.length);
  row.logits.set(z);
  row.load(SITE);
  const gradient = new Float64Array(z.length);
  row.writeProbabilities(gradient, 0);
  gradient[t] = 0 - row.complement(t);
  return [row.surprisal(t), ...gradient];
}

Deno.test("rows without knots, and those whose class has nearly all, are done as any other row", () => {
  const rows = [[256, 1, 2], [1, -257, 2], [1, 3e9, 2], [-1e300, 4, 4], [0, -Infinity, 3], [7]];
  rows.push([-65536.25, 0, 1], [18, 0, -1], [40, 0, 0.5], [-200, -232, -240]);
  for (const z of rows.map((row) => Float64Array.from(row))) {
    const row = new LabelledRow(z.length);
    row.load(z, 0, 0, SITE);
    const gradient = new Float64Array(z.length);
    row.writeGradient(gradient, 0, 1, 1);
    gradient[0]! += 0;
    assertEquals([row.surprisal, ...gradient], softmaxOf(z, 0).map((x) => x + 0), `${z}`);
  }
});

Deno.test("a row may be loaded again, hard or not, and answers for the last one only", () => {
  const row = new LabelledRow(3);
  const fresh = (z: Float64Array, t: number) => {
    const other = new LabelledRow(3);
    other.load(z, 0, t, SITE);
    return other.surprisal;
  };
  const rows = [[1, 2, 3], [300, 299, 1], [3, 2, 1], [40, 0, 0], [1, 2, 3]];
  for (const z of rows.map((row) => Float64Array.from(row))) {
    for (const t of [0, 1, 2]) {
      row.load(z, 0, t, SITE);
      assertEquals(row.surprisal, fresh(z, t));
    }
  }
});

Deno.test("a class and its one-hot distribution give the same bits", () => {
  const random = new Random(41);
  for (let n = 0; n < 2000; n++) {
    const z = Array.from(
      { length: random.whole(1, 9) },
      () => 10 ** random.whole(-2, 3) * random.normal(),
    );
    const t = random.whole(0, z.length - 1);
    assertEquals(
      softmaxCrossEntropyWithGradient(z, oneHot(t, z.length)),
      softmaxCrossEntropyWithGradient(z, t),
    );
  }
});

Deno.test("a gradient is scaled, by a class weight too, and never -0", () => {
  const row = new LabelledRow(2);
  const slopesOf = (z: Float64Array, mass: number, scale: number) => {
    const into = new Float32Array(3).fill(7);
    row.load(z, 0, 0, SITE);
    row.writeGradient(into, 1, mass, scale);
    assert(!into.some((slope) => Object.is(slope, -0)), `${z}`);
    return [...into];
  };
  assertEquals(slopesOf(Float64Array.of(1, 1), 1, 1), [7, -0.5, 0.5]);
  assertEquals(slopesOf(Float64Array.of(1, 1), 0.5, 4), [7, -1, 1]);
  assertEquals(slopesOf(Float64Array.of(1, 1), 0, 4), [7, 0, 0]);
  assertEquals(slopesOf(Float64Array.of(200, 0), 1, 1), [7, 0, 0]);
  assertEquals(slopesOf(Float64Array.of(10, 0), 1, 1e-45), [7, 0, 0]);
});
