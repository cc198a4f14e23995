import { STATS } from "../kernels/kernel_exports.ts";
import { type Block, type BlockWork, SCALING } from "../numerics/block_work.ts";

/** Where a kernel leaves the loss of a row among its statistics. */
const LOSS = 7;

/**
 * Losses, and gradients times one factor, of rows with nothing but a label each, which the block has
 * written: the kernels do all of the arithmetic.
 */
export class LabelledWork implements BlockWork {
  readonly takesExponentials = true;
  readonly rowBytes = 0;
  readonly #scale: number | undefined;

  /** @param scale Factor of all gradients; undefined if there are none. */
  constructor(scale: number | undefined) {
    this.#scale = scale;
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
