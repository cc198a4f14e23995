import type { Vector } from "../types/kinds.ts";
import { describe, Site } from "../types/site.ts";
import { checkLength, numbersOf } from "../types/vector.ts";

const TASK = "compute x ln y";

/** x ln y of checked numbers, with 0 ln y = 0; never -0. */
function xLogYOf(x: number, y: number): number {
  return x === 0 ? 0 : x * Math.log(y) + 0;
}

/**
 * `x ln y`, with `0 ln y = 0` for every y >= 0.
 *
 * At most 2 ulp from the correctly rounded answer (tests/accuracy_bounds_test.ts).
 *
 * @example A probability of 0 that is never needed
 * ```ts
 * import { xLogY } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([xLogY(0, 0), xLogY(1, 0)], [0, -Infinity]);
 * ```
 *
 * @param x A finite number, or a vector of them.
 * @param y A number >= 0, or as many as `x` has.
 * @returns A number for numbers, a vector for vectors.
 * @throws {TypeError} If the arguments are not both numbers or both vectors of one length.
 * @throws {RangeError} If an `x` is not finite, or a `y` is NaN or negative.
 * @see Cover, Thomas, Elements of Information Theory (2006), section 2.1.
 */
export function xLogY(x: number, y: number): number;
/** x ln y of every pair of entries. */
export function xLogY(x: Vector, y: Vector): Float64Array;
export function xLogY(x: number | Vector, y: number | Vector): number | Float64Array {
  const single = typeof x === "number" && typeof y === "number";
  const xs = numbersOf(single ? [x] : x, new Site(TASK, "x"));
  const ys = numbersOf(single ? [y] : y, new Site(TASK, "y"));
  checkLength(ys, xs.length, "x", new Site(TASK, "y"));
  const answers = xs.map((entry, i) => checkedXLogY(entry, ys[i]!, single ? "" : `[${i}]`));
  return single ? answers[0]! : answers;
}

function checkedXLogY(x: number, y: number, place: string): number {
  if (!Number.isFinite(x)) {
    new Site(TASK, "x").refuseValue("x must be finite", `x${place} is ${describe(x)}`);
  }
  if (!(y >= 0)) {
    new Site(TASK, "y").refuseValue("y must be >= 0", `y${place} is ${describe(y)}`);
  }
  return xLogYOf(x, y);
}
