import { isMatrix, type Matrix } from "../types/matrix.ts";

/**
 * Whether rows of answers written into `out` would change what later rows are computed from: memory
 * in common with `x` or what is read beside it. The place of `x` itself, entry for entry, is fine.
 */
export function isEntangled({ data }: Matrix, x: unknown, beside?: readonly unknown[]): boolean {
  if (!(isMatrix(x) && isInPlace(data, x.data)) && isReadFrom(data, x)) return true;
  return beside !== undefined && beside.some((other) => isReadFrom(data, other));
}

/** Whether the numbers of an argument lie, in part, in the memory of a view. */
export function isReadFrom(data: Matrix["data"], x: unknown): boolean {
  if (typeof x !== "object" || x === null) return false;
  if (ArrayBuffer.isView(x)) return doMeet(data, x);
  if (isMatrix(x)) return doMeet(data, x.data);
  // Arrays hold their numbers in memory of their own; rows of them may be views.
  return Array.isArray(x) && typeof x[0] === "object" &&
    x.some((row) => ArrayBuffer.isView(row) && doMeet(data, row));
}

/** Whether two views of one buffer would be the same place; to ask for buffers takes long. */
function isInPlace(a: Matrix["data"], b: Matrix["data"]): boolean {
  return a.byteOffset === b.byteOffset && a.constructor === b.constructor;
}

function doMeet(a: ArrayBufferView, b: ArrayBufferView): boolean {
  return a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength &&
    b.byteOffset < a.byteOffset + a.byteLength;
}
