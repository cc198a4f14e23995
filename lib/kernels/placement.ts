import type { Matrix } from "../types/matrix.ts";
import { type Arena, arenaOf, copyingArena } from "./arena.ts";
import { bufferBytesFor, MOST_COLUMNS } from "./grounds.ts";

/** Where the kernels find the logits of a batch, and where they leave the answers. */
export interface Placement {
  readonly arena: Arena;
  /** Whether the kernels compute in float64. */
  readonly wide: boolean;
  /** Bytes a row. */
  readonly rowBytes: number;
  /** Where the logits lie; undefined if they have to be copied in. */
  readonly zAt: number | undefined;
  /** Where the answers are wanted; undefined if they have to be copied out, or there are none. */
  readonly outAt: number | undefined;
  /** Whether the answers take the place of the logits. */
  readonly inPlace: boolean;
}

/**
 * Places a batch: in the arena of its logits or of its answers if one lies in such, else in the one
 * for copies. Undefined for rows that are too long, and for answers that lie across their own logits.
 */
export function placementOf(z: Matrix, out: Matrix | undefined): Placement | undefined {
  if (z.columns > MOST_COLUMNS) return undefined;
  const inPlace = out !== undefined && doMeet(z, out);
  if (inPlace && !isSame(z.data, out.data)) return undefined;
  const wide = !(isNarrow(z) && (out === undefined || isNarrow(out)));
  const bytes = wide ? Float64Array.BYTES_PER_ELEMENT : Float32Array.BYTES_PER_ELEMENT;
  const own = arenaOf(z.data) ?? (out && arenaOf(out.data));
  const fits = own !== undefined && own.bufferBytes >= bufferBytesFor(z.columns);
  const arena = fits ? own : copyingArena(z.columns);
  const at = (m: Matrix | undefined) =>
    m !== undefined && isNarrow(m) !== wide && arenaOf(m.data) === arena
      ? m.data.byteOffset
      : undefined;
  return { arena, wide, rowBytes: z.columns * bytes, zAt: at(z), outAt: at(out), inPlace };
}

/** Whether a matrix holds float32. */
export function isNarrow({ data }: Matrix): boolean {
  return data instanceof Float32Array;
}

/** Whether two matrices have memory in common. */
export function doMeet({ data: a }: Matrix, { data: b }: Matrix): boolean {
  return a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength &&
    b.byteOffset < a.byteOffset + a.byteLength;
}

function isSame(a: Float32Array | Float64Array, b: Float32Array | Float64Array): boolean {
  return a.byteOffset === b.byteOffset && a.constructor === b.constructor;
}
