import { assertEquals, assertThrows } from "@std/assert";
import { crossEntropy, jensenShannonDivergence, klDivergence } from "@surprisal/loss";
import * as exact from "@surprisal/loss/exact";

const MEASURES = { crossEntropy, jensenShannonDivergence, klDivergence };
const ALL = [
  ...Object.values(MEASURES),
  ...Object.keys(MEASURES).map((name) => exact[name as keyof typeof MEASURES]),
];

Deno.test("an infinite mass is refused under any tolerance", () => {
  for (const measure of ALL) {
    const options = { tolerance: Infinity };
    assertThrows(
      () => measure([Infinity, 0.5], [0.5, 0.5], options),
      RangeError,
      "p[0] is Infinity",
    );
    assertThrows(
      () => measure([0.5, 0.5], [0.5, Infinity], options),
      RangeError,
      "q[1] is Infinity",
    );
  }
});

Deno.test("a caller's own array is never kept, even if a partner's entry changes while it is read", () => {
  for (const measure of ALL) {
    const mine = Float64Array.of(0.25, 0.75);
    let reads = 0;
    const fickle = Object.defineProperty([0.5, 0.5], 1, { get: () => reads++ === 0 ? -1 : 0.5 });
    measure(mine, fickle);
    measure([0.1, 0.9], [0.5, 0.5]);
    assertEquals([...mine], [0.25, 0.75]);
  }
});
