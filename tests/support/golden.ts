import type { Exact } from "./ulp.ts";

/** A number as JSON can hold it: what it cannot (NaN, the infinities, -0) is a string. */
type Stored = number | string;

/** What make_golden.py counts rests in. */
const RESTS_PER_ULP = 10_000;

/** A golden file as it is imported. */
export interface GoldenFile {
  readonly cases: readonly object[];
}

/** One input with its true answers, by the names that make_golden.py gives them. */
export class GoldenCase {
  readonly #stored: Record<string, unknown>;

  constructor(stored: object) {
    this.#stored = stored as Record<string, unknown>;
  }

  /** What the input is meant to strain. */
  get family(): string {
    return String(this.#stored.family);
  }

  has(key: string): boolean {
    return key in this.#stored;
  }

  /** A part of the input as JSON holds it. */
  stored(key: string): unknown {
    return this.#stored[key];
  }

  /** A number of the input. */
  number(key: string): number {
    return Number(this.#stored[key]);
  }

  /** A vector of the input. */
  vector(key: string): number[] {
    return (this.#stored[key] as Stored[]).map(Number);
  }

  /** A matrix of the input, as rows. */
  rows(key: string): number[][] {
    return (this.#stored[key] as Stored[][]).map((row) => row.map(Number));
  }

  /** The true answers under a key: one for a function that gives a number. */
  truths(key: string): Exact[] {
    const [nearest, rest] = this.#stored[key] as [Stored, number] | [Stored[], number[]];
    return Array.isArray(nearest)
      ? nearest.map((x, i) => exact(x, (rest as number[])[i]!))
      : [exact(nearest, rest as number)];
  }

  /** The input in a failure message: everything but the answers, which are arrays of two. */
  describe(): string {
    const text = JSON.stringify(this.#stored);
    return text.length > 600 ? `${text.slice(0, 600)}…` : text;
  }
}

function exact(nearest: Stored, rest: number): Exact {
  return { nearest: Number(nearest), rest: rest / RESTS_PER_ULP };
}

/** The cases of a golden file. */
export function casesOf(file: GoldenFile): GoldenCase[] {
  return file.cases.map((stored) => new GoldenCase(stored));
}
