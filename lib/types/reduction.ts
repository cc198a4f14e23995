import { Site } from "./site.ts";
import type { Amount, Unit } from "./unit.ts";

/**
 * What becomes of the losses of a batch: their weighted mean (the sum divided by the summed weights
 * of the examples kept), their weighted sum, or nothing (one weighted loss an example).
 */
export type Reduction = "mean" | "sum" | "none";

/** What a batch loss returns: an array with reduction `"none"`, else one amount in unit `U`. */
export type Reduced<U extends Unit, R extends Reduction> = R extends "none" ? Float64Array
  : Amount<U>;

/** The option that chooses what becomes of the losses of a batch. */
export interface ReductionOption<R extends Reduction = Reduction> {
  /** `"mean"` divides by the summed weights of the examples kept. Default `"mean"`. */
  readonly reduction?: R;
}

/** Reads the option `reduction`. */
export function reductionOf(task: string, reduction: Reduction = "mean"): Reduction {
  if (reduction === "mean" || reduction === "sum" || reduction === "none") return reduction;
  return new Site(task, "reduction").refuse(
    `reduction must be "mean", "sum" or "none"`,
    reduction,
    "string",
  );
}
