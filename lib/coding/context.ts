/**
 * A string of symbols that was seen: how often, and what followed it. Its followers are the strings
 * one symbol longer; in the order in which they were first seen, for the frequent ones come first.
 */
export class Context {
  /** How often this string followed the one without its last symbol. */
  count = 0;
  /** How many symbols were counted after it: Σ of its followers' counts. */
  total = 0;
  /** How many different symbols those were. */
  kinds = 0;
  /** The first of its followers; each points to the next. */
  first: Context | undefined = undefined;
  /** The next follower of the string without the last symbol. */
  next: Context | undefined = undefined;

  /** @param symbol The last symbol of the string. */
  constructor(readonly symbol: number) {}

  /** The string with one more symbol, or undefined if it was not seen. */
  followedBy(symbol: number): Context | undefined {
    let follower = this.first;
    while (follower !== undefined && follower.symbol !== symbol) follower = follower.next;
    return follower;
  }

  /** Makes a follower that was not seen before. */
  grow(symbol: number): Context {
    const follower = new Context(symbol);
    if (this.first === undefined) this.first = follower;
    else this.#last(this.first).next = follower;
    this.kinds++;
    return follower;
  }

  #last(follower: Context): Context {
    while (follower.next !== undefined) follower = follower.next;
    return follower;
  }
}
