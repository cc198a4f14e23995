import { STATS } from "./arena.ts";
import { POWER_ZERO, prepareTables } from "./table_exp.ts";
import { differenceError, exponentialOf, found, largest, sumCarefully } from "./table_sums.ts";
import { store32, sum32 } from "./table_sums32.ts";
import { store64, sum64 } from "./table_sums64.ts";

/** Doublings that exponentials carry, so that none is subnormal before it is scaled. */
const DOUBLINGS = { narrow: 64, wide: 512 } as const;

/** Larger logits are left to the caller. */
const LARGEST = 2000;

/** Every so many entries are looked at for a first idea of the largest. */
const STRIDE = 8;

/** How far the largest may be above that idea, and the least below it, for a sum in one pass. */
const ABOVE = 16;
const BELOW = { narrow: 110, wide: 700 } as const;

/** Above the exponentials of such rows: 2^(DOUBLINGS + 25). */
const CEILING = { narrow: 2 ** 89, wide: 2 ** 537 } as const;

/** How far below the largest an exponential is less than half the smallest number of the type. */
const DEPTH = { narrow: 132, wide: 760 } as const;

/** A share of the largest's exponential below which the others are summed without it. */
const SMALL = { narrow: 1e-3, wide: 1e-6 } as const;

/** Float32 or float64. */
export type Width = keyof typeof DOUBLINGS;

/**
 * Rows of logits in some memory: their exponentials and statistics, as the WebAssembly kernels have them.
 * What a row gives depends on the row alone.
 */
export class TableRows {
  readonly #float32: Float32Array;
  readonly #float64: Float64Array;

  /** @param memory Where the rows lie. */
  constructor(memory: ArrayBuffer) {
    prepareTables();
    this.#float32 = new Float32Array(memory);
    this.#float64 = new Float64Array(memory);
  }

  /**
   * Rows from entry `x` on: exponentials from entry `e` on, unless that is 0, and statistics from entry
   * `stats` on, in float64.
   */
  run(width: Width, x: number, e: number, rows: number, columns: number, stats: number): void {
    for (let row = 0; row < rows; row++) {
      const from = x + row * columns;
      const to = from + columns;
      const shift = e === 0 ? NaN : e - x;
      const at = stats + row * STATS;
      if (!this.#sumAtOnce(width, from, to, shift, at)) this.#sumInTurn(width, from, to, shift, at);
    }
  }

  /** One pass, relative to a first idea of the largest; false if that was not good enough. */
  #sumAtOnce(width: Width, from: number, to: number, shift: number, at: number): boolean {
    const heap = width === "wide" ? this.#float64 : this.#float32;
    const idea = largest(heap, from, to, to - from < 8 * STRIDE ? 1 : STRIDE);
    if (!(Math.abs(idea) <= LARGEST)) return false;
    const bias = biasOf(width, idea);
    if (width === "wide") {
      const start = CEILING.wide;
      if (Number.isNaN(shift)) sum64(this.#float64, from, to, bias, start);
      else store64(this.#float64, this.#float64, shift, from, to, bias, start);
    } else if (Number.isNaN(shift)) sum32(this.#float32, from, to, bias);
    else store32(this.#float32, this.#float32, shift, from, to, bias);
    const { max, min, sum, low } = found;
    if (!(max <= idea + ABOVE && min >= idea - BELOW[width])) return false;
    this.#report(width, from, to, max, bias, sum, low, at);
    return true;
  }

  /** The largest first, then the sum relative to it. */
  #sumInTurn(width: Width, from: number, to: number, shift: number, at: number): void {
    const heap = width === "wide" ? this.#float64 : this.#float32;
    const max = largest(heap, from, to, 1);
    this.#float64[at] = max;
    this.#float64[at + 1] = NaN;
    if (!(Math.abs(max) <= LARGEST)) return;
    const bias = biasOf(width, max);
    const e = Number.isNaN(shift) ? undefined : heap;
    sumCarefully(heap, e, shift, from, to, bias, CEILING[width], max - DEPTH[width], NaN);
    this.#report(width, from, to, max, bias, found.sum, found.low, at);
  }

  /** Writes the statistics of a row: see {@linkcode STATS}. */
  #report(
    width: Width,
    from: number,
    to: number,
    max: number,
    bias: number,
    sum: number,
    low: number,
    at: number,
  ): void {
    const stats = this.#float64;
    const peak = exponentialOf(max, bias);
    const peakLow = found.low;
    const rest = sum - peak;
    const lost = low + differenceError(sum, peak, rest);
    const others = rest + lost;
    stats[at] = max;
    stats[at + 1] = others;
    stats[at + 2] = (rest - others) + lost;
    stats[at + 3] = peak;
    stats[at + 4] = peakLow;
    stats[at + 5] = width === "wide" ? peak : Math.fround(peak);
    if (others < peak * SMALL[width]) this.#sumOthers(width, from, to, max, bias, at);
  }

  /** Where the others are lost beside the largest: their sum without it. */
  #sumOthers(width: Width, from: number, to: number, max: number, bias: number, at: number): void {
    const heap = width === "wide" ? this.#float64 : this.#float32;
    const second = secondLargest(heap, from, to, max);
    found.sum = found.low = 0;
    if (second >= max - DEPTH[width]) {
      const start = 2 * exponentialOf(second, bias);
      sumCarefully(heap, undefined, NaN, from, to, bias, start, max - DEPTH[width], max);
    }
    this.#float64[at + 1] = found.sum + found.low;
    this.#float64[at + 2] = (found.sum - this.#float64[at + 1]!) + found.low;
  }
}

/** Where the power of two stands by which exponentials of such a size become near 2^DOUBLINGS. */
function biasOf(width: Width, max: number): number {
  return POWER_ZERO + DOUBLINGS[width] - Math.floor(max / Math.LN2 + 0.5);
}

/** The largest entry below `max`. */
function secondLargest(
  x: Float32Array | Float64Array,
  from: number,
  to: number,
  max: number,
): number {
  let second = -Infinity;
  for (let k = from; k < to; k++) {
    const v = x[k]!;
    if (v > second && v < max) second = v;
  }
  return second;
}
