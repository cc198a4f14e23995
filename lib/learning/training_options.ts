import type { SoftmaxCrossEntropyOptions } from "../losses/options.ts";
import { describe, Site } from "../types/site.ts";
import type { Unit } from "../types/unit.ts";

/** What of the loss may be chosen in training; the reduction is the mean. */
export type TrainingLossOptions<U extends Unit = Unit> = Pick<
  SoftmaxCrossEntropyOptions<U>,
  "unit" | "labelSmoothing"
>;

/** Options of {@linkcode SoftmaxRegression.trainEpoch}. */
export interface TrainEpochOptions<U extends Unit = Unit> extends TrainingLossOptions<U> {
  /** The learning rate, > 0: how far a step goes along minus the gradient. */
  readonly rate: number;
  /** Examples a step, the last step of an epoch perhaps fewer. Default 32. */
  readonly batchSize?: number;
  /** Numbers in [0, 1) that decide the order of the examples. Default: the order given. */
  readonly random?: () => number;
}

/** What a typed array may have of entries. */
const LARGEST_SIZE = 2 ** 32 - 1;

/** Reads the option `rate`. */
export function rateOf(task: string, rate: number): number {
  if (typeof rate === "number" && rate > 0 && rate < Infinity) return rate;
  return new Site(task, "rate").refuse("rate must be > 0 and finite", rate);
}

/** Reads the option `batchSize`. */
export function batchSizeOf(task: string, batchSize: number = 32): number {
  return positiveInteger(task, "batchSize", batchSize);
}

/** Reads the option `random`, which may be absent: each number it gives is looked at. */
export function randomOf(task: string, random?: () => number): (() => number) | undefined {
  if (random === undefined) return undefined;
  const site = new Site(task, "random");
  if (typeof random !== "function") {
    site.refuseType("random must be a function", `random is ${describe(random)}`);
  }
  return () => {
    const number = random();
    if (typeof number === "number" && number >= 0 && number < 1) return number;
    return site.refuseValue("random must give numbers in [0, 1)", `it gave ${describe(number)}`);
  };
}

/** Reads a size: an integer >= 1, at most as large as a typed array can be. */
export function positiveInteger(task: string, name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1 && value <= LARGEST_SIZE) return value;
  return new Site(task, name).refuse(`${name} must be a positive integer below 2^32`, value);
}
