import { type Arena, arenaOf } from "../kernels/arena.ts";
import { DOTS } from "../kernels/kernel_exports.ts";
import { isNarrow } from "../kernels/placement.ts";
import type { Block } from "../numerics/block_work.ts";
import { isMatrix } from "../types/matrix.ts";
import type { Distributions } from "./targets.ts";

/** Where kernels find the coefficients of a block's rows. */
export interface CoefficientSource {
  /** Bytes from row to row; 0 if all rows have the same coefficients. */
  readonly stride: number;
  /** Sees to the coefficients of a block, and gives their address. */
  enter(block: Block): number;
  /** Whether the distribution of row `at` of the block is certainly one. */
  accepts(at: number): boolean;
}

/** What coefficients are made of: `(y_j keep + spread_j) weight_j`. */
export interface CoefficientFormula {
  readonly keep: number;
  /** One number a class; all 0 if absent. */
  readonly spreads: Float64Array | undefined;
  /** One number a class; all 1 if absent. */
  readonly weights: Float64Array | undefined;
}

/** The buffers of an arena that coefficients use. */
const BUFFERS = { raw: 2, coefficients: 3, spreads: 4, weights: 5 } as const;

function addressOf(arena: Arena, buffer: keyof typeof BUFFERS): number {
  return arena.buffers[BUFFERS[buffer]]!;
}

/** The same coefficients for all rows: those of the formula where y is 0. */
export function sharedCoefficients(
  arena: Arena,
  columns: number,
  { spreads, weights }: CoefficientFormula,
): CoefficientSource {
  const at = addressOf(arena, "coefficients");
  const values = arena.float64.subarray(at / 8, at / 8 + columns);
  for (let j = 0; j < columns; j++) values[j] = spreads![j]! * (weights?.[j] ?? 1);
  return { stride: 0, enter: () => at, accepts: () => true };
}

/** Coefficients made of one distribution a row. */
export class RowCoefficients implements CoefficientSource {
  readonly stride: number;
  readonly #arena: Arena;
  readonly #distributions: Distributions;
  readonly #keep: number;
  /** Whether the distributions lie in the arena. */
  readonly #isOwn: boolean;
  readonly #isNarrow: boolean;
  /** Whether they are more than copied. */
  readonly #isMade: boolean;
  /** Rows of the block that hold something else than numbers. */
  readonly #unread = new Set<number>();

  /**
   * @param arena Where the kernels work.
   * @param columns The number of classes.
   * @param distributions One a row.
   * @param formula What is done to them.
   */
  constructor(
    arena: Arena,
    columns: number,
    distributions: Distributions,
    { keep, spreads, weights }: CoefficientFormula,
  ) {
    const { table } = distributions;
    this.stride = columns * Float64Array.BYTES_PER_ELEMENT;
    this.#arena = arena;
    this.#distributions = distributions;
    this.#keep = keep;
    this.#isOwn = isMatrix(table) && arenaOf(table.data) === arena;
    this.#isNarrow = isMatrix(table) && isNarrow(table);
    this.#isMade = this.#isNarrow || keep !== 1 || spreads !== undefined || weights !== undefined;
    if (!this.#isMade) return;
    this.#write("spreads", spreads ?? new Float64Array(columns));
    this.#write("weights", weights ?? new Float64Array(columns).fill(1));
  }

  enter({ kernels, start, end, columns }: Block): number {
    const arena = this.#arena;
    const raw = this.#isOwn ? this.#addressIn(start) : this.#copyIn(start, end);
    if (!this.#isMade) return raw;
    const at = addressOf(arena, "coefficients");
    const [spreads, weights] = [addressOf(arena, "spreads"), addressOf(arena, "weights")];
    const make = this.#isNarrow ? kernels.coefficients32 : kernels.coefficients64;
    make(raw, at, end - start, columns, this.#keep, spreads, weights, arena.sums.at);
    return at;
  }

  accepts(at: number): boolean {
    if (this.#unread.has(at)) return false;
    const { sums, dots } = this.#arena;
    const sum = this.#isMade ? sums.values[at]! : dots.values[at * DOTS + 2]!;
    // Near its bounds, the scalar path's sum may be on the other side: it decides.
    const slack = this.stride * Number.EPSILON;
    return Math.abs(sum - 1) <= this.#distributions.tolerance - slack;
  }

  #write(buffer: keyof typeof BUFFERS, values: Float64Array): void {
    this.#arena.float64.set(values, addressOf(this.#arena, buffer) / 8);
  }

  #addressIn(start: number): number {
    const { data, columns } = this.#distributions.table as { data: Float64Array; columns: number };
    return data.byteOffset + start * columns * data.BYTES_PER_ELEMENT;
  }

  #copyIn(start: number, end: number): number {
    const at = addressOf(this.#arena, "raw");
    const { table } = this.#distributions;
    if (isMatrix(table)) {
      const heap = this.#isNarrow ? this.#arena.float32 : this.#arena.float64;
      const { data, columns } = table;
      heap.set(data.subarray(start * columns, end * columns), at / heap.BYTES_PER_ELEMENT);
    } else {
      this.#unread.clear();
      for (let i = start; i < end; i++) this.#read(i, i - start, at / 8);
    }
    return at;
  }

  /** Reads a row of an array of rows. One that is refused here is so again by the scalar path, in turn. */
  #read(i: number, at: number, first: number): void {
    const columns = this.stride / 8;
    const start = first + at * columns;
    try {
      this.#distributions.read(i, this.#arena.float64.subarray(start, start + columns));
    } catch {
      this.#unread.add(at);
    }
  }
}
