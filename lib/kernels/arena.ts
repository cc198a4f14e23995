import type { Engine, KernelExports, KernelMemory } from "./kernels.ts";

/** Rows that one call of a kernel takes at most. */
export const MOST_ROWS = 1024;

/** Columns above which kernels are not asked: their buffers would not fit beside each other. */
export const MOST_COLUMNS = 2 ** 24;

/** Numbers that a kernel reports of a row of logits. */
export const STATS = 8;

/** Numbers a row that a kernel is told for its last pass. */
export const PARAMS = 4;

/** Numbers that a kernel reports of a row of coefficients. */
export const DOTS = 4;

const PAGE = 65536;
const MOST_PAGES = 65536;
const STATS_AT = PAGE;
const PARAMS_AT = STATS_AT + MOST_ROWS * STATS * 8;
const DOTS_AT = PARAMS_AT + MOST_ROWS * PARAMS * 8;
const SUMS_AT = DOTS_AT + MOST_ROWS * DOTS * 8;
const LABELS_AT = SUMS_AT + MOST_ROWS * 8;
const CONSTANTS_AT = LABELS_AT + MOST_ROWS * 4;
const BUFFERS_AT = 4 * PAGE;

/** How many buffers there are. */
export const BUFFERS = 6;

/** What a block of rows is kept below, so that it stays in the cache between its passes. */
const BLOCK_BYTES = 2 * PAGE;

/** The arenas of memories that are in use. */
const arenas = new WeakMap<ArrayBufferLike, Arena>();

function roundedUp(bytes: number, unit: number): number {
  return Math.ceil(bytes / unit) * unit;
}

/** The size of each buffer of an arena for rows of so many columns. */
export function bufferBytesFor(columns: number): number {
  const rowBytes = Math.min(columns, MOST_COLUMNS) * Float64Array.BYTES_PER_ELEMENT;
  return roundedUp(Math.max(rowBytes, BLOCK_BYTES), 64);
}

/** Numbers, doubles unless said otherwise, in an arena that kernels and TypeScript share, and where they lie for the former. */
export interface Shared<A = Float64Array> {
  readonly at: number;
  readonly values: A;
}

/**
 * One memory, of WebAssembly if there is such: the tables of the kernels, what they report of each row, buffers for a block
 * of rows, and room for matrices. It never grows, as that would cut off the views on it.
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
  readonly #memory: KernelMemory;
  readonly #started = new Map<Engine, KernelExports>();
  #used: number;

  /**
   * @param columns The longest row that the buffers must hold.
   * @param room Bytes for matrices.
   */
  constructor(columns: number, room: number) {
    this.bufferBytes = bufferBytesFor(columns);
    this.buffers = Array.from({ length: BUFFERS }, (_, i) => BUFFERS_AT + i * this.bufferBytes);
    this.#used = BUFFERS_AT + BUFFERS * this.bufferBytes;
    const pages = Math.min(Math.ceil((this.#used + room) / PAGE), MOST_PAGES);
    this.#memory = typeof WebAssembly === "object"
      ? new WebAssembly.Memory({ initial: pages, maximum: pages })
      : { buffer: new ArrayBuffer(pages * PAGE) };
    const { buffer } = this.#memory;
    const shared = (at: number, length: number): Shared => ({
      at,
      values: new Float64Array(buffer, at, length),
    });
    this.stats = shared(STATS_AT, MOST_ROWS * STATS);
    this.params = shared(PARAMS_AT, MOST_ROWS * PARAMS);
    this.dots = shared(DOTS_AT, MOST_ROWS * DOTS);
    this.sums = shared(SUMS_AT, MOST_ROWS);
    this.labels = { at: LABELS_AT, values: new Int32Array(buffer, LABELS_AT, MOST_ROWS) };
    this.constants = shared(CONSTANTS_AT, 8);
    this.float32 = new Float32Array(buffer);
    this.float64 = new Float64Array(buffer);
    arenas.set(buffer, this);
  }

  /** The kernels of an engine, at work in this memory. */
  kernels(engine: Engine): KernelExports {
    let found = this.#started.get(engine);
    if (found === undefined) {
      found = engine.start(this.#memory);
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

let shared: Arena | undefined;

/** The arena through which ordinary arrays are copied, block by block. */
export function copyingArena(columns: number): Arena {
  if (shared === undefined || shared.bufferBytes < bufferBytesFor(columns)) {
    shared = new Arena(columns, 0);
  }
  return shared;
}
