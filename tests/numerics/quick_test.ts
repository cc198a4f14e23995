import { assert } from "@std/assert";
import fc from "fast-check";
import { DoubleDouble } from "../../lib/numerics/double_double.ts";
import { exponentiateLifted } from "../../lib/numerics/exponential.ts";
import { takeLog } from "../../lib/numerics/logarithm.ts";
import { quickExponentialLifted } from "../../lib/numerics/quick_exponential.ts";
import { quickLog } from "../../lib/numerics/quick_logarithm.ts";

/** Evenly spread numbers: those of fc.double() are mostly tiny. */
function even(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min: 1, max: 2, maxExcluded: true, noNaN: true })
    .map((x) => min + (max - min) * (x - 1));
}

/** What the quick functions promise, as a share of the answer. */
const PROMISED = 2 ** -74;

/** The largest share by which one function is off from another, on pairs of a double and its tail. */
function worst(
  quick: (x: DoubleDouble) => DoubleDouble,
  full: (x: DoubleDouble) => DoubleDouble,
  inputs: fc.Arbitrary<number>,
): number {
  let most = 0;
  const pairs = fc.tuple(inputs, even(-0.5, 0.5));
  fc.assert(
    fc.property(pairs, ([x, share]) => {
      // Among the smallest numbers a tail would not be one; next to 1 quickLog() takes none.
      const bare = Math.abs(x) < 1e-250 || Math.abs(x - 1) < 2 ** -12;
      const tail = bare ? 0 : share * 2 ** -52 * x;
      const { high, low } = quick(new DoubleDouble(x).add(tail));
      const truth = full(new DoubleDouble(x).add(tail));
      if (truth.high === 0) return;
      const off = Math.abs((high - truth.high) + (low - truth.low)) / Math.abs(truth.high);
      assert(off <= PROMISED, `${x}: off by 2^${Math.log2(off)}`);
      most = Math.max(most, off);
    }),
    { seed: 20261126, numRuns: 50_000 },
  );
  return most;
}

const RANGES: Readonly<Record<string, [typeof quickLog, typeof takeLog, fc.Arbitrary<number>]>> = {
  "quickExponentialLifted() from -800 to 1": [
    quickExponentialLifted,
    exponentiateLifted,
    even(-799, 1),
  ],
  "quickExponentialLifted() of tiny numbers": [
    quickExponentialLifted,
    exponentiateLifted,
    even(-90, -4).map((e) => -(2 ** e)),
  ],
  "quickLog() of probabilities": [quickLog, takeLog, even(2 ** -40, 1)],
  "quickLog() over the whole range": [quickLog, takeLog, even(-1074, 1023).map((e) => 2 ** e)],
  "quickLog() around 1": [
    quickLog,
    takeLog,
    fc.tuple(even(1, 20), fc.boolean()).map(([e, up]) => 1 + (up ? 1 : -1) * 2 ** -e),
  ],
};

for (const [name, [quick, full, inputs]] of Object.entries(RANGES)) {
  Deno.test(`${name} has twenty bits more than a double, and no more`, () => {
    assert(worst(quick, full, inputs) > 2 ** -100, "a promise that cannot be broken");
  });
}

Deno.test("quickLog() of doubles one step from 1 is right to all its digits", () => {
  for (const x of [1 - 2 ** -53, 1 + 2 ** -52, 1 - 2 ** -40]) {
    const { high, low } = quickLog(new DoubleDouble(x));
    const truth = takeLog(new DoubleDouble(x));
    assert(Math.abs((high - truth.high) + (low - truth.low)) <= PROMISED * Math.abs(high));
  }
});
