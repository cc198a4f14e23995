import {
  batchSizeOf,
  randomOf,
  rateOf,
  type TrainEpochOptions,
  type TrainingLossOptions,
} from "../learning/training_options.ts";
import { binsOf, type ReliabilityCurveOptions } from "../learning/reliability_curve.ts";
import { unit, within } from "./option_values.ts";
import { optional, type OptionsSchema, optionsSchema, required } from "./options_schema.ts";

/** Schema of the options of `reliabilityCurve`. */
export const reliabilityCurveOptions: OptionsSchema<ReliabilityCurveOptions> = optionsSchema<
  ReliabilityCurveOptions
>({ bins: optional<number>("bins", binsOf) });

const labelSmoothing = within("labelSmoothing", 0, 1);

/** Schema of the options of `SoftmaxRegression.gradient`. */
export const trainingLossOptions: OptionsSchema<TrainingLossOptions> = optionsSchema<
  TrainingLossOptions
>({ unit, labelSmoothing });

/** Schema of the options of `SoftmaxRegression.trainEpoch`. */
export const trainEpochOptions: OptionsSchema<TrainEpochOptions> = optionsSchema<TrainEpochOptions>(
  {
    unit,
    labelSmoothing,
    rate: required<number>("rate", rateOf),
    batchSize: optional<number>("batchSize", batchSizeOf),
    random: optional<() => number>("random", randomOf),
  },
);
