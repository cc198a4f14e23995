import { assert, assertEquals, assertThrows } from "@std/assert";
import { kraftSum } from "@surprisal/loss/coding";

Deno.test("kraftSum() gives the share of the budget", () => {
  assertEquals(kraftSum([0]), 1);
  assertEquals(kraftSum([2, 2, 2]), 0.75);
  assertEquals(kraftSum([1, 1, 1]), 1.5);
  assertEquals(kraftSum([Infinity, 3, Infinity]), 0.125);
  assertEquals(kraftSum([Infinity]), 0);
  assertEquals(kraftSum(new Float64Array(2 ** 16).fill(16)), 1);
  assertEquals(kraftSum([1074]), Number.MIN_VALUE);
  assertEquals(kraftSum([1048, 1100]), 2 ** -1048);
});

Deno.test("kraftSum() stays on its side of 1 where a double cannot hold it", () => {
  const staircase = Array.from({ length: 200 }, (_, i) => i + 1);
  const below = kraftSum(staircase); // 1 - 2^-200
  assertEquals(below, 1 - 2 ** -53);
  assertEquals(kraftSum([...staircase, 200]), 1);
  assertEquals(kraftSum([...staircase, 200, 4096]), 1 + 2 ** -52);
  assert(staircase.reduce((sum, l) => sum + 2 ** -l, 0) === 1, "plain addition is too coarse here");
});

Deno.test("kraftSum() refuses what is no length", () => {
  assertThrows(
    () => kraftSum([1, -1]),
    RangeError,
    "Cannot compute a Kraft sum as lengths must contain integers in [0, 4096], " +
      "or Infinity for no word: lengths[1] is -1",
  );
  for (const wrong of [1.5, NaN, -Infinity, 4097]) {
    assertThrows(() => kraftSum([wrong]), RangeError, `lengths[0] is ${wrong}`);
  }
  assertThrows(() => kraftSum([]), TypeError, "lengths must not be empty");
  assertThrows(() => kraftSum(["1"] as never), TypeError, `lengths[0] is the string "1"`);
});
