import { assert, assertAlmostEquals, assertEquals, assertGreater, assertThrows } from "@std/assert";
import {
  centralDifference,
  checkGradient,
  Complex,
  complexStep,
  forwardDifference,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
} from "@surprisal/loss";

const z = [1, -2, 0.5, 3];
const exact = softmaxCrossEntropyGradient(z, 2);

function loss(x: Float64Array): number {
  return softmaxCrossEntropy(x, 2);
}

function complexLoss(x: readonly Complex[]): Complex {
  return x.map((a) => a.exp()).reduce((a, b) => a.plus(b)).log().minus(x[2]!);
}

/** Largest distance from the exact gradient. */
function errorOf(slopes: Float64Array): number {
  return slopes.reduce((worst, slope, j) => Math.max(worst, Math.abs(slope - exact[j]!)), 0);
}

Deno.test("complexStep() is right to rounding at any step down to 1e-200", () => {
  for (const h of [1e-8, 1e-20, 1e-100, 1e-200]) {
    assert(errorOf(complexStep(complexLoss, z, h)) <= 2.3e-16, `at ${h}`);
  }
});

Deno.test("differences are best at a middle step, and never as good as the complex step", () => {
  const steps = Array.from({ length: 13 }, (_, k) => 10 ** -(k + 1));
  const forward = steps.map((h) => errorOf(forwardDifference(loss, z, h)));
  const central = steps.map((h) => errorOf(centralDifference(loss, z, h)));
  const best = (errors: number[]) => errors.indexOf(Math.min(...errors));
  assertEquals([steps[best(forward)], steps[best(central)]], [1e-7, 1e-5]);
  assertGreater(Math.min(...central), 1e-13);
  assertGreater(Math.min(...forward), Math.min(...central));
});

Deno.test("checkGradient() finds an error that its own uncertainty does not cover", () => {
  const right = checkGradient(loss, z, exact);
  assert(right.ok);
  assertEquals(right.method, "finite differences");
  assert(right.largestError < 1e-11, `${right.largestError}`);
  const wrong = checkGradient(loss, z, exact.map((slope, j) => j === 3 ? slope + 1e-6 : slope));
  assertEquals([wrong.ok, wrong.worst], [false, 3]);
});

Deno.test("checkGradient() with a complex function sees the last digits", () => {
  const right = checkGradient(loss, z, exact, { complex: complexLoss });
  assertEquals([right.ok, right.method], [true, "complex step"]);
  const off = exact.map((slope) => slope * (1 + 1e-12));
  assert(!checkGradient(loss, z, off, { complex: complexLoss }).ok);
  assert(checkGradient(loss, z, off).ok);
});

Deno.test("checkGradient() takes a function for the gradient, and refuses one of another length", () => {
  assert(checkGradient(loss, z, (x) => softmaxCrossEntropyGradient(x, 2)).ok);
  assertThrows(() => checkGradient(loss, z, [1, 2]), TypeError, "expected 4, found 2");
  assertThrows(() => forwardDifference(loss, z, 0), RangeError, "h must be");
});

Deno.test("checkGradient() does not pass a gradient that is NaN", () => {
  assert(!checkGradient(loss, z, exact.map(() => NaN)).ok);
});

Deno.test("Complex follows the rules of complex arithmetic", () => {
  const a = new Complex(3, -2);
  const b = new Complex(-1, 0.5);
  const same = (x: Complex, y: Complex) => {
    assertAlmostEquals(x.re, y.re, 1e-14);
    assertAlmostEquals(x.im, y.im, 1e-14);
  };
  same(a.plus(b).minus(b), a);
  same(a.times(b).over(b), a);
  same(a.log().exp(), a);
  same(a.times(2), a.plus(a));
  same(new Complex(0, Math.PI).exp(), new Complex(-1));
  same(a.minus(1).over(2), new Complex(1, -1));
});
