import { assert, assertEquals } from "@std/assert";
import { exponentiate, exponentiateMinus1 } from "../../lib/numerics/exponential.ts";
import { LN2, takeLog, takeLog1p } from "../../lib/numerics/logarithm.ts";
import { DoubleDouble } from "../../lib/numerics/double_double.ts";

/** Holds one number to another in all but the last bits of a double-double. */
function assertClose(actual: DoubleDouble, expected: DoubleDouble, bits = 76): void {
  const error = Math.abs((actual.high - expected.high) + (actual.low - expected.low));
  assert(error <= Math.abs(expected.high) * 2 ** -bits, `${actual.high} + ${actual.low}`);
}

const COPY = ({ high, low }: DoubleDouble) => new DoubleDouble(high, low);

Deno.test("takeLog() undoes exponentiate() far beyond double precision", () => {
  for (const x of [-600.25, -1.5, -0.7, 0.3, 1, 2.5, 300.125, 650]) {
    assertClose(takeLog(exponentiate(new DoubleDouble(x))), new DoubleDouble(x));
  }
});

Deno.test("takeLog1p() undoes exponentiateMinus1(), also where both are tiny", () => {
  for (const x of [-0.6, -1e-3, 1e-5, 1e-17, -1e-30, 1e-200]) {
    assertClose(takeLog1p(exponentiateMinus1(new DoubleDouble(x))), new DoubleDouble(x));
  }
});

Deno.test("takeLog() of powers of two is that many times ln 2, to the ends of the range", () => {
  for (const power of [-1074, -1000, -1, 1, 52, 1023]) {
    const expected = COPY(LN2).multiply(power);
    assertClose(takeLog(new DoubleDouble(2 ** power)), expected, 90);
  }
  assertEquals(takeLog(new DoubleDouble(1)).high, 0);
});

Deno.test("exponentiate() turns a sum into a product", () => {
  for (const [a, b] of [[0.1, 0.7], [-3, 11.3], [-200.5, 33.25]] as const) {
    const left = exponentiate(new DoubleDouble().setSum(a, b));
    const factor = exponentiate(new DoubleDouble(b));
    const right = exponentiate(new DoubleDouble(a)).multiply(factor.high, factor.low);
    assertClose(left, right, 90);
  }
});
