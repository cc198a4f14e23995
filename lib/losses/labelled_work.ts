import { STATS } from "../kernels/arena.ts";
import { type Block, type BlockWork, SCALING } from "../numerics/block_work.ts";

/** Where a kernel leaves the loss of a row among its statistics. */
const LOSS = 7;

/** Columns from which it matters how quickly exponentials are summed. */
const FEWEST_COLUMNS = 64;

/**
 * Losses, and gradients times one factor, of rows with nothing but a label each: the kernels do all of
 * the arithmetic.
 */
export class LabelledWork implements BlockWork {
  readonly takesExponentials = true;
  readonly rowBytes = 0;
  readonly #labels: ArrayLike<number>;
  readonly #scale: number | undefined;

  /**
   * @param labels One class a row.
   * @param scale Factor of all gradients; undefined if there are none.
   */
  constructor(labels: ArrayLike<number>, scale: number | undefined) {
    this.#labels = labels;
    this.#scale = scale;
  }

  sum({ kernels, wide, arena, start, end, columns, logitsAt }: Block): boolean {
    const { at, values } = arena.labels;
    const labels = this.#labels;
    for (let i = start; i < end; i++) values[i - start] = labels[i]!;
    if (wide || this.#scale !== undefined || columns < FEWEST_COLUMNS) return false;
    kernels.labelledRows32(logitsAt, end - start, columns, arena.stats.at, at);
    return true;
  }

  enter(block: Block): void {
    const { kernels, wide, arena, start, end, columns, logitsAt, exponentialsAt } = block;
    const run = wide ? kernels.labelled64 : kernels.labelled32;
    run(
      logitsAt,
      this.#scale === undefined ? 0 : exponentialsAt,
      end - start,
      columns,
      arena.stats.at,
      arena.labels.at,
      arena.params.at,
      this.#scale ?? 0,
    );
  }

  finish(block: Block): void {
    SCALING.finish(block);
  }

  /** The loss of row `i` of a block; NaN if it is for the scalar path. */
  lossOf({ arena, start }: Block, i: number): number {
    return arena.stats.values[(i - start) * STATS + LOSS]!;
  }
}
