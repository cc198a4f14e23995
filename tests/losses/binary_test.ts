import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  binaryCrossEntropy,
  checkGradient,
  sigmoid,
  sigmoidBinaryCrossEntropy,
  sigmoidBinaryCrossEntropyGradient,
  softmaxCrossEntropy,
} from "@surprisal/loss";
import { settings, within } from "../support/arbitraries.ts";

Deno.test("binary cross-entropy of a logit is softmax cross-entropy against a logit of 0", () => {
  fc.assert(
    fc.property(within(-700, 700), within(0, 1), (z, y) => {
      const two = softmaxCrossEntropy([z, 0], [y, 1 - y]);
      assertAlmostEquals(sigmoidBinaryCrossEntropy(z, y), two, 1e-15 * Math.max(1, two));
    }),
    settings,
  );
});

Deno.test("binary cross-entropy is the same on both sides, to the last bit", () => {
  fc.assert(
    fc.property(within(-750, 750), fc.constantFrom(0, 0.25, 0.5, 1), (z, y) => {
      assertEquals(sigmoidBinaryCrossEntropy(z, y), sigmoidBinaryCrossEntropy(-z, 1 - y));
      const mirrored = sigmoidBinaryCrossEntropyGradient(-z, 1 - y);
      assertEquals(sigmoidBinaryCrossEntropyGradient(z, y) + mirrored, 0);
    }),
    settings,
  );
});

Deno.test("a confident right answer costs little, never nothing", () => {
  for (const [z, y] of [[40, 1], [-40, 0]] as const) {
    assertEquals(sigmoidBinaryCrossEntropy(z, y), 4.248354255291589e-18);
  }
  assertEquals(sigmoidBinaryCrossEntropyGradient(-40, 0), 4.248354255291589e-18);
  assertEquals(sigmoidBinaryCrossEntropyGradient(1e-300, 0.5), 2.5e-301, "a quarter of the logit");
});

Deno.test("infinite logits are limits", () => {
  const cases: [number, number, number][] = [
    [Infinity, 1, 0],
    [-Infinity, 0, 0],
    [Infinity, 0, Infinity],
    [-Infinity, 1, Infinity],
    [Infinity, 0.5, Infinity],
  ];
  for (const [z, y, loss] of cases) assertEquals(sigmoidBinaryCrossEntropy(z, y), loss);
  assertEquals(sigmoidBinaryCrossEntropyGradient(Infinity, 1), 0);
  assertEquals(sigmoidBinaryCrossEntropyGradient(-Infinity, 1), -1);
  assertEquals(sigmoidBinaryCrossEntropy(-Infinity, 1, { positiveWeight: 0 }), 0);
});

Deno.test("the gradient belongs to the loss, with any weight of the yes side", () => {
  const numbers = fc.tuple(within(-5, 5), within(0, 1), within(0, 3));
  fc.assert(
    fc.property(numbers, fc.constantFrom("nats" as const, "bits" as const), (x, unit) => {
      const [z, y, positiveWeight] = x;
      const options = { positiveWeight, unit };
      const gradient = [sigmoidBinaryCrossEntropyGradient(z, y, options)];
      const f = (w: Float64Array) => sigmoidBinaryCrossEntropy(w[0]!, y, options);
      assert(checkGradient(f, [z], gradient).ok);
    }),
    settings,
  );
});

Deno.test("the gradient of a batch belongs to its loss under any combination of options", () => {
  const pairs = fc.array(fc.tuple(within(-5, 5), within(0, 1)), { minLength: 1, maxLength: 4 });
  const options = fc.record({
    unit: fc.constantFrom("nats" as const, "bits" as const),
    reduction: fc.constantFrom("mean" as const, "sum" as const),
    positiveWeight: within(0, 3),
  }, { requiredKeys: [] });
  fc.assert(
    fc.property(pairs, options, (pairs, options) => {
      const [z, y] = [pairs.map(([x]) => x), pairs.map(([, label]) => label)];
      const gradient = sigmoidBinaryCrossEntropyGradient(z, y, options);
      const f = (x: Float64Array) => sigmoidBinaryCrossEntropy(x, y, options);
      const found = checkGradient(f, z, gradient);
      assert(found.ok, `entry ${found.worst} is off by ${found.largestError}`);
    }),
    settings,
  );
});

Deno.test("a batch of logits is reduced as every batch is", () => {
  const z = [1, -2, 0.5];
  const y = [1, 0, 0.25];
  const each = z.map((x, i) => sigmoidBinaryCrossEntropy(x, y[i]!));
  assertEquals([...sigmoidBinaryCrossEntropy(z, y, { reduction: "none" })], each);
  assertAlmostEquals(sigmoidBinaryCrossEntropy(z, y), (each[0]! + each[1]! + each[2]!) / 3, 1e-16);
  const slopes = sigmoidBinaryCrossEntropyGradient(z, y);
  slopes.forEach((slope, i) => {
    assertAlmostEquals(slope, (sigmoid(z[i]!) - y[i]!) / 3, 1e-16);
  });
});

Deno.test("the weight of the yes side is PyTorch's pos_weight", () => {
  // PyTorch 2.13.0+cpu, float64: F.binary_cross_entropy_with_logits.
  const loss = sigmoidBinaryCrossEntropy([0.5, -1.5], [1, 0.25], { positiveWeight: 3 });
  assertAlmostEquals(loss, 1.4246754347572246, 1e-15);
});

Deno.test("binaryCrossEntropy() of a sigmoid is the loss of the logit", () => {
  fc.assert(
    fc.property(within(-20, 20), within(0, 1), (z, y) => {
      assertAlmostEquals(binaryCrossEntropy(sigmoid(z), y), sigmoidBinaryCrossEntropy(z, y), 1e-7);
    }),
    settings,
  );
});

Deno.test("binaryCrossEntropy() is exact at both ends, unless onZero says otherwise", () => {
  assertEquals([binaryCrossEntropy(0, 1), binaryCrossEntropy(1, 0)], [Infinity, Infinity]);
  for (const [q, y] of [[0, 0], [1, 1]] as const) {
    assert(Object.is(binaryCrossEntropy(q, y), 0));
    assertEquals(binaryCrossEntropy(q, y, { onZero: "throw" }), 0);
  }
  assertEquals(binaryCrossEntropy(1, 0, { onZero: { clampLog: -100 } }), 100);
  assertEquals(binaryCrossEntropy(1, 0, { onZero: { clip: 2 ** -52 } }), 52 * Math.LN2);
  assertThrows(() => binaryCrossEntropy([0.5, 0], [1, 1], { onZero: "throw" }), RangeError, "q[1]");
  assertThrows(() => binaryCrossEntropy([0.5, 1.5], [1, 1]), RangeError, "q[1] is 1.5");
});

Deno.test("binaryCrossEntropy() names the example whose prediction rules out what happened", () => {
  const options = { onZero: "throw" } as const;
  assertThrows(() => binaryCrossEntropy([0.5, 1], [1, 0], options), RangeError, "q[1] is 1");
  assertThrows(() => binaryCrossEntropy([0, 1], [1, 1], options), RangeError, "q[0] is 0");
  assertEquals(binaryCrossEntropy([0, 1], [0, 1], options), 0);
});

Deno.test("sigmoidBinaryCrossEntropy() of huge logits and weights is Infinity, not NaN", () => {
  assertEquals(sigmoidBinaryCrossEntropy(-1e200, 1, { positiveWeight: 1e200 }), Infinity);
  assertEquals(sigmoidBinaryCrossEntropy(1e300, 0), 1e300);
  assertEquals(sigmoidBinaryCrossEntropy(-1e300, 0.5), 5e299);
  assertEquals(sigmoidBinaryCrossEntropy(1e300, 1, { positiveWeight: 1e300 }), 0);
  assertEquals(sigmoidBinaryCrossEntropy(0, 1, { positiveWeight: 1e300 }), 1e300 * Math.LN2);
  const weighted = sigmoidBinaryCrossEntropy(-1, 1, { positiveWeight: 2 ** 960 });
  assertEquals(weighted, 2 ** 960 * 1.3132616875182228);
});

Deno.test("sigmoidBinaryCrossEntropy() sees a label that 1 - y rounds away", () => {
  // Correctly rounded answers, by the exact tier; without the label's low part each is off by one ulp.
  const cases: [number, number, number][] = [
    [1045.8810806274414, 9.0621037471863e-17, 1045.8810806274414],
    [283.7620258331299, 8.77004893764261e-17, 283.7620258331299],
    [837.573516368866, 6.711011766285402e-17, 837.573516368866],
  ];
  for (const [z, y, loss] of cases) {
    assertEquals(1 - y, 1 - 2 ** -53);
    assertEquals(sigmoidBinaryCrossEntropy(z, y), loss);
  }
});
