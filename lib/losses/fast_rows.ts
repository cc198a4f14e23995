import { doMeet, type Placement } from "../kernels/placement.ts";
import { sumError } from "../numerics/error_free.ts";
import { isForKernels, isForLabelledKernels } from "../numerics/is_for_kernels.ts";
import type { RowTotals } from "../numerics/row_totals.ts";
import type { Block } from "../numerics/block_work.ts";
import { SoftmaxBlocks } from "../numerics/softmax_blocks.ts";
import { isMatrix, type Matrix } from "../types/matrix.ts";
import { RowCoefficients, sharedCoefficients } from "./coefficient_source.ts";
import { CoefficientWork } from "./coefficient_work.ts";
import { spreadOf } from "./coefficients.ts";
import { LabelledWork } from "./labelled_work.ts";
import { gradientScale } from "./reduce.ts";
import type { FastProblem, SoftmaxProblem } from "./softmax_problem.ts";

/** What to do with one row, and what to do after the last. */
export interface FastRows {
  /** The loss of row `i` in nats, without its weight; rows come in order. */
  lossOf(i: number): number;
  /** Ends the work on the last rows. */
  finish(): void;
}

/**
 * The rows of a problem by the kernels, as far as these go: each row that they cannot do is done by
 * `scalar`, which refuses what has to be refused. Undefined where there is nothing for kernels.
 */
export function fastRows(
  problem: SoftmaxProblem,
  out: Matrix | undefined,
  scalar: (i: number) => number,
): FastRows | undefined {
  const { fast } = problem;
  if (fast === undefined) return undefined;
  const isFor = fast.targets.labels === undefined ? isForKernels : isForLabelledKernels;
  if (!isFor(fast.z)) return undefined;
  return labelledRows(problem, fast, out, scalar) ?? anyRows(problem, fast, out, scalar);
}

/** Rows with a label and without options, but for unit and reduction: the fastest way. */
function labelledRows(
  problem: SoftmaxProblem,
  { z, targets: { labels }, zLoss, labelSmoothing, classMask, classWeights }: FastProblem,
  out: Matrix | undefined,
  scalar: (i: number) => number,
): FastRows | undefined {
  const { temperature, natsPerUnit, weights } = problem;
  const changed = temperature !== 1 || zLoss > 0 || labelSmoothing > 0 || classMask || classWeights;
  if (labels === undefined || changed || !weights.areEqual) return undefined;
  const work = new LabelledWork(out && gradientScale(problem, 0) / natsPerUnit);
  const blocks = SoftmaxBlocks.of(z, { out, labels, work: () => work });
  if (blocks === undefined) return undefined;
  let block: Block | undefined;
  const lossOf = (i: number) => {
    if (block === undefined || i >= block.end) block = blocks.blockOf(i);
    const loss = work.lossOf(block, i);
    return loss === loss ? loss : scalar(i);
  };
  return { lossOf, finish: () => blocks.finish() };
}

function anyRows(
  problem: SoftmaxProblem,
  fast: FastProblem,
  out: Matrix | undefined,
  scalar: (i: number) => number,
): FastRows | undefined {
  const { targets: { labels, distributions }, labelSmoothing, classMask, zLoss } = fast;
  const { temperature } = problem;
  let work: CoefficientWork | undefined;
  const makeWork = (place: Placement) => work = workOf(fast, place);
  const isPlain = labels !== undefined && labelSmoothing === 0;
  if (out && isMatrix(distributions?.table) && doMeet(out, distributions.table)) return undefined;
  const blocks = SoftmaxBlocks.of(fast.z, {
    out,
    temperature,
    classMask,
    labels: isPlain && zLoss === 0 ? labels : undefined,
    ...isPlain ? {} : { work: makeWork },
  });
  if (blocks === undefined) return undefined;
  const row = new FastRow(problem, fast, blocks, work);
  const lossOf = (i: number) => {
    const totals = blocks.row(i);
    if (totals === undefined || !row.load(i, totals)) return scalar(i);
    return out === undefined || row.setGradient() ? row.loss() : scalar(i);
  };
  return { lossOf, finish: () => blocks.finish() };
}

function workOf(fast: FastProblem, { arena }: Placement) {
  const { targets: { distributions }, columns, labelSmoothing, classMask, classWeights } = fast;
  const spread = spreadOf(fast);
  const spreads = labelSmoothing === 0
    ? undefined
    : Float64Array.from({ length: columns }, (_, j) => classMask?.[j] === false ? 0 : spread);
  const formula = { keep: 1 - labelSmoothing, spreads, weights: classWeights };
  const source = distributions
    ? new RowCoefficients(arena, columns, distributions, formula)
    : sharedCoefficients(arena, columns, formula);
  return new CoefficientWork(arena, columns, source);
}

/**
 * One row at a time: its loss is `Σ a_j (-ln q_j) + b (-ln q_t) + c L²`, where the a_j are those of
 * smoothing or of a distribution, b is what the label t has besides, and L the log-sum-exp.
 */
class FastRow {
  readonly #problem: SoftmaxProblem;
  readonly #fast: FastProblem;
  readonly #blocks: SoftmaxBlocks;
  readonly #work: CoefficientWork | undefined;
  readonly #spread: number;
  #totals!: RowTotals;
  #row = 0;
  #label = -1;
  #logit = 0;
  /** a_t, and b. */
  #shared = 0;
  #own = 0;
  /** c. */
  #pull = 0;

  constructor(
    problem: SoftmaxProblem,
    fast: FastProblem,
    blocks: SoftmaxBlocks,
    work: CoefficientWork | undefined,
  ) {
    this.#problem = problem;
    this.#fast = fast;
    this.#blocks = blocks;
    this.#work = work;
    this.#spread = work === undefined ? 0 : spreadOf(fast);
  }

  /** Reads row `i`; false if its target is for the scalar path. */
  load(i: number, totals: RowTotals): boolean {
    const { targets: { labels }, zLoss } = this.#fast;
    totals.setLogTotal();
    this.#totals = totals;
    this.#row = i;
    if (this.#work !== undefined && !this.#work.load(i)) return false;
    if (labels !== undefined) this.#loadLabel(labels[i]!);
    this.#pull = zLoss * (labels ? this.#massOf(this.#label) : 1);
    return this.#pull < Infinity; // the scalar path knows what becomes of 0 times that
  }

  #loadLabel(label: number): void {
    const { z, labelSmoothing, classMask } = this.#fast;
    const weight = this.#massOf(label);
    const isKept = classMask?.[label] !== false;
    this.#label = label;
    this.#logit = isKept ? z.data[this.#row * z.columns + label]! : -Infinity;
    this.#shared = isKept ? this.#spread * weight : 0;
    this.#own = (1 - labelSmoothing) * weight;
  }

  /** How much a class counts. */
  #massOf(label: number): number {
    return this.#fast.classWeights?.[label] ?? 1;
  }

  loss(): number {
    const totals = this.#totals;
    const work = this.#work;
    let loss = work === undefined ? 0 : totals.surprisalOf(work.mass, work.depths);
    if (this.#own !== 0) loss += this.#own * totals.surprisal(this.#logit);
    return this.#pull === 0 ? loss : loss + this.#pull * totals.logSumExp ** 2;
  }

  /** Tells the kernels the gradient of the row; false if it is for the scalar path. */
  setGradient(): boolean {
    const { temperature, natsPerUnit } = this.#problem;
    const scale = gradientScale(this.#problem, this.#row) / (temperature * natsPerUnit);
    const pull = this.#pull === 0 ? 0 : 2 * this.#pull * this.#totals.logSumExp;
    const extra = this.#own + pull;
    const isSet = this.#work === undefined
      ? this.#blocks.setScale(this.#row, extra * scale)
      : this.#setSlopes(this.#work, scale, extra);
    if (isSet && this.#label >= 0) this.#setOwn(scale, pull);
    return isSet;
  }

  #setSlopes({ mass }: CoefficientWork, scale: number, extra: number): boolean {
    const sum = mass.high + extra;
    const low = sumError(mass.high, extra, sum) + mass.low;
    return this.#blocks.setScale(this.#row, scale, sum, low);
  }

  /** The label's own entry: `q_t (Σ a_j - a_t + 2 c L) - (a_t + b) (1 - q_t)`. */
  #setOwn(scale: number, pull: number): void {
    const exponential = this.#blocks.exponential(this.#row, this.#label);
    const rest = (this.#work?.mass.high ?? 0) - this.#shared + pull;
    const push = rest === 0 ? 0 : this.#totals.probability(exponential) * rest;
    const complement = this.#totals.complement(this.#logit, exponential);
    const slope = push - (this.#shared + this.#own) * complement;
    this.#blocks.setSingle(this.#row, this.#label, slope * scale);
  }
}
