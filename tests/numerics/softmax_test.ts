import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { logSoftmax, logSumExp, matrix, softmax } from "@surprisal/loss";
import * as exact from "@surprisal/loss/exact";
import { anyLogits, settings } from "../support/arbitraries.ts";

Deno.test("softmax() sums to 1, keeps the order of the logits and does not see a shift by whole numbers", () => {
  fc.assert(
    fc.property(anyLogits, fc.integer({ min: -64, max: 64 }), (z, shift) => {
      const q = softmax(z);
      assertAlmostEquals(q.reduce((a, b) => a + b), 1, 1e-15 * z.length);
      for (let j = 1; j < z.length; j++) {
        if (z[j]! > z[j - 1]!) assert(q[j]! >= q[j - 1]!);
      }
      const moved = softmax(z.map((x) => x + shift));
      moved.forEach((x, j) => assertAlmostEquals(x, q[j]!, 1e-12));
    }),
    settings,
  );
});

Deno.test("logSoftmax() is the logarithm of softmax, and never above 0", () => {
  fc.assert(
    fc.property(anyLogits, (z) => {
      const logs = logSoftmax(z);
      softmax(z).forEach((q, j) => {
        assert(logs[j]! <= 0);
        if (q > 1e-300) assertAlmostEquals(Math.log(q), logs[j]!, 1e-12 * (1 - logs[j]!));
      });
    }),
    settings,
  );
});

Deno.test("logSumExp() lies between the largest logit and that plus ln K", () => {
  fc.assert(
    fc.property(anyLogits, (z) => {
      const largest = Math.max(...z);
      const answer = logSumExp(z);
      assert(answer >= largest && answer <= largest + Math.log(z.length) + 1e-12);
    }),
    settings,
  );
});

Deno.test("softmax() of equal logits is exactly uniform, of one class exactly 1", () => {
  assertEquals([...softmax([7, 7, 7, 7])], [0.25, 0.25, 0.25, 0.25]);
  assertEquals([...softmax([-3])], [1]);
  assertEquals([...logSoftmax([-3])], [0]);
  assert(Object.is(logSoftmax([-3])[0], 0));
});

Deno.test("masked classes have probability 0 and log-probability -Infinity", () => {
  assertEquals([...softmax([0, -Infinity, 0])], [0.5, 0, 0.5]);
  assertEquals([...logSoftmax([0, -Infinity])], [0, -Infinity]);
  assertEquals(logSumExp([0, -Infinity]), 0);
});

Deno.test("logits as large as doubles get neither overflow nor NaN", () => {
  assertEquals([...softmax([1e308, -1e308])], [1, 0]);
  assertEquals([...logSoftmax([1e308, -1e308])], [0, -Infinity]);
  assertEquals(logSumExp([1e308, 1e308]), 1e308);
  assertEquals([...logSoftmax([1000, 1])], [0, -999]);
});

Deno.test("a dominant class keeps what it lacks of certainty", () => {
  assertEquals(logSoftmax([0, -40])[0], -4.248354255291589e-18);
  assertEquals(logSoftmax([0, -700])[0], -Math.exp(-700));
});

Deno.test("temperature divides the logits, and carries the rounding of the quotient", () => {
  const z = [1, 2, 4];
  assertEquals(softmax(z, { temperature: 2 }), softmax([0.5, 1, 2]));
  assertEquals(logSoftmax(z, { temperature: 0.5 }), logSoftmax([2, 4, 8]));
  softmax(z, { temperature: 1e300 }).forEach((q) => assertAlmostEquals(q, 1 / 3, 1e-15));
  assertEquals([...softmax(z, { temperature: 1e-300 })], [0, 0, 1]);
});

Deno.test("vectors, matrices and rows give the same numbers in their own shape", () => {
  const rows = [[1, 2, 3], [0, -1, 5]];
  const flat = softmax(matrix(rows));
  const nested = softmax(rows);
  for (const [i, row] of rows.entries()) {
    assertEquals([...nested[i]!], [...softmax(row)]);
    assertEquals([...flat.data.subarray(3 * i, 3 * i + 3)], [...softmax(row)]);
  }
  assertEquals(logSumExp(rows), Float64Array.from(rows, (row) => logSumExp(row)));
  assertEquals(logSumExp(matrix(rows)), logSumExp(rows));
});

Deno.test("out is written into and given back, and may be the input itself", () => {
  const out = new Float32Array(2);
  assertStrictEquals(softmax([0, 0], { out }), out);
  assertEquals([...out], [0.5, 0.5]);
  const z = matrix([[0, 0], [1, 1]]);
  assertStrictEquals(softmax(z, { out: z }), z);
  assertEquals([...z.data], [0.5, 0.5, 0.5, 0.5]);
});

Deno.test("out must be of the shape of the logits", () => {
  const cases: [() => unknown, string][] = [
    [() => softmax([[1, 2]], { out: new Float64Array(2) as never }), "out must be a matrix"],
    [() => softmax([[1, 2]], { out: null as never }), "out is null"],
    [() => softmax([[1, 2]], { out: matrix([[1], [2]]) }), "expected 1 × 2, found 2 × 1"],
    [() => softmax([1, 2], { out: new Float64Array(3) }), "out.data must have"],
    [() => softmax([1, 2], { out: [1, 2] as never }), "out.data must be a Float32Array or"],
  ];
  for (const [call, message] of cases) assertThrows(call, TypeError, message);
});

Deno.test("logSoftmax() divides differences of the largest logits without losing or overflowing", () => {
  const largest = Number.MAX_VALUE;
  const logs = logSoftmax([0, -largest], { temperature: largest / 4 });
  assertAlmostEquals(logs[0]! - logs[1]!, 4, 1e-15);
  const far = logSoftmax([0, -largest], { temperature: 4.5e105 });
  assertEquals([...far], [0, -largest / 4.5e105]);
});

Deno.test("logSumExp() of logits that all but cancel keeps digits, to the last that there are", () => {
  // Two classes leave a little to be had, which a third takes up to its own last digit.
  const two = [-Math.LN2, -0.6931471805599456];
  const rest = exact.logSumExp(two);
  assert(rest < 0 && rest > -1e-15);
  assertAlmostEquals(logSumExp(two) / rest, 1, 1e-6);
  const three = [...two, Math.log(-Math.expm1(rest))];
  const left = exact.logSumExp(three);
  assert(Math.abs(left) < 1e-25);
  assertAlmostEquals(logSumExp(three), left, 1e-27);
  // What vanishes beside the others is not looked at.
  assertEquals(logSumExp([...two, -900]), logSumExp(two));
});
