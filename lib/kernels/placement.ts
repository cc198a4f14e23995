import type { Matrix } from "../types/matrix.ts";
import { type Arena, arenaOf, copyingArena } from "./arena.ts";

/** Where the kernels find the logits of a batch, and where they leave the gradient. */
export interface Placement {
  readonly arena: Arena;
  /** Whether the kernels compute in float64. */
  readonly wide: boolean;
  /** Bytes a row. */
  readonly rowBytes: number;
  /** Where the logits lie; undefined if they have to be copied in. */
  readonly zAt: number | undefined;
  /** Where the gradient is wanted; undefined if it has to be copied out, or there is none. */
  readonly outAt: number | undefined;
  /** Whether the gradient takes the place of the logits. */
  readonly inPlace: boolean;
}

/**
 * Places a batch: in the arena of its logits or of its gradient if one lies in such, else in the one
 * for copies. Undefined for a gradient that lies across its own logits.
 */
export function placementOf(z: Matrix, out: Matrix | undefined): Placement | undefined {
  const inPlace = out !== undefined && out.data.buffer === z.data.buffer && meet(z.data, out.data);
  if (inPlace && !isSame(z.data, out.data)) return undefined;
  const wide = !(isNarrow(z) && (out === undefined || isNarrow(out)));
  const bytes = wide ? Float64Array.BYTES_PER_ELEMENT : Float32Array.BYTES_PER_ELEMENT;
  const rowBytes = z.columns * bytes;
  const own = arenaOf(z.data) ?? (out && arenaOf(out.data));
  const arena = own !== undefined && own.bufferBytes >= rowBytes ? own : copyingArena(rowBytes);
  const at = (m: Matrix | undefined) =>
    m !== undefined && isNarrow(m) !== wide && arenaOf(m.data) === arena
      ? m.data.byteOffset
      : undefined;
  return { arena, wide, rowBytes, zAt: at(z), outAt: at(out), inPlace };
}

function isNarrow({ data }: Matrix): boolean {
  return data instanceof Float32Array;
}

function meet(a: Float32Array | Float64Array, b: Float32Array | Float64Array): boolean {
  return a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;
}

function isSame(a: Float32Array | Float64Array, b: Float32Array | Float64Array): boolean {
  return a.byteOffset === b.byteOffset && a.constructor === b.constructor;
}
