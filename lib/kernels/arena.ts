import type { KernelExports } from "./kernels.ts";

/** Rows that one call of a kernel takes at most. */
export const MOST_ROWS = 1024;

/** Numbers that a kernel writes a row. */
export const STATS = 5;

const PAGE = 65536;
const MOST_PAGES = 65536;
const STATS_AT = PAGE;
const FACTORS_AT = STATS_AT + MOST_ROWS * STATS * 8;
const BUFFERS_AT = 2 * PAGE;

/** What a block of rows is kept below, so that it stays in the cache between its passes. */
const BLOCK_BYTES = 2 * PAGE;

/** The arenas of memories that are in use. */
const arenas = new WeakMap<ArrayBufferLike, Arena>();

function roundedUp(bytes: number, unit: number): number {
  return Math.ceil(bytes / unit) * unit;
}

/**
 * One WebAssembly memory: the tables of the kernels, what they report of each row, two buffers for a
 * block of rows, and room for matrices. It never grows, as that would cut off the views on it.
 */
export class Arena {
  /** What kernels report, {@linkcode STATS} numbers a row. */
  readonly stats: Float64Array;
  /** What rows are multiplied by. */
  readonly factors: Float64Array;
  readonly statsAt = STATS_AT;
  readonly factorsAt = FACTORS_AT;
  /** The size of each of the two buffers. */
  readonly bufferBytes: number;
  /** Where the buffers for blocks lie. */
  readonly buffers: readonly [number, number];
  readonly float32: Float32Array;
  readonly float64: Float64Array;
  readonly #memory: WebAssembly.Memory;
  readonly #instances = new Map<WebAssembly.Module, KernelExports>();
  #used: number;

  /**
   * @param rowBytes The longest row that the buffers must hold.
   * @param room Bytes for matrices.
   */
  constructor(rowBytes: number, room: number) {
    this.bufferBytes = roundedUp(Math.max(rowBytes, BLOCK_BYTES), 64);
    this.buffers = [BUFFERS_AT, BUFFERS_AT + this.bufferBytes];
    this.#used = BUFFERS_AT + 2 * this.bufferBytes;
    const pages = Math.min(Math.ceil((this.#used + room) / PAGE), MOST_PAGES);
    this.#memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { buffer } = this.#memory;
    this.stats = new Float64Array(buffer, STATS_AT, MOST_ROWS * STATS);
    this.factors = new Float64Array(buffer, FACTORS_AT, MOST_ROWS);
    this.float32 = new Float32Array(buffer);
    this.float64 = new Float64Array(buffer);
    arenas.set(buffer, this);
  }

  /** The kernels of a module, at work in this memory. */
  kernels(module: WebAssembly.Module): KernelExports {
    let found = this.#instances.get(module);
    if (found === undefined) {
      const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
      found = exports as unknown as KernelExports;
      this.#instances.set(module, found);
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
export function copyingArena(rowBytes: number): Arena {
  if (shared === undefined || shared.bufferBytes < rowBytes) shared = new Arena(rowBytes, 0);
  return shared;
}
