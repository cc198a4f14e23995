import { describe, Site } from "../types/site.ts";

/**
 * The largest total of frequencies: an interval wider than 2^30 then leaves each frequency more than
 * 2^10 - 1 units, and `width · total` stays below 2^53.
 */
export const LARGEST_TOTAL = 2 ** 20;

/**
 * Integer frequencies of the symbols 0 to K-1, summed up: symbol s owns the numbers from `table[s]`
 * up to `table[s + 1]`, of `table[K]` in all. The first entry is 0, the last in [1, 2^20].
 */
export type Cumulative = Uint32Array;

/**
 * What an arithmetic coder asks of a model: what it expects next, and to learn what came. Encoder and
 * decoder each run a copy; both copies see the same symbols, so both expect the same.
 */
export interface SymbolModel {
  /** The frequencies of the next symbol. The table may be the same one at every call. */
  cumulative(): Cumulative;
  /** Takes notice of the symbol that came. */
  learn(symbol: number): void;
}

/** A model that answers with a probability: what a symbol costs if nothing is rounded to integers. */
export interface ProbabilityModel {
  /** The probability that the next symbol is this one. */
  probability(symbol: number): number;
  /** Takes notice of the symbol that came. */
  learn(symbol: number): void;
}

/** The total of a table, refused unless a coder can work with it. */
export function totalOf(table: Cumulative, task: string): number {
  const total = table[table.length - 1]!;
  if (total > 0 && total <= LARGEST_TOTAL) return total;
  return new Site(task, "cumulative").refuseValue(
    `cumulative must end in a total in [1, ${LARGEST_TOTAL}]`,
    `the total is ${describe(total)}`,
  );
}

/** Refuses a symbol without a share of the table: not one of its symbols, or of frequency 0. */
export function refuseSymbol(symbol: unknown, table: Cumulative, task: string): never {
  const site = new Site(task, "symbol");
  const classes = table.length - 1;
  const found = `symbol is ${describe(symbol)}`;
  const whole = Number.isInteger(symbol);
  const known = whole && (symbol as number) >= 0 && (symbol as number) < classes;
  if (known) return site.refuseValue("symbol must have a positive frequency", `${found}, of 0`);
  const must = `symbol must be an integer in [0, ${classes})`;
  return whole ? site.refuseValue(must, found) : site.refuseType(must, found);
}
