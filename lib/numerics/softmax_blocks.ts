import { MOST_ROWS } from "../kernels/arena.ts";
import type { Engine } from "../kernels/engine.ts";
import { PARAMS, STATS } from "../kernels/kernel_exports.ts";
import { chosenEngine } from "../kernels/kernels.ts";
import { type Placement, placementOf } from "../kernels/placement.ts";
import { fromNextPlace } from "../kernels/stack_places.ts";
import type { Matrix } from "../types/matrix.ts";
import { type Block, type BlockWork, LOGARITHMS, SCALING } from "./block_work.ts";
import { isForKernels } from "./is_for_kernels.ts";
import { RowTotals } from "./row_totals.ts";
import { isInRange, writeTemperature } from "./temperature_constants.ts";

/** Columns from which it matters how quickly exponentials are summed. */
const MANY_COLUMNS = 64;

/** Below this share of the largest, the others of a float32 row are for the scalar path. */
const LEAST_TAIL = 2 ** -100;

/** Factors within which exponentials neither overflow nor lose digits when they are scaled. */
const RANGES = { narrow: [2 ** -110, 2 ** -60], wide: [2 ** -1020, 2 ** -492] } as const;

/** How a batch of logits is to be read. */
export interface BlockOptions {
  /** Where answers are written. */
  readonly out?: Matrix | undefined;
  /** What logits are divided by. */
  readonly temperature?: number;
  /** Whether each class takes part. */
  readonly classMask?: readonly boolean[] | undefined;
  /** One class a row, where nothing but its surprisal and the gradient of that is asked for. */
  readonly labels?: ArrayLike<number> | undefined;
  /** What is done besides. */
  readonly work?: (place: Placement) => BlockWork | undefined;
}

/**
 * The rows of a batch of logits under softmax, a block at a time: ask for them in order. A row that
 * the kernels cannot do (NaN, infinities, sizes out of range) is left to the caller: it is told by
 * `undefined` or `false`, and finds logits and answers as they were.
 */
export class SoftmaxBlocks {
  readonly #z: Matrix;
  readonly #out: Matrix | undefined;
  readonly #place: Placement;
  readonly #work: BlockWork;
  readonly #totals: RowTotals;
  readonly #constantsAt: number;
  readonly #blockRows: number;
  readonly #labels: ArrayLike<number> | undefined;
  /** Whether sums need only be right for the losses at the labels. */
  readonly #isForLabels: boolean;
  /** The classes that a mask takes out. */
  readonly #masked: readonly number[];
  readonly #block: { -readonly [name in keyof Block]: Block[name] };

  private constructor(
    z: Matrix,
    place: Placement,
    work: BlockWork,
    engine: Engine,
    { out, temperature = 1, classMask, labels }: BlockOptions,
  ) {
    this.#z = z;
    this.#out = out;
    this.#place = place;
    this.#work = work;
    this.#labels = labels;
    this.#totals = new RowTotals(temperature);
    const { arena, wide } = place;
    this.#constantsAt = writeTemperature(temperature, arena.constants);
    const hasChoice = engine.isComplete && !wide && temperature === 1 && out === undefined;
    this.#isForLabels = hasChoice && labels !== undefined && z.columns >= MANY_COLUMNS;
    const direct = out === undefined && place.zAt !== undefined && work.rowBytes === 0;
    const fitting = Math.floor(arena.bufferBytes / Math.max(place.rowBytes, work.rowBytes));
    this.#blockRows = direct ? MOST_ROWS : Math.min(Math.max(fitting, 1), MOST_ROWS);
    this.#masked = classMask?.flatMap((kept, j) => kept ? [] : [j]) ?? [];
    this.#block = {
      arena,
      kernels: arena.kernels(engine),
      wide,
      columns: z.columns,
      temperature,
      start: 0,
      end: 0,
      logitsAt: 0,
      exponentialsAt: 0,
      answersAt: 0,
    };
  }

  /** The blocks of a batch; undefined where it is too small, or the engine has no kernels. */
  static of(z: Matrix, options: BlockOptions = {}): SoftmaxBlocks | undefined {
    if (!isForKernels(z) || !isInRange(options.temperature ?? 1)) return undefined;
    const engine = chosenEngine()!;
    const place = placementOf(z, options.out);
    const work = place && (options.work === undefined ? SCALING : options.work(place));
    if (work === undefined || !canDo(engine, work, options)) return undefined;
    return new SoftmaxBlocks(z, place!, work, engine, options);
  }

  /** The block that row `i` is in: the one at hand, or the next. */
  blockOf(i: number): Block {
    if (i >= this.#block.end) fromNextPlace(() => this.#enter(i));
    return this.#block;
  }

  /** What row `i` comes to; undefined if it is for the scalar path. */
  row(i: number): RowTotals | undefined {
    const { arena, wide, start } = this.blockOf(i);
    const totals = this.#totals;
    if (!totals.load(arena.stats.values, (i - start) * STATS)) return undefined;
    return wide || totals.tail >= LEAST_TAIL ? totals : undefined;
  }

  /** The kernel's exponential of class `j` of row `i`, which lies in the block at hand. */
  exponential(i: number, j: number): number {
    const { arena, wide, start, columns, exponentialsAt } = this.#block;
    const heap = wide ? arena.float64 : arena.float32;
    return heap[exponentialsAt / heap.BYTES_PER_ELEMENT + (i - start) * columns + j]!;
  }

  /**
   * Sets what row `i`, whose totals were asked for last, is multiplied by, so that exponentials become
   * `scale` times probabilities; and what else its work has to know. False if it is for the scalar path:
   * so are float64 rows of equal logits, as a product with an inverse need not be the exact share.
   */
  setScale(i: number, scale: number, mass?: number, massLow = 0): boolean {
    const totals = this.#totals;
    const { wide } = this.#block;
    if (wide && Number.isInteger(totals.tail)) return false;
    totals.setFactor(scale);
    const { factor } = totals;
    const [least, most] = wide ? RANGES.wide : RANGES.narrow;
    if (mass === undefined) {
      if (!(factor >= least && factor <= most)) return false;
      this.setParams(i, factor, factor * totals.peak, totals.factorLow);
      return true;
    }
    if (!(factor >= least && Math.max(1, Math.abs(mass)) * factor <= most)) return false;
    this.setParams(i, factor, mass, massLow);
    return true;
  }

  /** Sets what the work has to know of row `i`. */
  setParams(i: number, first: number, second: number, third: number): void {
    const at = i - this.#block.start;
    const { values } = this.#block.arena.params;
    values[at * PARAMS] = first;
    values[at * PARAMS + 1] = second;
    values[at * PARAMS + 2] = third;
    this.#block.arena.labels.values[at] = -1;
  }

  /** Sets one answer of row `i`, whose parameters are set, in place of what the work gives. */
  setSingle(i: number, j: number, answer: number): void {
    const { arena, start } = this.#block;
    arena.labels.values[i - start] = j;
    arena.params.values[(i - start) * PARAMS + 3] = answer;
  }

  /** Writes the answers of the last block. */
  finish(): void {
    if (this.#out !== undefined) fromNextPlace(() => this.#leave());
  }

  #leave(): void {
    const { start, end } = this.#block;
    if (this.#out === undefined || end === 0) return;
    this.#work.finish(this.#block);
    if (this.#place.outAt === undefined) this.#copyOut(end - start);
  }

  #isSet(at: number): boolean {
    return !Number.isNaN(this.#block.arena.params.values[at * PARAMS]);
  }

  /** Copies the rows that were set, as many at once as follow each other. */
  #copyOut(rows: number): void {
    const { arena, wide, columns, answersAt } = this.#block;
    const heap = wide ? arena.float64 : arena.float32;
    const first = answersAt / heap.BYTES_PER_ELEMENT;
    for (let at = 0; at < rows; at++) {
      const from = at;
      while (at < rows && this.#isSet(at)) at++;
      if (at === from) continue;
      const view = heap.subarray(first + from * columns, first + at * columns);
      this.#out!.data.set(view, (this.#block.start + from) * columns);
    }
  }

  /** Goes on to the block that begins with row `i`. */
  #enter(i: number): void {
    this.#leave();
    const block = this.#block;
    block.start = i;
    block.end = Math.min(i + this.#blockRows, this.#z.rows);
    const rows = block.end - i;
    this.#locate(i, rows);
    if (this.#out !== undefined) block.arena.params.values.fill(NaN, 0, rows * PARAMS);
    this.#sum(rows);
    this.#work.enter(block);
  }

  #sum(rows: number): void {
    const { arena, wide, kernels, exponentialsAt, logitsAt, columns } = this.#block;
    const isStored = this.#out !== undefined && this.#work.takesExponentials;
    const run = wide ? kernels.rows64 : kernels.rows32;
    const target = isStored ? exponentialsAt : 0;
    const labelsAt = this.#tellLabels(rows);
    if (this.#isForLabels) {
      kernels.labelledRows32(logitsAt, rows, columns, arena.stats.at, labelsAt);
    } else run(logitsAt, target, rows, columns, arena.stats.at, this.#constantsAt, labelsAt);
  }

  /** Writes the labels of rows, if known; says where. */
  #tellLabels(rows: number): number {
    const labels = this.#labels;
    if (labels === undefined) return 0;
    const { arena: { labels: { at, values } }, start } = this.#block;
    for (let row = 0; row < rows; row++) values[row] = labels[start + row]!;
    return at;
  }

  #locate(i: number, rows: number): void {
    const { rowBytes, zAt, outAt, inPlace } = this.#place;
    const block = this.#block;
    const [first, second] = block.arena.buffers as [number, number];
    const isCopied = zAt === undefined || this.#masked.length > 0;
    block.logitsAt = isCopied ? first : zAt + i * rowBytes;
    block.answersAt = outAt === undefined ? second : outAt + i * rowBytes;
    block.exponentialsAt = inPlace ? second : block.answersAt;
    if (isCopied) this.#copyIn(i, rows);
  }

  #copyIn(i: number, rows: number): void {
    const { arena, wide, logitsAt } = this.#block;
    const heap = wide ? arena.float64 : arena.float32;
    const first = logitsAt / heap.BYTES_PER_ELEMENT;
    const { data, columns } = this.#z;
    heap.set(data.subarray(i * columns, (i + rows) * columns), first);
    for (let at = 0; at < rows; at++) {
      for (const j of this.#masked) heap[first + at * columns + j] = -Infinity;
    }
  }
}

function canDo(engine: Engine, work: BlockWork, { temperature = 1 }: BlockOptions): boolean {
  return engine.isComplete || temperature === 1 && (work === SCALING || work === LOGARITHMS);
}
