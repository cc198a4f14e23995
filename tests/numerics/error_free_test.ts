import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { CompensatedSum } from "../../lib/numerics/compensated_sum.ts";
import { differenceError, productError, sumError } from "../../lib/numerics/error_free.ts";
import { settings } from "../support/arbitraries.ts";

/** Doubles of all 53 bits, far enough from the ends for every error to be a double. */
const double = fc.tuple(
  fc.bigInt({ min: 1n << 52n, max: (1n << 53n) - 1n }),
  fc.integer({ min: -80, max: 80 }),
  fc.boolean(),
).map(([bits, exponent, negative]) => (negative ? -1 : 1) * Number(bits) * 2 ** exponent);

/** A double as an integer number of 2^-200. */
function units(x: number): bigint {
  return BigInt(x * 2 ** 200);
}

Deno.test("sumError() and differenceError() are what rounding took, to the last bit", () => {
  fc.assert(
    fc.property(double, double, (a, b) => {
      const [sum, difference] = [a + b, a - b];
      assertEquals(units(sum) + units(sumError(a, b, sum)), units(a) + units(b));
      const lost = units(differenceError(a, b, difference));
      assertEquals(units(difference) + lost, units(a) - units(b));
    }),
    { ...settings, numRuns: 3000 },
  );
});

Deno.test("productError() is what rounding took, to the last bit", () => {
  fc.assert(
    fc.property(double, double, (a, b) => {
      const product = a * b;
      const found = units(product) + units(productError(a, b, product));
      assertEquals(found << 200n, units(a) * units(b));
    }),
    { ...settings, numRuns: 3000 },
  );
});

Deno.test("CompensatedSum.addProduct() keeps what the product alone loses", () => {
  const x = 1 + 2 ** -30;
  const sum = new CompensatedSum();
  sum.addProduct(x, x);
  sum.add(-(1 + 2 ** -29));
  assertEquals(sum.value, 2 ** -60);
});

Deno.test("CompensatedSum.addPair() keeps the lower part where it falls off the higher", () => {
  const sum = new CompensatedSum();
  sum.addPair(1, 2 ** -70);
  sum.addPair(-1, 2 ** -71);
  assertEquals(sum.value, 2 ** -70 + 2 ** -71);
});
