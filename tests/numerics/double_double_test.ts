import { assert, assertEquals } from "@std/assert";
import { DoubleDouble } from "../../lib/numerics/double_double.ts";

/** The number as a fraction over 2^1100, exactly. */
function fractionOf({ high, low }: DoubleDouble): bigint {
  return exactly(high) + exactly(low);
}

function exactly(x: number): bigint {
  if (x < 0) return -exactly(-x);
  const whole = Math.floor(x);
  let fraction = x - whole;
  let value = BigInt(whole) << 1100n;
  for (let place = 1100n - 50n; fraction !== 0; place -= 50n) {
    fraction *= 2 ** 50;
    const digits = Math.floor(fraction);
    value += BigInt(digits) << place;
    fraction -= digits;
  }
  return value;
}

/** Holds a number to a fraction within 2^-102 of it. */
function assertNear(actual: DoubleDouble, expected: bigint): void {
  const error = fractionOf(actual) - expected;
  const bound = (expected < 0n ? -expected : expected) >> 102n;
  assert((error < 0n ? -error : error) <= bound, `${actual.high} + ${actual.low}`);
}

const A = [0.1, 1 / 3, -7.3e5, 2 ** -40 + 2 ** -70, 12345.678];

Deno.test("DoubleDouble.setSum() and setDifference() lose nothing", () => {
  for (const a of A) {
    for (const b of A) {
      assertEquals(fractionOf(new DoubleDouble().setSum(a, b)), exactly(a) + exactly(b));
      assertEquals(fractionOf(new DoubleDouble().setDifference(a, b)), exactly(a) - exactly(b));
    }
  }
});

Deno.test("DoubleDouble.multiply() and divide() are right to 102 bits", () => {
  for (const a of A) {
    for (const b of A) {
      const product = new DoubleDouble(a).multiply(b);
      assertNear(product, exactly(a) * exactly(b) >> 1100n);
      assertNear(new DoubleDouble(a).divide(b), (exactly(a) << 1100n) / exactly(b));
      assertNear(product.divide(b), exactly(a));
    }
  }
});

Deno.test("DoubleDouble.add() keeps a part far below the other", () => {
  const sum = new DoubleDouble(1).add(2 ** -90);
  assertEquals([sum.high, sum.low], [1, 2 ** -90]);
  assertEquals(sum.add(-1).high, 2 ** -90);
});

Deno.test("DoubleDouble keeps the nearest double in its high part", () => {
  const third = new DoubleDouble(1).divide(3);
  assertEquals(third.high, 1 / 3);
  assertEquals(third.high + third.low, third.high);
});

Deno.test("DoubleDouble.scale() and negate() are exact", () => {
  const x = new DoubleDouble(1).divide(3);
  const { high, low } = x;
  x.scale(2 ** -7).negate();
  assertEquals([x.high, x.low], [-high / 128, -low / 128]);
});

Deno.test("DoubleDouble.multiply() takes the low parts of both factors", () => {
  const product = new DoubleDouble(1, 2 ** -60).multiply(1, 2 ** -61);
  assertEquals([product.high, product.low], [1, 2 ** -60 + 2 ** -61]);
  const quotient = new DoubleDouble(1, 2 ** -60).divide(1, 2 ** -61);
  assertEquals([quotient.high, quotient.low], [1, 2 ** -61]);
});
