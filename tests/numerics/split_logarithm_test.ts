import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { DoubleDouble } from "../../lib/numerics/double_double.ts";
import { takeLog } from "../../lib/numerics/logarithm.ts";
import { splitLog, UPPER } from "../../lib/numerics/split_logarithm.ts";
import { within } from "../support/arbitraries.ts";

/** How far the two parts are from ln x. */
function lossOf(x: number): number {
  const rest = splitLog(x);
  return Math.abs(takeLog(new DoubleDouble(x)).add(-UPPER[0]!).add(-rest).high);
}

Deno.test("splitLog() is right to 2^-62, or to 2^-69 of itself, from the smallest normal number on", () => {
  const numbers = fc.tuple(within(-1022, 1022), within(1, 2)).map(([e, m]) =>
    2 ** Math.floor(e) * m
  );
  fc.assert(
    fc.property(numbers, (x) => {
      assert(lossOf(x) <= Math.max(2 ** -62, 2 ** -69 * Math.abs(Math.log(x))));
      assertEquals(Number.isInteger(UPPER[0]! * 2 ** 16), true);
    }),
    { seed: 20261126, numRuns: 20000 },
  );
});

Deno.test("splitLog() next to 1 has no upper part, and loses no more than an ulp of the lower", () => {
  fc.assert(
    fc.property(within(-30, -11.5), fc.boolean(), (e, above) => {
      const x = 1 + (above ? 2 ** e : -(2 ** (e - 1)));
      assert(lossOf(x) <= 2 ** -52 * Math.abs(Math.log(x)));
      assertEquals(UPPER[0], 0);
    }),
    { seed: 20261126, numRuns: 2000 },
  );
  assertEquals(splitLog(1), 0);
});
