import type { Vector } from "../types/kinds.ts";
import { type Elementary, elementwise } from "./elementwise.ts";

const X_LOG_X: Elementary = {
  task: "compute x ln x",
  domain: "must be >= 0",
  accepts: (x) => x >= 0,
  of: (x) => x === 0 ? 0 : x * Math.log(x),
};

/**
 * `x ln x`, with `0 ln 0 = 0`.
 *
 * At most 2 ulp from the correctly rounded answer (tests/accuracy_bounds_test.ts).
 *
 * @example At 0
 * ```ts
 * import { xLogX } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...xLogX([0, 1, Math.E])], [0, 0, Math.E]);
 * ```
 *
 * @param x A number >= 0, or a vector of them.
 * @returns A number for a number, a vector for a vector.
 * @throws {TypeError} If `x` is neither, or empty.
 * @throws {RangeError} If a number is NaN or negative.
 * @see Cover, Thomas, Elements of Information Theory (2006), section 2.1.
 */
export function xLogX(x: number): number;
/** x ln x of every entry of a vector. */
export function xLogX(x: Vector): Float64Array;
export function xLogX(x: number | Vector): number | Float64Array {
  return elementwise(X_LOG_X, x);
}
