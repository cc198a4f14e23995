import { Arena, setArenaOf } from "../kernels/arena.ts";
import type { Grounds } from "../kernels/grounds.ts";

/** The arenas that this thread has worked in, by the grounds that it was lent; the last of these only. */
const known = new Map<number, Map<number, Arena>>();
const MOST_KNOWN = 4;

/** Does some work on matrices in memory that other threads work in too, in an arena there that is lent to this one. */
export function inArena<T>(grounds: Grounds, index: number, work: () => T): T {
  const mine = arenasIn(grounds);
  let arena = mine.get(index);
  if (arena === undefined) mine.set(index, arena = new Arena(grounds, index));
  // Each message brings a buffer of its own on the same memory.
  setArenaOf(grounds.memory.buffer, arena);
  return work();
}

function arenasIn({ id }: Grounds): Map<number, Arena> {
  const found = known.get(id) ?? new Map<number, Arena>();
  known.delete(id);
  known.set(id, found);
  if (known.size > MOST_KNOWN) known.delete(known.keys().next().value!);
  return found;
}
