import {
  chooseKernels,
  crossEntropy,
  entropy,
  jensenShannonDivergence,
  klDivergence,
  softmaxEntropy,
} from "@surprisal/loss";
import * as exact from "@surprisal/loss/exact";
import { assert, assertEquals } from "@std/assert";
import { ulp } from "../support/ulp.ts";
import { Random } from "../kernels/random.ts";

// One class is all but certain, and many others share what is left: each term is next to nothing, and
// there are so many that the roundings of what is added beside the sum could reach it.

/** A distribution of `classes` with about `rest` outside of the first class. */
function nearlyCertain(classes: number, rest: number, share: () => number): Float64Array {
  const p = Float64Array.from({ length: classes }, () => rest / (classes - 1) * share());
  p[0] = 0;
  p[0] = 1 - p.reduce((sum, mass) => sum + mass, 0);
  return p;
}

Deno.test("measures of long distributions that are nearly certain are right to 3 ulp", () => {
  const random = new Random(12);
  const shares = [() => 1, () => 2 * random.next(), () => 10 ** (-3 * random.next())];
  for (const kernels of ["portable", "typescript", "none"] as const) {
    const before = chooseKernels(kernels);
    for (const classes of [255, 256, 1000, 8192, 30_000]) {
      for (let k = 0; k < 24; k++) {
        const rest = 2 ** -(3 + k);
        const p = nearlyCertain(classes, rest, shares[k % 3]!);
        const q = nearlyCertain(classes, rest * (1 + 3 * random.next()), shares[k % 3]!);
        const pairs: [string, number, number][] = [
          ["entropy", entropy(p), exact.entropy(p)],
          ["crossEntropy", crossEntropy(p, q), exact.crossEntropy(p, q)],
          ["klDivergence", klDivergence(p, q), exact.klDivergence(p, q)],
          [
            "jensenShannonDivergence",
            jensenShannonDivergence(p, q),
            exact.jensenShannonDivergence(p, q),
          ],
          [
            "softmaxEntropy",
            softmaxEntropy(p.map(Math.log)),
            exact.softmaxEntropy(p.map(Math.log)),
          ],
        ];
        for (const [name, actual, expected] of pairs) {
          const error = Math.abs(actual - expected) / ulp(expected);
          assert(error <= 3, `${name}, ${kernels}, ${classes} classes, ${rest}: ${error} ulp`);
        }
      }
    }
    chooseKernels(before);
  }
});

Deno.test("klDivergence() is +0 where it is next to nothing and below 0", () => {
  assertEquals(klDivergence([1, 1.5e-323, 2e-323], [1, 4e-323, 1e-323]), 0);
});
