import { assert, assertEquals } from "@std/assert";
import { FULL, type Precision, QUICK } from "../../lib/exact/precision.ts";
import { rounded } from "../../lib/exact/rounded.ts";
import { lower } from "../../lib/exact/lower.ts";
import { DoubleDouble } from "../../lib/numerics/double_double.ts";
import { LIFT } from "../../lib/numerics/lift.ts";
import { exactRows } from "../../lib/exact/exact_row.ts";

/** Rounds 1 plus a tail, which quick arithmetic takes for `seen`; tells which precisions were asked. */
function roundOne(tail: number, seen: number): [answer: number, asked: Precision[]] {
  const asked: Precision[] = [];
  const answer = rounded((precision) => {
    asked.push(precision);
    const low = precision === QUICK ? seen : tail;
    return { value: new DoubleDouble(LIFT, LIFT * low), size: LIFT };
  }, lower);
  return [answer, asked];
}

Deno.test("rounded() asks quick arithmetic alone where no rounding is in doubt", () => {
  assertEquals(roundOne(2 ** -60, 2 ** -60), [1, [QUICK]]);
});

Deno.test("rounded() asks the full one at the middle of two doubles, and believes it", () => {
  const middle = 2 ** -53;
  assertEquals(roundOne(middle + 2 ** -90, middle - 2 ** -75), [1 + 2 ** -52, [QUICK, FULL]]);
  assertEquals(roundOne(middle - 2 ** -90, middle + 2 ** -75), [1, [QUICK, FULL]]);
});

Deno.test("rounded() sees a middle among the subnormals too", () => {
  const least = 5e-324 * LIFT;
  const answer = rounded((precision) => {
    const low = precision === QUICK ? 0 : least * 2 ** -80;
    return { value: new DoubleDouble(1.5 * least, low), size: 1.5 * least };
  }, lower);
  assertEquals(answer, 1e-323);
});

Deno.test("the exact tier makes the full arithmetic for hardly any row", () => {
  let full = 0;
  for (let i = 1; i <= 500; i++) {
    const rows = exactRows("count", [0, i / 7, -i / 11]);
    for (let j = 0; j < 3; j++) {
      rounded((precision) => {
        if (precision === FULL) full++;
        const value = rows(precision).probability(j);
        return { value, size: value.high };
      }, lower);
    }
  }
  assert(full < 5, `${full} of 1500`);
});
