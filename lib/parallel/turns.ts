/** How threads take the rows of a batch in turns. */
export interface Turns {
  /** The first row that none has begun with, and the number of rows that are done. */
  readonly words: Int32Array;
  readonly threads: number;
  /** How many rows are worth a turn. */
  readonly least: number;
  /** When the caller's thread, by its own clock, takes no more. */
  readonly until?: number;
}

const NEXT = 0;
const DONE = 1;

/** How many words there are. */
export const WORDS = 2;

/** Some rows of a batch. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Entries of a turn at most, so that a call which is ended is not waited for. */
const MOST_ENTRIES = 2 ** 22;

/** The share of a thread in what is left that it takes at once: all end together, after few turns. */
const SHARE = 1 / 2;

/** Milliseconds that the caller's thread is kept by a call at most, but for the end of a span. */
const WHILE = 8;

/** Milliseconds that it waits for the last spans of others, which it hears of much later by a message. */
const SOON = 0.3;

/** The rows that a thread takes, one span after the other; each is done when the next is asked for. */
export function* spansInTurns(turns: Turns, rows: number, columns: number): Generator<Span> {
  const { words, threads, least, until = Infinity } = turns;
  const most = Math.max(1, Math.floor(MOST_ENTRIES / columns));
  for (let start = Atomics.load(words, NEXT); start < rows; start = Atomics.load(words, NEXT)) {
    const even = Math.ceil((rows - start) * SHARE / threads);
    const end = Math.min(rows, start + Math.min(most, Math.max(least, even)));
    if (Atomics.compareExchange(words, NEXT, start, end) !== start) continue;
    yield { start, end };
    Atomics.add(words, DONE, end - start);
    if (until < Infinity && performance.now() > until) return;
  }
}

/** Has no thread take rows any more. */
export function endTurns({ words }: Turns, rows: number): void {
  Atomics.store(words, NEXT, rows);
}

/** The turns of the caller's thread, which has other things to do too. */
export function forAWhile(turns: Turns): Turns {
  return { ...turns, until: performance.now() + WHILE };
}

/** Whether all rows are done, or will be at once: waited for without a rest, and no longer than a message takes. */
export function areSoonDone({ words }: Turns, rows: number): boolean {
  const until = performance.now() + SOON;
  do {
    if (Atomics.load(words, DONE) === rows) return true;
  } while (performance.now() < until);
  return false;
}
