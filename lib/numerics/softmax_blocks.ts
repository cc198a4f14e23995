import type { Matrix } from "../types/matrix.ts";
import { MOST_ROWS, STATS } from "../kernels/arena.ts";
import { chosenModule, type KernelExports } from "../kernels/kernels.ts";
import { type Placement, placementOf } from "../kernels/placement.ts";
import { RowTotals } from "./row_totals.ts";

/** Entries from which a batch is worth the way into WebAssembly. */
const FEWEST_ENTRIES = 256;

/** Columns that fill a vector of float32. */
const FEWEST_COLUMNS = 4;

/** Below this share of the largest, the others of a float32 row are for the scalar path. */
const LEAST_TAIL = 2 ** -100;

/** Factors within which exponentials neither overflow nor lose digits when they are scaled. */
const RANGES = {
  narrow: [2 ** -125, 2 ** -60],
  wide: [2 ** -1020, 2 ** -500],
} as const;

/** Where gradients of classes and their labels wait for the rest of their block. */
const ownSlopes = new Float64Array(MOST_ROWS);
const ownPlaces = new Int32Array(MOST_ROWS);

/**
 * The rows of a batch of logits under softmax, a block at a time: ask for them in order. A row that
 * the kernels cannot do (NaN, infinities, sizes out of range) is left to the caller: it is told by
 * `undefined` or `false`, and finds logits and gradient untouched.
 */
export class SoftmaxBlocks {
  readonly #z: Matrix;
  readonly #out: Matrix | undefined;
  readonly #place: Placement;
  readonly #kernels: KernelExports;
  readonly #totals = new RowTotals();
  readonly #blockRows: number;
  /** The rows of the block at hand. */
  #start = 0;
  #end = 0;
  /** Where its logits, its exponentials and its gradient lie. */
  #logitsAt = 0;
  #exponentialsAt = 0;
  #gradientAt = 0;

  private constructor(
    z: Matrix,
    out: Matrix | undefined,
    place: Placement,
    module: WebAssembly.Module,
  ) {
    this.#z = z;
    this.#out = out;
    this.#place = place;
    this.#kernels = place.arena.kernels(module);
    const fitting = Math.floor(place.arena.bufferBytes / place.rowBytes);
    const direct = out === undefined && place.zAt !== undefined;
    this.#blockRows = direct ? MOST_ROWS : Math.min(Math.max(fitting, 1), MOST_ROWS);
  }

  /** The blocks of a batch; undefined where it is too small, or the engine has no kernels. */
  static of(z: Matrix, out?: Matrix): SoftmaxBlocks | undefined {
    if (z.columns < FEWEST_COLUMNS || z.rows * z.columns < FEWEST_ENTRIES) return undefined;
    const module = chosenModule();
    const place = module === null ? undefined : placementOf(z, out);
    return place && new SoftmaxBlocks(z, out, place, module!);
  }

  /** What row `i` comes to; undefined if it is for the scalar path. */
  row(i: number): RowTotals | undefined {
    if (i >= this.#end) this.#enter(i);
    const { arena, wide } = this.#place;
    const totals = this.#totals;
    if (!totals.load(arena.stats, (i - this.#start) * STATS)) return undefined;
    return wide || totals.tail >= LEAST_TAIL ? totals : undefined;
  }

  /**
   * Sets the gradient of row `i`, whose totals were asked for last: `scale` times each probability,
   * and minus that of all others for the true class. False if it is for the scalar path.
   */
  setGradient(i: number, label: number, scale: number): boolean {
    const { arena, wide } = this.#place;
    const at = i - this.#start;
    const factor = this.#totals.factor(scale);
    const [least, most] = wide ? RANGES.wide : RANGES.narrow;
    if (!(factor >= least && factor <= most)) return false;
    const heap = wide ? arena.float64 : arena.float32;
    const place = at * this.#z.columns + label;
    const exponential = heap[this.#exponentialsAt / heap.BYTES_PER_ELEMENT + place]!;
    const logit = this.#z.data[i * this.#z.columns + label]!;
    arena.factors[at] = factor;
    const own = -this.#totals.complement(logit, exponential) * scale;
    ownSlopes[at] = (wide ? own : Math.fround(own)) + 0;
    ownPlaces[at] = place;
    return true;
  }

  /** Writes the gradient of the last block. */
  finish(): void {
    if (this.#out === undefined || this.#end === 0) return;
    const { arena, wide, outAt } = this.#place;
    const rows = this.#end - this.#start;
    const scale = wide ? this.#kernels.scale64 : this.#kernels.scale32;
    scale(this.#exponentialsAt, this.#gradientAt, rows, this.#z.columns, arena.factorsAt);
    const heap = wide ? arena.float64 : arena.float32;
    const first = this.#gradientAt / heap.BYTES_PER_ELEMENT;
    for (let at = 0; at < rows; at++) {
      if (arena.factors[at]! > 0) heap[first + ownPlaces[at]!] = ownSlopes[at]!;
    }
    if (outAt === undefined) this.#copyOut(heap, first, rows);
  }

  /** Copies the rows that were set, as many at once as follow each other. */
  #copyOut(heap: Float32Array | Float64Array, first: number, rows: number): void {
    const { columns } = this.#z;
    const { factors } = this.#place.arena;
    for (let at = 0; at < rows; at++) {
      const from = at;
      while (at < rows && factors[at]! > 0) at++;
      if (at === from) continue;
      const view = heap.subarray(first + from * columns, first + at * columns);
      this.#out!.data.set(view, (this.#start + from) * columns);
    }
  }

  /** Goes on to the block that begins with row `i`. */
  #enter(i: number): void {
    this.finish();
    const { arena, wide, rowBytes } = this.#place;
    this.#start = i;
    this.#end = Math.min(i + this.#blockRows, this.#z.rows);
    const rows = this.#end - i;
    this.#locate(i, rows);
    const target = this.#out === undefined ? 0 : this.#exponentialsAt;
    if (target !== 0) arena.factors.fill(NaN, 0, rows);
    const run = wide ? this.#kernels.rows64 : this.#kernels.rows32;
    run(this.#logitsAt, target, rows, rowBytes / (wide ? 8 : 4), arena.statsAt);
  }

  #locate(i: number, rows: number): void {
    const { arena, wide, rowBytes, zAt, outAt, inPlace } = this.#place;
    const [first, second] = arena.buffers;
    this.#logitsAt = zAt === undefined ? first : zAt + i * rowBytes;
    this.#gradientAt = outAt === undefined ? second : outAt + i * rowBytes;
    this.#exponentialsAt = inPlace ? second : this.#gradientAt;
    if (zAt !== undefined) return;
    const heap = wide ? arena.float64 : arena.float32;
    const { data, columns } = this.#z;
    heap.set(data.subarray(i * columns, (i + rows) * columns), first / heap.BYTES_PER_ELEMENT);
  }
}
