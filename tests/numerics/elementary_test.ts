import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  compensatedSum,
  log1mExp,
  logSigmoid,
  sigmoid,
  softplus,
  xLogX,
  xLogY,
} from "@surprisal/loss";
import { settings, within } from "../support/arbitraries.ts";

Deno.test("sigmoid() and its mirror image add up to 1", () => {
  fc.assert(
    fc.property(within(-800, 800), (x) => {
      assertAlmostEquals(sigmoid(x) + sigmoid(-x), 1, 3e-16);
    }),
    settings,
  );
});

Deno.test("softplus() of x and of -x differ by x", () => {
  fc.assert(
    fc.property(within(-800, 800), (x) => {
      assertAlmostEquals(softplus(x) - softplus(-x), x, 1e-13);
      assertEquals(logSigmoid(x) + softplus(-x), 0);
    }),
    settings,
  );
});

Deno.test("log1mExp() undoes itself", () => {
  fc.assert(
    fc.property(within(-30, -1e-3), (x) => {
      assertAlmostEquals(log1mExp(log1mExp(x)), x, 1e-3 * Math.abs(x));
    }),
    settings,
  );
});

Deno.test("the limits at the infinities are answers, not errors, and no answer is -0", () => {
  assertEquals([...sigmoid([-Infinity, Infinity])], [0, 1]);
  assertEquals([...softplus([-Infinity, Infinity])], [0, Infinity]);
  assertEquals([...logSigmoid([-Infinity, Infinity])], [-Infinity, 0]);
  assertEquals([...log1mExp([-Infinity, 0])], [0, -Infinity]);
  const zeros = [logSigmoid(800), log1mExp(-800), xLogX(-0), xLogX(1), xLogY(-0, 0), xLogY(-1, 1)];
  for (const zero of zeros) assert(Object.is(zero, 0));
});

Deno.test("softplus() has no threshold beyond which it is its argument", () => {
  assertEquals(softplus(25), 25.000000000013888);
  assertEquals(softplus(800), 800);
  assertEquals(logSigmoid(40), -4.248354255291589e-18);
});

Deno.test("xLogY() is 0 at x = 0 for every y, and x ln y elsewhere", () => {
  for (const y of [0, 1, Infinity]) assertEquals(xLogY(0, y), 0);
  assertEquals(xLogY(2, 0), -Infinity);
  assertEquals(xLogY(-2, 0), Infinity);
  assertEquals([...xLogY([0, 1, 2], [0, Math.E, 1])], [0, 1, 0]);
  assertEquals(xLogX(0.5), -0.5 * Math.LN2);
});

Deno.test("compensatedSum() keeps what plain addition loses", () => {
  assertEquals(compensatedSum([1, 1e100, 1, -1e100]), 2);
  const million = new Float64Array(1e6).fill(1e-6);
  assertEquals(compensatedSum(million), 1);
  assert(million.reduce((a, b) => a + b) !== 1);
  assertEquals(compensatedSum([1, Infinity]), Infinity);
});
