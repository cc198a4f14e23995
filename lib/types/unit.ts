import { Site } from "./site.ts";

/** A unit of information: nats (natural logarithm) or bits (logarithm to base 2). */
export type Unit = "nats" | "bits";

/**
 * A number of nats. Any number may be used as one; what the library returns is marked, so that
 * nats cannot be assigned to {@linkcode Bits} without {@linkcode toBits}. The mark costs nothing:
 * no value carries it at run time.
 */
export type Nats = number & { readonly "~unit"?: "nats" };

/** A number of bits; see {@linkcode Nats} for how the two are kept apart. */
export type Bits = number & { readonly "~unit"?: "bits" };

/** The type of an amount in unit `U`: {@linkcode Bits} for `"bits"`, {@linkcode Nats} for `"nats"`. */
export type Amount<U extends Unit> = U extends "bits" ? Bits : Nats;

/** The option that chooses the unit of an answer. */
export interface UnitOption<U extends Unit = Unit> {
  /** Unit of the answer. Default `"nats"`. */
  readonly unit?: U;
}

/**
 * Marks a number as nats: `x` nats are `x / ln 2` bits. Nothing is computed.
 *
 * @example A limit in nats
 * ```ts
 * import { type Nats, nats, toBits } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * const limit: Nats = nats(Math.LN2);
 * assertEquals(toBits(limit), 1);
 * ```
 *
 * @param x A number of nats.
 * @returns The same number.
 * @throws {TypeError} If `x` is no number.
 * @throws {RangeError} If `x` is NaN.
 * @see IEC 80000-13, Quantities and Units: Information Science and Technology (2008).
 */
export function nats(x: number): Nats {
  return amountOf("mark a number as nats", x);
}

/**
 * Marks a number as bits: `x` bits are `x ln 2` nats. Nothing is computed.
 *
 * @example A limit in bits
 * ```ts
 * import { type Bits, bits, toNats } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * const limit: Bits = bits(1);
 * assertEquals(toNats(limit), Math.LN2);
 * ```
 *
 * @param x A number of bits.
 * @returns The same number.
 * @throws {TypeError} If `x` is no number.
 * @throws {RangeError} If `x` is NaN.
 * @see IEC 80000-13, Quantities and Units: Information Science and Technology (2008).
 */
export function bits(x: number): Bits {
  return amountOf("mark a number as bits", x);
}

/**
 * Nats to bits: `x / ln 2`.
 *
 * @example One nat
 * ```ts
 * import { toBits } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(toBits(1), Math.LOG2E);
 * ```
 *
 * @param x An amount in nats. An amount already in bits does not compile.
 * @returns The same amount in bits, within 1 ulp.
 * @throws {TypeError} If `x` is no number.
 * @throws {RangeError} If `x` is NaN.
 * @see IEC 80000-13, Quantities and Units: Information Science and Technology (2008).
 */
export function toBits(x: Nats): Bits {
  return amountOf("convert to bits", x) / Math.LN2;
}

/**
 * Bits to nats: `x · ln 2`.
 *
 * @example One bit
 * ```ts
 * import { toNats } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(toNats(1), Math.LN2);
 * ```
 *
 * @param x An amount in bits. An amount already in nats does not compile.
 * @returns The same amount in nats, within 1 ulp.
 * @throws {TypeError} If `x` is no number.
 * @throws {RangeError} If `x` is NaN.
 * @see IEC 80000-13, Quantities and Units: Information Science and Technology (2008).
 */
export function toNats(x: Bits): Nats {
  return amountOf("convert to nats", x) * Math.LN2;
}

/** Refuses what is no amount: anything but numbers, and NaN. */
function amountOf(task: string, x: number): number {
  if (typeof x === "number" && !Number.isNaN(x)) return x;
  const site = new Site(task, "x");
  return site.refuse(`x must ${typeof x === "number" ? "not be NaN" : "be a number"}`, x);
}

/** Reads the option `unit`: whether the answer is wanted in bits. */
export function wantsBits(task: string, unit: Unit = "nats"): boolean {
  if (unit === "bits" || unit === "nats") return unit === "bits";
  return new Site(task, "unit").refuse(`unit must be "nats" or "bits"`, unit, "string");
}

/** How many nats the wanted unit has: what an amount in nats is divided by. */
export function natsPerUnit(task: string, unit?: Unit): number {
  return wantsBits(task, unit) ? Math.LN2 : 1;
}
