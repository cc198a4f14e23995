import type { ToleranceOption } from "../numerics/distribution.ts";
import type { Out } from "../numerics/rows.ts";
import type { Vector } from "../types/kinds.ts";
import type { Reduction, ReductionOption } from "../types/reduction.ts";
import type { Unit, UnitOption } from "../types/unit.ts";

/** Focal weighting: a class predicted with probability q counts `alpha (1 - q)^gamma`. *
 * @see Lin, Goyal, Girshick, He, Dollár, Focal Loss for Dense Object Detection (2017).
 */
export interface Focal {
  /** How much easy examples are played down, >= 0; 0 not at all. */
  readonly gamma: number;
  /** Factor of every class, or one factor a class, each >= 0. Not part of the mean's divisor. Default 1. */
  readonly alpha?: number | Vector;
}

/**
 * Options of {@linkcode softmaxCrossEntropy} and its gradient. Each keeps its closed-form gradient,
 * and they combine: with `q = softmax(z / temperature)` over the classes that `classMask` leaves,
 * smoothed targets y', class weights w and focal factors, an example costs
 *
 * `Σ_j w_j y'_j alpha_j (1 - q_j)^gamma (-ln q_j) + zLoss · m · (ln Σ exp(z_j / temperature))²`
 *
 * with m = `Σ w_j y_j`, its mass (1 without class weights), times its sample weight.
 *
 * @see Szegedy and others, Rethinking the Inception Architecture (2016), on smoothing.
 * @see Guo, Pleiss, Sun, Weinberger, On Calibration of Modern Neural Networks (2017), on
 * temperature.
 * @see Chowdhery and others, PaLM: Scaling Language Modeling with Pathways (2022), on zLoss.
 */
export interface SoftmaxCrossEntropyOptions<
  U extends Unit = Unit,
  R extends Reduction = Reduction,
> extends UnitOption<U>, ReductionOption<R>, ToleranceOption {
  /** Share of the target that is spread evenly over the classes, in [0, 1]. Default 0. */
  readonly labelSmoothing?: number;
  /** One weight a class, >= 0. The mean divides by the summed weights of the true classes. */
  readonly classWeights?: Vector;
  /** One weight an example, >= 0; 0 removes the example, whatever its loss. */
  readonly sampleWeights?: Vector;
  /** The label of examples that do not count. No default: without it, no label is special. */
  readonly ignoreIndex?: number;
  /** One flag a class: classes whose flag is false or 0 leave the softmax and the smoothing. */
  readonly classMask?: ArrayLike<boolean | number>;
  /** What the logits are divided by first, > 0. Default 1. */
  readonly temperature?: number;
  /** Factor of the squared log-sum-exp that is added to each loss, >= 0. Default 0. */
  readonly zLoss?: number;
  /** Focal weighting. */
  readonly focal?: Focal;
}

/** Options of {@linkcode softmaxCrossEntropyGradient} and {@linkcode softmaxCrossEntropyWithGradient}. */
export interface SoftmaxCrossEntropyGradientOptions<
  U extends Unit = Unit,
  R extends Reduction = Reduction,
  O extends Out = Out,
> extends SoftmaxCrossEntropyOptions<U, R> {
  /** Where to write the gradient: of the shape of the logits. Default: a new one in float64. */
  readonly out?: O;
}
