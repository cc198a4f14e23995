import type { Vector } from "./kinds.ts";
import { describe, type Site } from "./site.ts";

/** The longest vector that room is made for before its entries are looked at. */
const MOST_UNSEEN = 2 ** 24;

/** Refuses what is not a non-empty vector: strings, sets, detached buffers, arrays of length 0. */
export function checkVector(x: unknown, site: Site): asserts x is Vector {
  const length = typeof x === "object" && x !== null ? (x as Vector).length : undefined;
  if (typeof length !== "number" || !Number.isSafeInteger(length) || length < 0) {
    site.refuseType(`${site.name} must be an array of numbers`, `${site.label} is ${describe(x)}`);
  }
  if (length === 0) site.refuseType(`${site.name} must not be empty`, whyEmpty(x, site));
  if (length > MOST_UNSEEN && !ArrayBuffer.isView(x)) checkFilled(x as Vector, site);
}

/** Refuses a length with nothing behind it, for which there may be no memory. */
function checkFilled(x: Vector, site: Site): void {
  for (let i = 0; i < x.length; i++) if (!(i in x)) refuseHole(i, site);
}

function whyEmpty(x: unknown, site: Site): string {
  const detached = ArrayBuffer.isView(x) && (x.buffer as ArrayBuffer).detached === true;
  return detached
    ? `${site.label} has a detached buffer, so its length is 0`
    : `${site.label} has length 0`;
}

/** The length of what may be a vector; NaN of what is none. */
export function lengthOf(x: unknown): number {
  if (typeof x !== "object" || x === null) return NaN;
  const { length } = x as Vector;
  return Number.isInteger(length) ? length : NaN;
}

/** Refuses a vector whose length is not that of its partner: nothing is broadcast. */
export function checkLength(x: Vector, length: number, partner: string, site: Site): void {
  if (x.length === length) return;
  site.refuseType(
    `${site.name} must have one entry for each of ${partner}`,
    `expected ${length}, found ${x.length}`,
  );
}

/**
 * Copies the entries of a vector into `into`, refusing all that is not a number (a hole, a string, a
 * BigInt). Which numbers are fine is for the caller to say.
 */
export function copyNumbers(x: Vector, into: Float64Array, site: Site): Float64Array {
  if (x instanceof Float64Array || x instanceof Float32Array) {
    // Not into.set(x): for a row of ten it costs more than the whole softmax.
    for (let i = 0; i < into.length; i++) into[i] = x[i]!;
    return into;
  }
  for (let i = 0; i < into.length; i++) {
    const entry: unknown = x[i];
    if (typeof entry !== "number") return refuseHoleOrType(x, i, site);
    into[i] = entry;
  }
  return into;
}

/** The entries of a vector as doubles: the vector itself if it holds doubles, else a copy. */
export function numbersOf(x: unknown, site: Site): Float64Array {
  checkVector(x, site);
  return x instanceof Float64Array ? x : copyNumbers(x, new Float64Array(x.length), site);
}

/** Refuses numbers that are not finite, and gives them back. */
export function checkFinite(x: Float64Array, site: Site): Float64Array {
  const at = x.findIndex((entry) => !Number.isFinite(entry));
  return at < 0 ? x : site.refuseEntry(at, x[at], "must contain finite numbers");
}

/** Tells a hole in a sparse array from an entry of a wrong type. */
function refuseHoleOrType(x: Vector, i: number, site: Site): never {
  return i in x ? site.refuseEntry(i, x[i], "must contain numbers only") : refuseHole(i, site);
}

function refuseHole(i: number, site: Site): never {
  return site.refuseType(
    `${site.name} must contain numbers only`,
    `${site.label}[${i}] is a hole in a sparse array`,
  );
}
