/** Live figures: what the entry point of the figures passes on. */
export { live, LiveFigure } from "./live.ts";
export type { LiveName } from "./registry.ts";
export type { LiveProps } from "./registry.ts";
export type { CoinProps } from "./coin.ts";
export type { CodeLengthsProps } from "./code_lengths.ts";
export type { ArithmeticCoderProps } from "./arithmetic_coder.ts";
export type { FiveBarsProps } from "./five_bars.ts";
export type { KlPairProps } from "./kl_pair.ts";
export type { SimplexProps } from "./simplex.ts";
export type { FiveClassesProps } from "./five_classes.ts";
export type { SoftmaxSlidersProps } from "./softmax_sliders.ts";
export type { ClippedModel, ClippingProps } from "./clipping.ts";
export type { HeadsProps } from "./heads.ts";
export type { SurprisalStripProps } from "./surprisal_strip.ts";
export type { LearningRateProps, RecordedRun } from "./learning_rate.ts";
export type { TemperatureProps } from "./temperature.ts";
export type { LogitGapProps } from "./logit_gap.ts";
