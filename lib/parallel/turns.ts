/** How threads take the rows of a batch in turns. */
export interface Turns {
  /** The first row that none has begun with. */
  readonly next: Int32Array;
  readonly threads: number;
}

/** Some rows of a batch. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Entries that are worth a turn, and so many that the end of a call is not waited for. */
const LEAST_ENTRIES = 2 ** 16;
const MOST_ENTRIES = 2 ** 22;

/** The share of a thread in what is left that it takes at once: all end together, after few turns. */
const SHARE = 1 / 2;

/** The rows that a thread takes, one span after the other. */
export function* spansInTurns(turns: Turns, rows: number, columns: number): Generator<Span> {
  const { next, threads } = turns;
  const least = Math.ceil(LEAST_ENTRIES / columns);
  const most = Math.max(1, Math.floor(MOST_ENTRIES / columns));
  for (let start = Atomics.load(next, 0); start < rows; start = Atomics.load(next, 0)) {
    const even = Math.ceil((rows - start) * SHARE / threads);
    const end = Math.min(rows, start + Math.min(most, Math.max(least, even)));
    if (Atomics.compareExchange(next, 0, start, end) === start) yield { start, end };
  }
}

/** Has no thread take rows any more. */
export function endTurns({ next }: Turns, rows: number): void {
  Atomics.store(next, 0, rows);
}
