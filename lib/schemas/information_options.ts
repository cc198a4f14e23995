import type { CrossEntropyOptions } from "../information/cross_entropy.ts";
import { classesOf } from "../information/counts.ts";
import { flagOf, type ProbabilitiesOptions } from "../information/distribution.ts";
import type { MeasureOptions } from "../information/entropy.ts";
import {
  type EntropyEstimator,
  type EntropyFromCountsOptions,
  priorOf,
} from "../information/entropy_from_counts.ts";
import type { OnZeroOption } from "../information/on_zero.ts";
import { Site } from "../types/site.ts";
import { onZero, tolerance, unit } from "./option_values.ts";
import { optional, type OptionsSchema, optionsSchema, required } from "./options_schema.ts";

/** Schema of the options of `entropy`, `klDivergence` and every other measure of distributions. */
export const measureOptions: OptionsSchema<MeasureOptions> = optionsSchema<MeasureOptions>({
  unit,
  tolerance,
});

/** Schema of the option that says what to answer at a predicted 0: the presets of `compat`. */
export const onZeroOption: OptionsSchema<OnZeroOption> = optionsSchema<OnZeroOption>({ onZero });

/** Schema of the options of `crossEntropy`. */
export const crossEntropyOptions: OptionsSchema<CrossEntropyOptions> = optionsSchema<
  CrossEntropyOptions
>({ unit, tolerance, onZero });

/** Schema of the options of `probabilities`. */
export const probabilitiesOptions: OptionsSchema<ProbabilitiesOptions> = optionsSchema<
  ProbabilitiesOptions
>({
  tolerance,
  normalize: optional<boolean>("normalize", (task, x) => flagOf(task, "normalize", x)),
});

/** The estimators; the compiler sees that none is missing. */
const ESTIMATORS: Record<EntropyEstimator, true> = {
  "plugin": true,
  "miller-madow": true,
  "grassberger": true,
  "chao-shen": true,
  "shrinkage": true,
  "dirichlet": true,
  "nsb": true,
};

/** Schema of the options of `entropyFromCounts`. */
export const entropyFromCountsOptions: OptionsSchema<EntropyFromCountsOptions> = optionsSchema<
  EntropyFromCountsOptions
>({
  unit,
  method: required<EntropyEstimator>("method", (task, x) => {
    if (typeof x === "string" && Object.hasOwn(ESTIMATORS, x)) return;
    const site = new Site(task, "method");
    site.refuse("method must be one of the seven estimators", x, "string");
  }),
  // How many classes were seen is known with the counts only; it was one at least.
  classes: optional<number>("classes", (task, x) => classesOf(task, x, 1)),
  prior: optional<number>("prior", priorOf),
});
