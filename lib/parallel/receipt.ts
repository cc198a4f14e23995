/**
 * How a thread tells that it is done with a block: in memory that others look at; by a message, which takes longer and
 * is heard only by a program that rests, if it was asked for one before.
 */
export interface Receipt {
  readonly words: Int32Array;
  readonly at: number;
}

const AT_WORK = 0;
const DONE = 1;
const ASKED = 2;

/** In the thread: whether it is done without a message. */
export function endsQuietly({ words, at }: Receipt): boolean {
  return Atomics.compareExchange(words, at, AT_WORK, DONE) === AT_WORK;
}

/** Whether the thread is done, and sends no message. */
export function isDone({ words, at }: Receipt): boolean {
  return Atomics.load(words, at) === DONE;
}

/** Asks for a message; whether there will be one, as the thread is not done yet. */
export function askFor({ words, at }: Receipt): boolean {
  return Atomics.compareExchange(words, at, AT_WORK, ASKED) !== DONE;
}
