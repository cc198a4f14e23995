import { STATS } from "./kernel_exports.ts";
import { POWER_ZERO, POWERS, prepareTables } from "./table_exp.ts";
import { NEAR_DOUBLINGS, prepareKnots } from "./table_knots.ts";
import {
  differenceError,
  exponentialOf,
  found,
  largest,
  largestOfSample,
  nearExponential,
  readAhead,
  secondLargest,
  startRow,
  sumCarefully,
} from "./table_sums.ts";
import { store32, sum32 } from "./table_sums32.ts";
import { storeLabelled64, sumLabelled64 } from "./table_labelled64.ts";
import { store64, sum64 } from "./table_sums64.ts";

/** Doublings that exponentials carry, so that none is subnormal before it is scaled. */
const DOUBLINGS = { narrow: 64, wide: 512 } as const;

/** Larger logits are left to the caller. */
const LARGEST = 2000;

/** How far the largest may be above that idea, and the least below it, for a sum in one pass. */
const ABOVE = { narrow: 16, wide: 8 } as const;
const BELOW = { narrow: 110, wide: 700 } as const;

/** Above the exponentials of such rows, and of all that have a power. */
const CEILING = 2 ** 525;

/** Above every exponential relative to the largest: 2^(DOUBLINGS + 1). */
const PEAK = { narrow: 2 ** 65, wide: 2 ** 513 } as const;

/**
 * So many entries are summed at once: the roundings of what additions lose are then too few to count beside
 * others that are not small.
 */
const SEGMENT = 1024;

/** How far below the largest an exponential is less than half the smallest number of the type. */
const DEPTH = { narrow: 132, wide: 760 } as const;

/**
 * A share of the largest's exponential, at least and for each entry, below which the others are summed
 * without it.
 */
const SMALL = { narrow: 1e-3, wide: 1e-6 } as const;
const SMALL_EACH = { narrow: 2 ** -27, wide: 2 ** -30 } as const;

/** Rows whose largest lies between these may be summed by knots: others may be 9 above it, or all below. */
const NEAR = [-64, 128] as const;

/** Float32 or float64. */
export type Width = keyof typeof DOUBLINGS;

/**
 * Rows of logits in some memory: their exponentials and statistics, as the WebAssembly kernels have them.
 * What a row gives depends on the row alone.
 */
export class TableRows {
  readonly #float32: Float32Array;
  readonly #float64: Float64Array;
  readonly #int32: Int32Array;

  /** @param memory Where the rows lie. */
  constructor(memory: ArrayBufferLike) {
    prepareTables();
    prepareKnots();
    this.#float32 = new Float32Array(memory);
    this.#float64 = new Float64Array(memory);
    this.#int32 = new Int32Array(memory);
  }

  /**
   * Rows from entry `x` on: exponentials from entry `e` on, unless that is 0, and statistics from entry
   * `stats` on, in float64. Where `labels` is not 0, labels stand from that entry on, in int32, and their
   * losses and gradients are all that is asked for.
   */
  run(
    width: Width,
    x: number,
    e: number,
    rows: number,
    columns: number,
    stats: number,
    labels: number,
  ): void {
    const heap = width === "wide" ? this.#float64 : this.#float32;
    const shift = e === 0 ? NaN : e - x;
    for (let row = 0; row < rows; row++) {
      const from = x + row * columns;
      const to = from + columns;
      const at = stats + row * STATS;
      const own = labels === 0 ? NaN : heap[from + this.#int32[labels + row]!]!;
      this.#sum(width, from, to, shift, own, at);
    }
  }

  /** The sum relative to a first idea of the largest, or to the largest. The label's logit is `own`, or NaN. */
  #sum(width: Width, from: number, to: number, shift: number, own: number, at: number): void {
    const heap = width === "wide" ? this.#float64 : this.#float32;
    const some = largestOfSample(heap, from, to);
    const idea = own > some ? own : some;
    const isLabelled = width === "wide" && own === own;
    if (isLabelled && this.#sumLabelled(from, to, shift, idea, at)) return;
    if (!isLabelled && this.#sumAtOnce(width, from, to, shift, idea, at)) return;
    const max = largest(heap, from, to);
    this.#float64[at] = max;
    this.#float64[at + 1] = NaN;
    if (this.#sumAtOnce(width, from, to, shift, max, at)) return;
    if (!(Math.abs(max) <= LARGEST)) return;
    const bias = biasOf(width, max);
    const e = Number.isNaN(shift) ? undefined : heap;
    sumCarefully(heap, e, shift, from, to, bias, PEAK[width], max - DEPTH[width], NaN);
    this.#reportBiased(width, from, to, max, bias, at);
  }

  /**
   * One pass, relative to an entry that is not below the label's: a loss and its gradient lose nothing if
   * others are above it. False if they are too far above, or below all powers.
   */
  #sumLabelled(from: number, to: number, shift: number, idea: number, at: number): boolean {
    if (!(idea >= NEAR[0] && idea <= NEAR[1])) return false;
    const peak = nearExponential(idea);
    const { lack } = found;
    startRow();
    for (let first = from; first < to; first += SEGMENT) {
      const last = Math.min(first + SEGMENT, to);
      if (Number.isNaN(shift)) {
        // What is read ahead counts for nothing, in a place that is written to below.
        if (last + SEGMENT < to) {
          this.#float64[at + 1] = readAhead(
            this.#float64,
            last + SEGMENT,
            Math.min(last + 2 * SEGMENT, to),
          );
        }
        sumLabelled64(this.#float64, first, last, peak);
      } else storeLabelled64(this.#float64, this.#float64, shift, first, last, peak);
    }
    // Rests are below 2^-11 where logits have knots near them, and else above 200.
    if (!(found.size < 1)) return false;
    this.#report("wide", from, to, idea, NEAR_DOUBLINGS, peak, lack, at);
    return true;
  }

  /** One pass, relative to an idea of the largest; false if that was not good enough. */
  #sumAtOnce(
    width: Width,
    from: number,
    to: number,
    shift: number,
    idea: number,
    at: number,
  ): boolean {
    if (!(Math.abs(idea) <= LARGEST)) return false;
    const bias = biasOf(width, idea);
    if (width === "wide") this.#sum64(from, to, shift, bias);
    else this.#sum32(from, to, shift, bias);
    const { max, min } = found;
    if (!(max <= idea + ABOVE[width] && min >= idea - BELOW[width])) return false;
    this.#reportBiased(width, from, to, max, bias, at);
    return true;
  }

  #sum32(from: number, to: number, shift: number, bias: number): void {
    const heap = this.#float32;
    startRow();
    if (Number.isNaN(shift)) sum32(heap, from, to, bias);
    else store32(heap, heap, shift, from, to, bias);
  }

  #sum64(from: number, to: number, shift: number, bias: number): void {
    const heap = this.#float64;
    startRow();
    for (let start = from; start < to; start += SEGMENT) {
      const end = Math.min(start + SEGMENT, to);
      if (Number.isNaN(shift)) sum64(heap, start, end, bias, CEILING);
      else store64(heap, heap, shift, start, end, bias, CEILING);
    }
  }

  #reportBiased(
    width: Width,
    from: number,
    to: number,
    max: number,
    bias: number,
    at: number,
  ): void {
    const peak = exponentialOf(max, bias);
    this.#report(width, from, to, max, bias - POWER_ZERO, peak, found.lack, at);
  }

  /** Writes the statistics of a row whose sum was found, times 2^doublings: see {@linkcode STATS}. */
  #report(
    width: Width,
    from: number,
    to: number,
    max: number,
    doublings: number,
    peak: number,
    peakLow: number,
    at: number,
  ): void {
    const stats = this.#float64;
    const rest = found.sum - peak;
    const lost = found.low + differenceError(found.sum, peak, rest);
    const others = rest + lost;
    stats[at] = max;
    stats[at + 1] = others;
    stats[at + 2] = (rest - others) + lost;
    stats[at + 3] = peak;
    stats[at + 4] = peakLow;
    stats[at + 5] = width === "wide" ? peak : Math.fround(peak);
    const small = Math.max(SMALL[width], (to - from) * SMALL_EACH[width]);
    if (others < peak * small) this.#sumOthers(width, from, to, max, doublings, at);
  }

  /** Where the others are lost beside the largest: their sum without it. */
  #sumOthers(
    width: Width,
    from: number,
    to: number,
    max: number,
    doublings: number,
    at: number,
  ): void {
    const heap = width === "wide" ? this.#float64 : this.#float32;
    const second = secondLargest(heap, from, to, max);
    const bias = biasOf(width, max);
    found.sum = found.low = 0;
    if (second >= max - DEPTH[width]) {
      const start = 2 * exponentialOf(second, bias);
      sumCarefully(heap, undefined, NaN, from, to, bias, start, max - DEPTH[width], max);
    }
    const scale = POWERS[2 * POWER_ZERO + doublings - bias]!;
    const sum = found.sum * scale;
    const low = found.low * scale;
    this.#float64[at + 1] = sum + low;
    this.#float64[at + 2] = (sum - this.#float64[at + 1]!) + low;
  }
}

/** Where the power of two stands by which exponentials of such a size become near 2^DOUBLINGS. */
function biasOf(width: Width, max: number): number {
  return POWER_ZERO + DOUBLINGS[width] - Math.floor(max / Math.LN2 + 0.5);
}
