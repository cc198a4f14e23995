import { Arena, setArenaOf } from "../kernels/arena.ts";
import type { Grounds } from "../kernels/grounds.ts";

/** The arenas that this thread has worked in, by the grounds that it was lent; the last of these only. */
const known = new Map<number, Map<number, Arena>>();
const MOST_KNOWN = 4;

/**
 * Does some work on matrices in memory that other threads work in too, in an arena there that no other has
 * meanwhile. Where all are taken, blocks are copied, as those of any other memory.
 */
export function inLentArena<T>(grounds: Grounds, work: () => T): T {
  // Words before the constants of kernels: not 0 where an arena is taken.
  const taken = new Int32Array(grounds.memory.buffer, 0, grounds.arenas);
  const mine = arenasIn(grounds);
  const index = [...mine.keys(), ...taken.keys()].find((k) =>
    k > 0 && Atomics.compareExchange(taken, k, 0, 1) === 0
  );
  if (index === undefined) return work();
  try {
    let arena = mine.get(index);
    if (arena === undefined) mine.set(index, arena = new Arena(grounds, index));
    // Each message brings a buffer of its own on the same memory.
    setArenaOf(grounds.memory.buffer, arena);
    return work();
  } finally {
    Atomics.store(taken, index, 0);
  }
}

function arenasIn({ id }: Grounds): Map<number, Arena> {
  const found = known.get(id) ?? new Map<number, Arena>();
  known.delete(id);
  known.set(id, found);
  if (known.size > MOST_KNOWN) known.delete(known.keys().next().value!);
  return found;
}
