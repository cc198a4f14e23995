/** A string of symbols that was seen, and what followed it. */
export class Context {
  /** The symbols that followed it, each once, the first one first. */
  readonly symbols: number[] = [];
  /** How often each of them did. */
  readonly counts: number[] = [];
  /** The string with each of them added; empty at the greatest length. */
  readonly longer: Context[] = [];
  /** How many symbols followed it in all: the sum of `counts`. */
  total = 0;

  /** @param room How many symbols can be added, until the string has the greatest length. */
  constructor(readonly room: number) {}

  /** How many different symbols followed it. */
  get kinds(): number {
    return this.symbols.length;
  }

  /** How often a symbol followed it. */
  countOf(symbol: number): number {
    return this.counts[this.symbols.indexOf(symbol)] ?? 0;
  }

  /** The string with a symbol added, if that was seen. */
  followedBy(symbol: number): Context | undefined {
    return this.longer[this.symbols.indexOf(symbol)];
  }

  /** Counts a symbol that followed it; one that never did before needs to be `welcome`. */
  count(symbol: number, welcome: boolean): Context | undefined {
    let at = this.symbols.indexOf(symbol);
    if (at < 0) {
      if (!welcome) return undefined;
      at = this.symbols.push(symbol) - 1;
      this.counts.push(0);
      if (this.room > 0) this.longer.push(new Context(this.room - 1));
    }
    this.counts[at]!++;
    this.total++;
    return this.longer[at];
  }
}
