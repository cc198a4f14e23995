import { allocFor, bytesOfType, checkSize } from "../kernels/alloc.ts";
import type { Matrix } from "../types/matrix.ts";
import { threadsAtOnce } from "./thread.ts";

/**
 * A matrix of zeros that the threads of a {@linkcode Pool} read and write where it is, and so
 * do the kernels of one thread. Any other matrix works as well, and is copied a block of rows at a time.
 *
 * Browsers share memory on pages that are cross-origin isolated only; elsewhere the matrix is an
 * ordinary one.
 *
 * @example Logits and a gradient that no thread copies
 * ```ts
 * import { allocShared, createPool } from "@surprisal/loss/parallel";
 * import { assertEquals } from "@std/assert";
 *
 * const z = allocShared(128, 4, "float64");
 * const out = allocShared(128, 4, "float64");
 * await using pool = createPool({ workers: 2 });
 * await pool.softmaxCrossEntropyGradient(z, new Uint8Array(128), { out, reduction: "sum" });
 * assertEquals([...out.data.subarray(0, 4)], [-0.75, 0.25, 0.25, 0.25]);
 * ```
 *
 * @param rows The number of rows, >= 1.
 * @param columns The number of columns, >= 1.
 * @param type What each entry is stored as.
 * @returns The matrix, exactly of that size.
 * @throws {TypeError} If a size is no integer.
 * @throws {RangeError} If a size is below 1, the type is neither of the two, or there is no such memory.
 */
export function allocShared(rows: number, columns: number, type: "float32"): Matrix<Float32Array>;
/** A matrix of float64 zeros that threads share. */
export function allocShared(rows: number, columns: number, type: "float64"): Matrix<Float64Array>;
/** A matrix of zeros that threads share, of a type known at run time. */
export function allocShared(rows: number, columns: number, type: "float32" | "float64"): Matrix;
export function allocShared(rows: number, columns: number, type: "float32" | "float64"): Matrix {
  checkSize(rows, "rows");
  checkSize(columns, "columns");
  const bytes = rows * columns * bytesOfType(type);
  const shared = canShare() ? allocFor(threadsAtOnce(), rows, columns, type) : undefined;
  if (shared !== undefined) return shared;
  const buffer = newMemory(bytes);
  const data = type === "float32" ? new Float32Array(buffer) : new Float64Array(buffer);
  return { data, rows, columns };
}

/** Memory for threads: shared, where the engine has such. */
export function newMemory(bytes: number): ArrayBufferLike {
  return canShare() ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}

function canShare(): boolean {
  return typeof SharedArrayBuffer === "function";
}
