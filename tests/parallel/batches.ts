import { alloc, type Matrix } from "@surprisal/loss";
import { allocShared } from "@surprisal/loss/parallel";
import { FAMILIES, Random } from "../kernels/random.ts";

type Type = "float32" | "float64";

/** Matrices of zeros in each kind of memory. */
export const MEMORY = {
  shared: allocShared,
  allocated: alloc as typeof allocShared,
  ordinary: (rows: number, columns: number, type: Type) => ({
    data: new (type === "float32" ? Float32Array : Float64Array)(rows * columns),
    rows,
    columns,
  }),
} as const;

/** Fills a matrix with rows of every family that have a class left, and gives labels. */
export function batchOf(z: Matrix, seed = 5): Int32Array {
  const random = new Random(seed);
  const row = new Float64Array(z.columns);
  for (let i = 0; i < z.rows; i++) {
    FAMILIES[i % FAMILIES.length]!(random, row);
    row.forEach((x, j) => row[j] = Math.max(-3e38, Math.min(3e38, x)));
    if (!row.some((x) => x > -Infinity)) row[0] = 0;
    z.data.set(row, i * z.columns);
  }
  return Int32Array.from({ length: z.rows }, () => random.whole(0, z.columns - 1));
}
