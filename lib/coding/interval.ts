/** The whole of the interval [0, 1), in units of 2^-32. */
export const WHOLE: number = 2 ** 32;

const HALF = WHOLE / 2;
const QUARTER = WHOLE / 4;

/** Where an interval lies whole: in the lower half, the upper half, or the middle half. */
export type Half = 0 | 1 | "middle";

/**
 * The interval of an arithmetic coder, `[low, low + width)` in units of 2^-32 of [0, 1). A symbol
 * narrows it to the symbol's share; as soon as it lies in one half of [0, 1), that half is magnified
 * to be the whole. All numbers are integers below 2^53, so that doubles hold them exactly.
 *
 * @see Witten, Neal and Cleary, Arithmetic Coding for Data Compression (1987).
 */
export class Interval {
  /** Its beginning. */
  low: number = 0;
  /** Its width; above 2^30 when nothing is left to magnify. */
  width: number = WHOLE;

  /** Narrows it to the share from `start` to `end` of `total`; says how far its beginning moved. */
  narrow(start: number, end: number, total: number): number {
    const from = Math.floor(this.width * start / total);
    this.width = Math.floor(this.width * end / total) - from;
    this.low += from;
    return from;
  }

  /** Magnifies the half that it lies in and says which; undefined if it lies in none. */
  magnify(): Half | undefined {
    const half = this.#half();
    if (half === undefined) return undefined;
    const start = half === "middle" ? QUARTER : half * HALF;
    this.low = 2 * (this.low - start);
    this.width *= 2;
    return half;
  }

  #half(): Half | undefined {
    const end = this.low + this.width;
    if (end <= HALF) return 0;
    if (this.low >= HALF) return 1;
    return this.low >= QUARTER && end <= HALF + QUARTER ? "middle" : undefined;
  }
}
