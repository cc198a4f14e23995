import type { KernelMemory } from "./engine.ts";

/**
 * One memory that kernels work in: their constants, arenas one after the other, room for matrices. It never grows,
 * as that would cut off the views on it.
 */
export interface Grounds {
  /** Tells the grounds of one program apart. */
  readonly id: number;
  readonly memory: KernelMemory;
  /** The longest row that its arenas have buffers for. */
  readonly columns: number;
  /** How many arenas it has: the first is for the thread that made it, others are for threads that are lent it. */
  readonly arenas: number;
}

/** Columns above which kernels are not asked: their buffers would not fit beside each other. */
export const MOST_COLUMNS = 2 ** 24;

/** How many buffers an arena has. */
export const BUFFERS = 6;

/** A unit of memory, and the size of what lies before the first arena. */
const PAGE = 65536;

/** What an arena has before its buffers. */
export const BUFFERS_AT = 3 * PAGE;

/** What WebAssembly can address. */
export const MOST_BYTES = 65536 * PAGE;

/** What a block of rows is kept below, so that it stays in the cache between its passes. */
const BLOCK_BYTES = 2 * PAGE;

/** As many as there are words before the constants of kernels: see lent_arena.ts. */
const MOST_ARENAS = 256;

let made = 0;

/**
 * New memory.
 *
 * @param columns The longest row that its arenas must hold.
 * @param room Bytes for matrices.
 * @param threads How many other threads it is for; where not all of their arenas fit, for fewer.
 */
export function newGrounds(columns: number, room: number, threads = 0): Grounds {
  const most = Math.floor((MOST_BYTES - PAGE - room) / arenaBytesFor(columns));
  const arenas = Math.max(1, Math.min(1 + threads, most, MOST_ARENAS));
  const bytes = PAGE + arenas * arenaBytesFor(columns) + room;
  const memory = newMemory(roundedUp(Math.min(bytes, MOST_BYTES), PAGE), threads > 0);
  return { id: made++, memory, columns, arenas };
}

function newMemory(bytes: number, shared: boolean): KernelMemory {
  const pages = bytes / PAGE;
  if (typeof WebAssembly === "object") {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  }
  return { buffer: shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes) };
}

/** Where the arenas of some grounds begin; after the last, where their room for matrices does. */
export function arenaAt({ columns }: Grounds, index: number): number {
  return PAGE + index * arenaBytesFor(columns);
}

/** The size of an arena for rows of so many columns. */
function arenaBytesFor(columns: number): number {
  return roundedUp(BUFFERS_AT + BUFFERS * bufferBytesFor(columns), PAGE);
}

/** The size of each buffer of an arena for rows of so many columns. */
export function bufferBytesFor(columns: number): number {
  const rowBytes = Math.min(columns, MOST_COLUMNS) * Float64Array.BYTES_PER_ELEMENT;
  return roundedUp(Math.max(rowBytes, BLOCK_BYTES), 64);
}

/** Bytes in whole units. */
export function roundedUp(bytes: number, unit: number): number {
  return Math.ceil(bytes / unit) * unit;
}

/** Whether memory can be seen by several threads. */
export function isShared(buffer: ArrayBufferLike): boolean {
  return typeof SharedArrayBuffer === "function" && buffer instanceof SharedArrayBuffer;
}
