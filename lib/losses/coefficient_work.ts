import type { Arena } from "../kernels/arena.ts";
import { DOTS } from "../kernels/kernel_exports.ts";
import type { Block, BlockWork } from "../numerics/block_work.ts";
import type { CoefficientSource } from "./coefficient_source.ts";

/** Losses and gradients of rows with many coefficients: `Σ a_j (-ln q_j)`. */
export class CoefficientWork implements BlockWork {
  readonly takesExponentials = true;
  readonly rowBytes: number;
  /** `Σ a_j` of the row read last. */
  readonly mass = { high: 0, low: 0 };
  /** `Σ a_j (max - z_j)` of that row. */
  readonly depths = { high: 0, low: 0 };
  readonly #arena: Arena;
  readonly #source: CoefficientSource;
  #at = 0;
  #start = 0;

  /**
   * @param arena Where the kernels work.
   * @param columns The number of classes.
   * @param source The coefficients.
   */
  constructor(arena: Arena, columns: number, source: CoefficientSource) {
    this.#arena = arena;
    this.#source = source;
    this.rowBytes = columns * Float64Array.BYTES_PER_ELEMENT;
  }

  /** Reads the sums of row `i`; false where its coefficients are for the scalar path. */
  load(i: number): boolean {
    const row = i - this.#start;
    const { values } = this.#arena.dots;
    const at = row * DOTS;
    this.depths.high = values[at]!;
    this.depths.low = values[at + 1]!;
    this.mass.high = values[at + 2]!;
    this.mass.low = values[at + 3]!;
    return !Number.isNaN(this.depths.high) && this.#source.accepts(row);
  }

  enter(block: Block): void {
    const { kernels, wide, arena, start, end, columns, logitsAt } = block;
    this.#start = start;
    this.#at = this.#source.enter(block);
    const { stride } = this.#source;
    const run = wide ? kernels.dots64 : kernels.dots32;
    run(logitsAt, this.#at, stride, end - start, columns, arena.stats.at, arena.dots.at);
  }

  finish({ kernels, wide, arena, start, end, columns, exponentialsAt, answersAt }: Block): void {
    const run = wide ? kernels.slopes64 : kernels.slopes32;
    const { stride } = this.#source;
    run(
      exponentialsAt,
      answersAt,
      end - start,
      columns,
      arena.params.at,
      this.#at,
      stride,
      arena.stats.at,
      arena.labels.at,
    );
  }
}
