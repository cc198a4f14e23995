import { isShared } from "../kernels/grounds.ts";
import { newMemory } from "./alloc_shared.ts";

/** Typed arrays by their class. */
interface ArrayClass<T> {
  new (buffer: ArrayBufferLike, start: number, length: number): T;
  readonly BYTES_PER_ELEMENT: number;
}

/**
 * Memory in which a block goes to a thread and its answer comes back, used again for block after
 * block: shared where the engine has such, else it moves there and back.
 */
export class Slot {
  #memory = newMemory(0);
  #used = 0;

  /** Makes room for so many bytes, and forgets what was taken before. */
  reserve(bytes: number): void {
    if (this.#memory.byteLength < bytes) this.#memory = newMemory(bytes);
    this.#used = 0;
  }

  /** Takes room for an array. */
  take<T>(kind: ArrayClass<T>, length: number): T {
    const at = this.#used;
    this.#used += roundedUp(length * kind.BYTES_PER_ELEMENT);
    return new kind(this.#memory, at, length);
  }

  /** The size of its memory. */
  get bytes(): number {
    return this.#memory.byteLength;
  }

  /** What has to move with a message. */
  get moved(): Transferable[] {
    return isShared(this.#memory) ? [] : [this.#memory as ArrayBuffer];
  }

  /** Takes back the memory that came with an answer. */
  restore(memory: ArrayBufferLike): void {
    this.#memory = memory;
  }
}

/** Bytes that an array takes up, so that the next one is aligned. */
export function roundedUp(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
