// Memory is waited for less where many lines are asked for at once, before the first is needed: while
// there is arithmetic between loads, processors look ahead by a few lines only.

// Bytes of a row that are summed before more is asked for; and how far ahead that lies.
export const CHUNK: usize = 8192;
const AHEAD: usize = 16384;

// Bytes that a cache takes from memory at once.
const LINE: usize = 64;

// Brings a chunk nearer that comes some time after `at`, as far as it lies before `end`. What is found there
// comes into `room`, so that it counts.
export function lookAhead(at: usize, end: usize, room: usize): void {
  const to = min(at + AHEAD + CHUNK, end);
  let found: u64 = 0;
  for (at += AHEAD; at + 3 * LINE < to; at += 4 * LINE) {
    found |= load<u64>(at) | load<u64>(at, 64) | load<u64>(at, 128) | load<u64>(at, 192);
  }
  store<u64>(room, found);
}

// Brings the first chunks nearer, which come before any that lies ahead.
export function lookAtFirst(at: usize, end: usize, room: usize): void {
  lookAhead(at - AHEAD, end, room);
  lookAhead(at - AHEAD + CHUNK, end, room);
}
