import { assert, assertEquals, assertThrows } from "@std/assert";
import { AdaptiveCounts, codeLength } from "@surprisal/loss/coding";

Deno.test("AdaptiveCounts costs what Laplace's rule says", () => {
  // (1/2) (2/3) (1/4) for the symbols 0, 0, 1 of two.
  assertEquals(codeLength([0, 0, 1], new AdaptiveCounts(2)), Math.log2(12));
});

Deno.test("AdaptiveCounts halves its counts at 2^20, and none becomes 0", () => {
  const model = new AdaptiveCounts(3);
  for (let i = 3; i < 2 ** 20; i++) model.learn(1);
  assertEquals([...model.cumulative()], [0, 1, 2 ** 20 - 1, 2 ** 20]);
  model.learn(2);
  assertEquals([...model.cumulative()], [0, 1, 2 ** 19, 2 ** 19 + 2]);
  for (let i = 0; i < 2 ** 20; i++) model.learn(0);
  assert(model.cumulative()[3]! <= 2 ** 20);
});

Deno.test("AdaptiveCounts refuses symbols that it does not have, and no symbols", () => {
  const model = new AdaptiveCounts(3);
  for (const wrong of [-1, 3]) {
    assertThrows(
      () => model.learn(wrong),
      RangeError,
      "Cannot learn a symbol as symbol must be a class index, an integer in [0, 3)",
    );
  }
  assertThrows(() => model.learn("1" as never), TypeError, `symbol is the string "1"`);
  assertEquals([...model.cumulative()], [0, 1, 2, 3]);
  assertThrows(() => new AdaptiveCounts(0), RangeError, "symbols must be an integer in [1, 32768]");
});
