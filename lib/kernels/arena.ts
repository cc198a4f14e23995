import type { Engine } from "./engine.ts";
import {
  arenaAt,
  bufferBytesFor,
  BUFFERS,
  BUFFERS_AT,
  type Grounds,
  newGrounds,
  roundedUp,
} from "./grounds.ts";
import { DOTS, type KernelExports, PARAMS, STATS } from "./kernel_exports.ts";

/** Rows that one call of a kernel takes at most. */
export const MOST_ROWS = 1024;

const PARAMS_AT = MOST_ROWS * STATS * 8;
const DOTS_AT = PARAMS_AT + MOST_ROWS * PARAMS * 8;
const SUMS_AT = DOTS_AT + MOST_ROWS * DOTS * 8;
const LABELS_AT = SUMS_AT + MOST_ROWS * 8;
const CONSTANTS_AT = LABELS_AT + MOST_ROWS * 4;

/** The arenas of memories that are in use. */
const arenas = new WeakMap<ArrayBufferLike, Arena>();

/** Numbers, doubles unless said otherwise, in an arena that kernels and TypeScript share, and where they lie for the former. */
export interface Shared<A = Float64Array> {
  readonly at: number;
  readonly values: A;
}

/**
 * Where a thread has kernels work: what they report of each row, what they are told, buffers for a block
 * of rows.
 */
export class Arena {
  /** What kernels report, {@linkcode STATS} numbers a row. */
  readonly stats: Shared;
  /** What they are told for their last pass, {@linkcode PARAMS} numbers a row. */
  readonly params: Shared;
  /** What they report of coefficients, {@linkcode DOTS} numbers a row. */
  readonly dots: Shared;
  /** What distributions sum to, one number a row. */
  readonly sums: Shared;
  /** One label a row; below 0 for none. */
  readonly labels: Shared<Int32Array>;
  /** The constants of a temperature. */
  readonly constants: Shared;
  /** The size of each of the buffers. */
  readonly bufferBytes: number;
  /** Where the buffers for blocks lie. */
  readonly buffers: readonly number[];
  readonly float32: Float32Array;
  readonly float64: Float64Array;
  /** Where it lies. */
  readonly grounds: Grounds;
  readonly #started = new Map<Engine, KernelExports>();
  #used: number;

  /**
   * @param grounds Where it lies.
   * @param index Which of the arenas there it is.
   */
  constructor(grounds: Grounds, index = 0) {
    const { memory: { buffer }, columns } = grounds;
    const start = arenaAt(grounds, index);
    this.grounds = grounds;
    this.bufferBytes = bufferBytesFor(columns);
    this.buffers = Array.from(
      { length: BUFFERS },
      (_, i) => start + BUFFERS_AT + i * this.bufferBytes,
    );
    this.#used = arenaAt(grounds, grounds.arenas);
    const shared = (at: number, length: number): Shared => ({
      at: start + at,
      values: new Float64Array(buffer, start + at, length),
    });
    this.stats = shared(0, MOST_ROWS * STATS);
    this.params = shared(PARAMS_AT, MOST_ROWS * PARAMS);
    this.dots = shared(DOTS_AT, MOST_ROWS * DOTS);
    this.sums = shared(SUMS_AT, MOST_ROWS);
    const labelsAt = start + LABELS_AT;
    this.labels = { at: labelsAt, values: new Int32Array(buffer, labelsAt, MOST_ROWS) };
    this.constants = shared(CONSTANTS_AT, 8);
    this.float32 = new Float32Array(buffer);
    this.float64 = new Float64Array(buffer);
    arenas.set(buffer, this);
  }

  /** The kernels of an engine, at work in this memory. */
  kernels(engine: Engine): KernelExports {
    let found = this.#started.get(engine);
    if (found === undefined) {
      found = engine.start(this.grounds.memory);
      this.#started.set(engine, found);
    }
    return found;
  }

  /** Takes room for a matrix and gives its address; undefined if there is none left. */
  take(bytes: number): number | undefined {
    const at = this.#used;
    const end = at + roundedUp(bytes, 64);
    if (end > this.float32.byteLength) return undefined;
    this.#used = end;
    return at;
  }
}

/** The arena that an array lies in; undefined for an ordinary array. */
export function arenaOf(data: Float32Array | Float64Array): Arena | undefined {
  return arenas.get(data.buffer);
}

/** Has matrices in some memory worked on in an arena there. */
export function setArenaOf(buffer: ArrayBufferLike, arena: Arena): void {
  arenas.set(buffer, arena);
}

let shared: Arena | undefined;

/** The arena through which ordinary arrays are copied, block by block. */
export function copyingArena(columns: number): Arena {
  if (shared === undefined || shared.bufferBytes < bufferBytesFor(columns)) {
    shared = new Arena(newGrounds(columns, 0));
  }
  return shared;
}
