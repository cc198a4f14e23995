import type { Matrix } from "../types/matrix.ts";
import { describe, Site } from "../types/site.ts";
import { Arena } from "./arena.ts";
import { bufferBytesFor, BUFFERS, MOST_BYTES, newGrounds } from "./grounds.ts";

/** Room for matrices in an arena, unless a matrix needs more: not occupied before it is written to. */
const USUAL_ROOM = 2 ** 26;

/** The arenas of the last matrices: those of one thread, and those of several. */
const current: { own?: Arena; shared?: Arena } = {};

/**
 * A matrix of zeros that the fast path of large batches reads and writes in place. Any other matrix
 * works as well, and is copied a block of rows at a time.
 *
 * @example Logits that are filled in, and a gradient written beside them
 * ```ts
 * import { alloc, softmaxCrossEntropyWithGradient } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * const z = alloc(128, 4, "float32");
 * const out = alloc(128, 4, "float32");
 * const { loss } = softmaxCrossEntropyWithGradient(z, new Uint8Array(128), { out });
 * assertEquals(loss, Math.log(4));
 * assertEquals([...out.data.subarray(0, 4)], [-0.75, 0.25, 0.25, 0.25].map((x) => x / 128));
 * ```
 *
 * @param rows The number of rows, >= 1.
 * @param columns The number of columns, >= 1.
 * @param type What each entry is stored as.
 * @returns The matrix; its memory is freed with the last matrix of the same few.
 * @throws {TypeError} If a size is no integer, or the type is neither of the two.
 * @throws {RangeError} If a size is below 1, or the matrix takes more than 2 GiB.
 */
export function alloc(rows: number, columns: number, type: "float32"): Matrix<Float32Array>;
/** A matrix of float64 zeros for the fast path. */
export function alloc(rows: number, columns: number, type: "float64"): Matrix<Float64Array>;
/** A matrix of zeros for the fast path, of a type known at run time. */
export function alloc(rows: number, columns: number, type: "float32" | "float64"): Matrix;
export function alloc(rows: number, columns: number, type: "float32" | "float64"): Matrix {
  return allocFor(0, rows, columns, type) ?? new Site("allocate a matrix", "rows").refuseValue(
    "rows × columns must fit in 2 GiB",
    `${rows * columns * bytesOfType(type)} bytes are wanted`,
  );
}

/** A matrix of zeros in the memory of kernels, for so many other threads besides; undefined if it does not fit. */
export function allocFor(
  threads: number,
  rows: number,
  columns: number,
  type: "float32" | "float64",
): Matrix | undefined {
  checkSize(rows, "rows");
  checkSize(columns, "columns");
  const entryBytes = bytesOfType(type);
  const place = roomFor(rows * columns * entryBytes, columns, threads);
  if (place === undefined) return undefined;
  const [arena, at] = place;
  const view = entryBytes === 4 ? arena.float32 : arena.float64;
  const start = at / entryBytes;
  return { data: view.subarray(start, start + rows * columns), rows, columns };
}

/** Refuses a number of rows or columns that is none. */
export function checkSize(size: number, name: string): void {
  const site = new Site("allocate a matrix", name);
  const found = `${name} is ${describe(size)}`;
  if (!Number.isSafeInteger(size)) site.refuseType(`${name} must be an integer`, found);
  if (size < 1) site.refuseValue(`${name} must be at least 1`, found);
}

/** The bytes of an entry; refuses a type that is neither of the two. */
export function bytesOfType(type: "float32" | "float64"): number {
  if (type === "float32") return 4;
  if (type === "float64") return 8;
  return new Site("allocate a matrix", "type").refuse(
    `type must be "float32" or "float64"`,
    type,
    "string",
  );
}

/** Room beside the last matrices, or in new memory with as much again for a gradient. */
function roomFor(
  bytes: number,
  columns: number,
  threads: number,
): readonly [Arena, number] | undefined {
  const kind = threads > 0 ? "shared" : "own";
  const known = current[kind];
  const bufferBytes = bufferBytesFor(columns);
  const at = known && known.bufferBytes >= bufferBytes ? known.take(bytes) : undefined;
  if (at !== undefined) return [known!, at];
  if (!(2 * bytes + (BUFFERS + 1) * bufferBytes < MOST_BYTES)) return undefined;
  const room = Math.max(USUAL_ROOM, 2 * bytes + 128);
  const arena = current[kind] = new Arena(newGrounds(columns, room, threads));
  return [arena, arena.take(bytes)!];
}
