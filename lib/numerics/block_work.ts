import type { Arena } from "../kernels/arena.ts";
import type { KernelExports } from "../kernels/kernel_exports.ts";

/** Some rows of a batch, and where the kernels have what belongs to them. */
export interface Block {
  readonly arena: Arena;
  readonly kernels: KernelExports;
  /** Whether the kernels compute in float64. */
  readonly wide: boolean;
  readonly columns: number;
  /** What the logits are divided by. */
  readonly temperature: number;
  /** The first row. */
  readonly start: number;
  /** The row after the last. */
  readonly end: number;
  readonly logitsAt: number;
  readonly exponentialsAt: number;
  readonly answersAt: number;
}

/** What is done with a block, besides taking its exponentials. */
export interface BlockWork {
  /** Whether answers are made of exponentials, which are then stored; else of logits. */
  readonly takesExponentials: boolean;
  /** Bytes a row that the work needs in buffers of its own. */
  readonly rowBytes: number;
  /** Called when the statistics of a block's rows are there. */
  enter(block: Block): void;
  /** Writes the answers of a block, by the parameters of its rows. */
  finish(block: Block): void;
}

/** Multiplies the exponentials of each row by one factor. */
export const SCALING: BlockWork = {
  takesExponentials: true,
  rowBytes: 0,
  enter() {},
  finish({ wide, kernels, arena, exponentialsAt, answersAt, start, end, columns }) {
    const scale = wide ? kernels.scale64 : kernels.scale32;
    scale(exponentialsAt, answersAt, end - start, columns, arena.params.at, arena.labels.at);
  },
};

/** Takes the logarithms of probabilities. */
export const LOGARITHMS: BlockWork = {
  takesExponentials: false,
  rowBytes: 0,
  enter() {},
  finish({ wide, kernels, arena, logitsAt, answersAt, start, end, columns, temperature }) {
    const logarithms = wide ? kernels.logarithms64 : kernels.logarithms32;
    const { stats, params } = arena;
    logarithms(logitsAt, answersAt, end - start, columns, stats.at, params.at, temperature);
  },
};
