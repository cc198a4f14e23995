import { reduceLosses } from "../losses/reduce.ts";
import { softmaxCrossEntropy } from "../losses/softmax_cross_entropy.ts";
import {
  type LossWithGradient,
  softmaxCrossEntropyGradient,
  softmaxCrossEntropyWithGradient,
} from "../losses/softmax_cross_entropy_gradient.ts";
import type {
  Focal,
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
import { isSmall } from "./batch_time.ts";

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

  /**
   * Ends its threads, each as soon as it has done the rows that it is at. Calls that are not done fail then; further
   * ones are refused.
   */
  close(): void {
    this.#crew.close();
  }

  /** Ends its threads, at the end of an `await using` block: there are none after it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#crew.close();
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
    const out = options?.out;
    if (isMatrix(out) && ArrayBuffer.isView(out.data)) checkApart(task, z, target, out);
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
    const shares = sharesOf(call, this.workers, slot);
    // Its losses are to be read, and a thread may come too late for its turn: then nobody needs it.
    let holders = 2;
    const free = () => void (--holders === 0 && slot.bytes <= MOST_SPARE && this.#spare.push(slot));
    await this.#crew.run({ ...shares, free }, options.signal);
    refuseFaults(call, shares.faults);
    const loss = wantsLoss ? reduceLosses(call.problem, (i) => shares.losses[i]!) : undefined;
    free();
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
  if (out !== undefined && options.out !== undefined) {
    checkApart(task, z, target, options.out as Matrix);
  }
  return { task, problem, z, target, options: optionsOfThreads(options), out };
}

/** What threads are told of options, each read by its name, as one thread does: they may come from a class. */
function optionsOfThreads(options: AllOptions): SoftmaxCrossEntropyOptions {
  // Weights of examples and ignored rows are counted by the caller: a thread is told what each row counts.
  const { unit, reduction, tolerance, labelSmoothing, temperature, zLoss } = options;
  const { classWeights, classMask, focal } = options;
  const all = {
    ...{ unit, reduction, tolerance, labelSmoothing, temperature, zLoss },
    classWeights: classWeights && Array.from(classWeights),
    classMask: classMask && Array.from(classMask),
    focal: focal && { gamma: focal.gamma, alpha: alphaOf(focal) },
  };
  const given = Object.entries(all).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as SoftmaxCrossEntropyOptions;
}

/** Copied, as a view would bring all of its memory along. */
function alphaOf({ alpha = 1 }: Focal): number | Vector {
  return typeof alpha === "number" ? alpha : Array.from(alpha);
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
