/** How many places there are, and the words from one to the next: an odd number. */
const COUNT = 16;
const WORDS = 17;

/** Arguments that nobody reads. */
const PLACES: readonly (readonly number[])[] = Array.from(
  { length: COUNT },
  (_, i) => new Array<number>(i * WORDS).fill(0),
);

let turn = 0;

/**
 * Calls kernels from the next of some places on the stack. V8 keeps the vectors of a loop that find no register there,
 * 16 bytes each at multiples of 8; where one lies across the border of two pages, the loop takes two to four times as
 * long, and would do so for as long as calls come from that place: for a whole program, as a rule. By turns, one block
 * of rows in sixteen does.
 */
export function fromNextPlace(call: () => void): void {
  turn = (turn + 1) % COUNT;
  (call as (...unread: readonly number[]) => void)(...PLACES[turn]!);
}
