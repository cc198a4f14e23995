import { assert, assertEquals } from "@std/assert";
import { alloc, chooseKernels, type Kernels, type Matrix } from "@surprisal/loss";
import { ulp } from "../support/ulp.ts";
import { FAMILIES, type Random } from "./random.ts";

export type Type = "float32" | "float64";

/** The unit in the last place of x in float32, whose least is 2^-149. */
export function ulp32(x: number): number {
  return Math.max(ulp(x) * 2 ** 29, 2 ** -149);
}

/** Something to compute, on the kernels and without. */
export function onBoth<T>(kernels: Kernels, compute: () => T): [T, T] {
  const before = chooseKernels(kernels);
  const fast = compute();
  chooseKernels("none");
  const scalar = compute();
  chooseKernels(before);
  return [fast, scalar];
}

export function plainCopy({ data, rows, columns }: Matrix, type: Type): Matrix {
  return { data: type === "float32" ? new Float32Array(data) : data.slice(), rows, columns };
}

export interface Case {
  readonly z: Matrix;
  readonly labels: Int32Array;
  readonly type: Type;
}

/** A batch of one family a row, in a matrix of either kind. */
export function caseOf(random: Random, type: Type): Case {
  const columns = random.whole(4, 40);
  const rows = random.whole(Math.ceil(256 / columns), 80);
  const own = alloc(rows, columns, type);
  const row = new Float64Array(columns);
  const labels = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    FAMILIES[random.whole(0, FAMILIES.length - 1)]!(random, row);
    if (type === "float32") row.forEach((x, j) => row[j] = Math.max(-3e38, Math.min(3e38, x)));
    if (!row.some((x) => x > -Infinity)) row[0] = 0;
    own.data.set(row, i * columns);
    labels[i] = random.whole(0, columns - 1);
  }
  return { z: random.next() < 0.5 ? own : plainCopy(own, type), labels, type };
}

/**
 * Holds each number to its partner: within `most` units in the last place of the partner, or of `floor`
 * where that is larger.
 */
export function assertNear(
  fast: ArrayLike<number>,
  scalar: ArrayLike<number>,
  most: number,
  unit: (x: number) => number,
  floor: (k: number) => number = () => 0,
): void {
  assertEquals(fast.length, scalar.length);
  for (let k = 0; k < fast.length; k++) {
    const [found, expected] = [fast[k]!, scalar[k]!];
    if (Object.is(found, expected)) continue;
    const error = Math.abs(found - expected) / unit(Math.max(Math.abs(expected), floor(k)));
    assert(error <= most && !Object.is(found, -0), `entry ${k}: ${found}, scalar ${expected}`);
  }
}

/** What a call says when it refuses; undefined if it does not. */
export function refusal(compute: () => unknown): string | undefined {
  try {
    compute();
    return undefined;
  } catch (error) {
    return String(error);
  }
}
