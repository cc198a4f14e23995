import type { Vector } from "../types/kinds.ts";
import { describe, Site } from "../types/site.ts";
import { checkFinite, numbersOf } from "../types/vector.ts";
import { Complex, type ComplexFunction } from "./complex.ts";

/** A function of a vector whose gradient is wanted. */
export type RealFunction = (x: Float64Array) => number;

/**
 * Forward difference: `(f(x + h e_j) - f(x)) / h` for each j. Error about h |f''| / 2 + ε |f| / h.
 *
 * @example A step too small loses more than it gains
 * ```ts
 * import { forwardDifference } from "@surprisal/loss";
 * import { assert } from "@std/assert";
 *
 * const error = (h: number) => Math.abs(forwardDifference(([x]) => Math.exp(x!), [0], h)[0]! - 1);
 * assert(error(1e-8) < error(1e-4) && error(1e-8) < error(1e-12));
 * ```
 *
 * @param f A function of a vector.
 * @param x Where the gradient is wanted.
 * @param h The step, > 0.
 * @returns An estimate of the gradient.
 * @throws {TypeError} If `f` is no function or does not give what it ought to, or if `x` is empty or
 * holds anything but numbers.
 * @throws {RangeError} If `h` is not a positive finite number, or an entry of `x` is not finite.
 * @see Dennis, Schnabel, Numerical Methods for Unconstrained Optimization and Nonlinear Equations
 * (1983).
 */
export function forwardDifference(f: RealFunction, x: Vector, h: number): Float64Array {
  const here = pointOf(f, x, "take a forward difference", h);
  const value = valueOf(f, here.slice());
  return here.map((_, j) => (valueOf(f, moved(here, j, h)) - value) / h);
}

/**
 * Central difference: `(f(x + h e_j) - f(x - h e_j)) / 2h` for each j. Error about
 * h² |f'''| / 6 + ε |f| / h.
 *
 * @example Exact for a parabola
 * ```ts
 * import { centralDifference } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...centralDifference(([x]) => x! ** 2, [3], 0.5)], [6]);
 * ```
 *
 * @param f A function of a vector.
 * @param x Where the gradient is wanted.
 * @param h The step, > 0.
 * @returns An estimate of the gradient.
 * @throws {TypeError} If `f` is no function or does not give what it ought to, or if `x` is empty or
 * holds anything but numbers.
 * @throws {RangeError} If `h` is not a positive finite number, or an entry of `x` is not finite.
 * @see Dennis, Schnabel, Numerical Methods for Unconstrained Optimization and Nonlinear Equations
 * (1983).
 */
export function centralDifference(f: RealFunction, x: Vector, h: number): Float64Array {
  const here = pointOf(f, x, "take a central difference", h);
  return here.map((_, j) => centralSlope(f, here, j, h));
}

/**
 * Complex step: `Im f(x + i h e_j) / h` for each j. Nothing is subtracted, so h may be so small that
 * the error is that of rounding only.
 *
 * @example A step of 1e-200
 * ```ts
 * import { complexStep } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...complexStep(([x]) => x!.exp(), [1])], [Math.E]);
 * ```
 *
 * @param f A function of complex numbers, analytic, and real on real numbers.
 * @param x Where the gradient is wanted.
 * @param h The step, > 0. Default 1e-200.
 * @returns The gradient, up to rounding.
 * @throws {TypeError} If `f` is no function or does not give what it ought to, or if `x` is empty or
 * holds anything but numbers.
 * @throws {RangeError} If `h` is not a positive finite number, or an entry of `x` is not finite.
 * @see Squire, Trapp, SIAM Review 40 (1998), 110-112.
 */
export function complexStep(f: ComplexFunction, x: Vector, h = 1e-200): Float64Array {
  const task = "take a complex step";
  const here = pointOf(f, x, task, h);
  return here.map((_, j) => {
    const value = f(Array.from(here, (re, k) => new Complex(re, k === j ? h : 0)));
    if (value instanceof Complex) return value.im / h;
    return new Site(task, "f").refuseType("f must give a Complex", `it gave ${describe(value)}`);
  });
}

/** The central difference along one coordinate. */
export function centralSlope(f: RealFunction, x: Float64Array, j: number, h: number): number {
  const above = moved(x, j, h);
  const below = moved(x, j, -h);
  return (valueOf(f, above) - valueOf(f, below)) / (2 * h);
}

/** f(x), refused unless it is a number; NaN is one, and its slopes are NaN. */
function valueOf(f: RealFunction, x: Float64Array): number {
  const value: unknown = f(x);
  if (typeof value === "number") return value;
  const site = new Site("take a difference", "f");
  return site.refuseType("f must give a number", `it gave ${describe(value)}`);
}

/** A copy of `x` with entry `j` moved by `h`. */
function moved(x: Float64Array, j: number, h: number): Float64Array {
  const copy = x.slice();
  copy[j]! += h;
  return copy;
}

/** Refuses what cannot be called. */
export function checkFunction(f: unknown, site: Site): void {
  if (typeof f === "function") return;
  site.refuseType(`${site.name} must be a function`, `${site.name} is ${describe(f)}`);
}

function pointOf(f: unknown, x: Vector, task: string, h: number): Float64Array {
  checkFunction(f, new Site(task, "f"));
  const valid = typeof h === "number" && h > 0 && h < Infinity;
  if (!valid) new Site(task, "h").refuse("h must be a positive finite number", h);
  const site = new Site(task, "x");
  return checkFinite(numbersOf(x, site), site);
}
