import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { conditionalEntropy, entropy, matrix, mutualInformation } from "@surprisal/loss";
import { settings, within } from "../support/arbitraries.ts";

const anyJoint = fc.array(fc.array(within(0, 1), { minLength: 3, maxLength: 3 }), {
  minLength: 2,
  maxLength: 4,
}).filter((rows) => rows.flat().some((cell) => cell > 0.01)).map((rows) => {
  const sum = rows.flat().reduce((a, b) => a + b);
  return rows.map((row) => row.map((cell) => cell / sum));
});

function transposed(rows: number[][]): number[][] {
  return rows[0]!.map((_, j) => rows.map((row) => row[j]!));
}

function sums(rows: number[][]): number[] {
  return rows.map((row) => row.reduce((a, b) => a + b));
}

Deno.test("mutual information is what knowing the row saves on the column", () => {
  fc.assert(
    fc.property(anyJoint, (joint) => {
      const saved = entropy(sums(transposed(joint))) - conditionalEntropy(joint);
      assertAlmostEquals(mutualInformation(joint), saved, 1e-14);
    }),
    settings,
  );
});

Deno.test("mutual information is symmetric and never negative", () => {
  fc.assert(
    fc.property(anyJoint, (joint) => {
      const information = mutualInformation(joint);
      assert(information >= 0);
      assertAlmostEquals(mutualInformation(transposed(joint)), information, 1e-14);
    }),
    settings,
  );
});

Deno.test("independent variables share no information, not even a negative rounding error", () => {
  const marginals = fc.tuple(within(0.01, 0.99), within(0.01, 0.99));
  fc.assert(
    fc.property(marginals, ([a, b]) => {
      const joint = [[a * b, a * (1 - b)], [(1 - a) * b, (1 - a) * (1 - b)]];
      const information = mutualInformation(joint);
      assert(information >= 0 && information < 1e-30, `found ${information}`);
    }),
    settings,
  );
});

Deno.test("conditionalEntropy() is of the column given the row, not the other way round", () => {
  const joint = [[0.25, 0.25], [0, 0.5]];
  assertEquals(conditionalEntropy(joint, { unit: "bits" }), 0.5);
  assertAlmostEquals(conditionalEntropy(transposed(joint), { unit: "bits" }), 0.6887218755408672);
});

Deno.test("a matrix and its rows are one joint distribution", () => {
  const joint = [[0.1, 0.2], [0.3, 0.4]];
  assertEquals(mutualInformation(matrix(joint)), mutualInformation(joint));
  assertEquals(conditionalEntropy(matrix(joint)), conditionalEntropy(joint));
});

Deno.test("what is no joint distribution is refused", () => {
  for (const f of [mutualInformation, conditionalEntropy]) {
    assertThrows(() => f([[0.5, 0.4]]), RangeError, "the sum of joint is 0.9");
    assertThrows(() => f([[1.5], [-0.5]]), RangeError, "joint[1][0] is -0.5");
    assertThrows(() => f([[0.5, 0.5], [0]]), TypeError, "joint[1] has 1 entries, expected 2");
    assertThrows(() => f([0.5, 0.5] as never), TypeError, "joint must be a matrix");
  }
});
