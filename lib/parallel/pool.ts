import { reduceLosses } from "../losses/reduce.ts";
import { softmaxCrossEntropy } from "../losses/softmax_cross_entropy.ts";
import {
  type LossWithGradient,
  softmaxCrossEntropyGradient,
  softmaxCrossEntropyWithGradient,
} from "../losses/softmax_cross_entropy_gradient.ts";
import type {
  SoftmaxCrossEntropyGradientOptions,
  SoftmaxCrossEntropyOptions,
} from "../losses/options.ts";
import { softmaxProblem } from "../losses/softmax_problem.ts";
import { type Given, outputFor } from "../numerics/rows.ts";
import { isTable } from "../types/batch.ts";
import type { Labels, Logits, Probabilities, Vector } from "../types/kinds.ts";
import { isMatrix, type Matrix } from "../types/matrix.ts";
import type { Reduced, Reduction } from "../types/reduction.ts";
import { describe, Site } from "../types/site.ts";
import type { Unit } from "../types/unit.ts";
import { type Call, checkApart, refuseFaults } from "./batch_call.ts";
import { Crew } from "./crew.ts";
import { sharesOf } from "./shares.ts";
import { Slot } from "./slot.ts";
import { isSmall } from "./small_batch.ts";

/** What every call of a pool takes besides the options of its function. */
export interface CallOptions {
  /** Ends the call: it then fails with the signal's reason, and no thread works on it any more. */
  readonly signal?: AbortSignal;
}

/** What batches have for their truth: class indices, or distributions. */
export type PoolTarget = Labels | Probabilities<Matrix>;

/** A call's own options, and what its threads are told. */
type AllOptions = SoftmaxCrossEntropyGradientOptions & CallOptions;

/** What memory is kept for later calls, at most. */
const MOST_SPARE = 2 ** 24;

/**
 * Threads that share the rows of large batches. What a call answers is, to the last bit, what the
 * function of its name answers on one thread: rows are computed alone, and summed without rounding.
 * Made by {@linkcode createPool}.
 */
export class Pool implements AsyncDisposable {
  readonly #crew: Crew;
  /** Memory for labels and losses, from earlier calls. */
  readonly #spare: Slot[] = [];

  /**
   * Threads that start when first needed.
   *
   * @param workers The number of threads.
   * @param module What they run.
   */
  constructor(workers: number, module: URL) {
    this.#crew = new Crew(workers, module);
  }

  /** The number of threads. */
  get workers(): number {
    return this.#crew.size;
  }

  /**
   * {@linkcode softmaxCrossEntropy} of a batch, on the threads of this pool.
   *
   * @param z Logits: a matrix of N rows of K.
   * @param target N class indices, or a matrix of N distributions.
   * @param options Those of the function, and a signal.
   * @returns Its answer, to the last bit.
   * @throws {TypeError} As the function does; and if `z` or the target is nested arrays.
   * @throws {RangeError} As the function does, for the same row.
   */
  async softmaxCrossEntropy<U extends Unit = "nats", R extends Reduction = "mean">(
    z: Logits<Matrix>,
    target: PoolTarget,
    options: SoftmaxCrossEntropyOptions<U, R> & CallOptions = {},
  ): Promise<Reduced<U, R>> {
    const task = "compute softmax cross-entropy";
    if (this.#isForCaller(task, z, target, options, false)) {
      return softmaxCrossEntropy(z, target, options);
    }
    const { loss } = await this.#run(task, z, target, options, false, true);
    return loss as Reduced<U, R>;
  }

  /**
   * {@linkcode softmaxCrossEntropyGradient} of a batch, on the threads of this pool.
   *
   * @param z Logits: a matrix of N rows of K.
   * @param target N class indices, or a matrix of N distributions.
   * @param options Those of the function, and a signal. `out` may be `z`.
   * @returns Its answer, to the last bit; if it fails, `out` holds rows of old and of new.
   * @throws {TypeError} As the function does; if `z` or the target is nested arrays, or `out` overlaps
   * with either without being `z`.
   * @throws {RangeError} As the function does, for the same row.
   */
  async softmaxCrossEntropyGradient<O extends Matrix = Matrix<Float64Array>>(
    z: Logits<Matrix>,
    target: PoolTarget,
    options: SoftmaxCrossEntropyGradientOptions<Unit, Reduction, O> & CallOptions = {},
  ): Promise<Given<O>> {
    const task = "compute the gradient of softmax cross-entropy";
    if (this.#isForCaller(task, z, target, options, true)) {
      return softmaxCrossEntropyGradient(z, target, options);
    }
    const { gradient } = await this.#run(task, z, target, options, true, false);
    return gradient as Given<O>;
  }

  /**
   * {@linkcode softmaxCrossEntropyWithGradient} of a batch, on the threads of this pool.
   *
   * @param z Logits: a matrix of N rows of K.
   * @param target N class indices, or a matrix of N distributions.
   * @param options Those of the function, and a signal. `out` may be `z`.
   * @returns Its answer, to the last bit; if it fails, `out` holds rows of old and of new.
   * @throws {TypeError} As the function does; if `z` or the target is nested arrays, or `out` overlaps
   * with either without being `z`.
   * @throws {RangeError} As the function does, for the same row.
   */
  async softmaxCrossEntropyWithGradient<
    U extends Unit = "nats",
    R extends Reduction = "mean",
    O extends Matrix = Matrix<Float64Array>,
  >(
    z: Logits<Matrix>,
    target: PoolTarget,
    options: SoftmaxCrossEntropyGradientOptions<U, R, O> & CallOptions = {},
  ): Promise<LossWithGradient<Reduced<U, R>, Given<O>>> {
    const task = "compute softmax cross-entropy with its gradient";
    if (this.#isForCaller(task, z, target, options, true)) {
      return softmaxCrossEntropyWithGradient(z, target, options);
    }
    const { loss, gradient } = await this.#run(task, z, target, options, true, true);
    return { loss: loss as Reduced<U, R>, gradient: gradient as Given<O> };
  }

  /** Ends its threads. Calls that are not done fail; further ones are refused. */
  close(): void {
    this.#crew.close();
  }

  /** Ends its threads, at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void> {
    this.close();
    return Promise.resolve();
  }

  /** Checks what one thread would not, and whether that is sooner done with the batch than several. */
  #isForCaller(
    task: string,
    z: Matrix,
    target: PoolTarget,
    options: AllOptions,
    wantsGradient: boolean,
  ): boolean {
    this.#checkOpen(task);
    checkTables(task, z, target);
    if (!isSmall(z, wantsGradient)) return false;
    options?.signal?.throwIfAborted();
    if (isMatrix(options?.out)) checkApart(task, z, target, options.out);
    return true;
  }

  async #run(
    task: string,
    z: Matrix,
    target: PoolTarget,
    options: AllOptions,
    wantsGradient: boolean,
    wantsLoss: boolean,
  ): Promise<{ loss: number | Float64Array | undefined; gradient: Matrix | undefined }> {
    const call = callOf(task, z, target, options, wantsGradient);
    options.signal?.throwIfAborted();
    const slot = this.#spare.pop() ?? new Slot();
    const { jobs, stop, losses, faults } = sharesOf(call, this.workers, slot);
    // If this fails, the memory is not used again: a thread that was ended may write to it for a moment.
    await this.#crew.run(jobs, stop, options.signal);
    refuseFaults(call, faults);
    const loss = wantsLoss ? reduceLosses(call.problem, (i) => losses[i]!) : undefined;
    if (slot.bytes <= MOST_SPARE) this.#spare.push(slot);
    return { loss, gradient: call.out };
  }

  #checkOpen(task: string): void {
    if (!this.#crew.isClosed) return;
    new Site(task, "pool").refuseType("the pool must be open", "it was closed");
  }
}

/** Reads a call in the order in which one thread does. */
function callOf(
  task: string,
  z: Matrix,
  target: PoolTarget,
  options: AllOptions,
  wantsGradient: boolean,
): Call {
  const problem = softmaxProblem(task, z, target, options);
  const out = wantsGradient ? outputFor(problem.z, z, options.out) : undefined;
  // Weights and ignored rows are counted here; a thread is told what each row counts.
  const { out: _, signal: __, sampleWeights: ___, ignoreIndex: ____, ...rest } = options;
  if (out !== undefined) checkApart(task, z, target, out);
  return { task, problem, z, target, options: rest, out };
}

/** Nested arrays would have to be copied whole: {@linkcode matrix} does that. */
function checkTables(task: string, z: unknown, target: unknown): void {
  if (!isMatrix(z)) {
    new Site(task, "z").refuseType("z must be a matrix", `z is ${describe(z)}`);
  }
  if (isTable(target as Vector) && !isMatrix(target)) {
    const must = "target must be class indices or a matrix";
    new Site(task, "target").refuseType(must, "target is nested arrays");
  }
}
