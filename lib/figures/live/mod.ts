/** Live figures: what the entry point of the figures passes on. */
export { live, LiveFigure } from "./live.ts";
export type { LiveName } from "./names.ts";
export type { LiveProps } from "./registry.ts";
export type { CoinProps } from "./coin.ts";
export type { FiveBarsProps } from "./five_bars.ts";
export type { FiveClassesProps } from "./five_classes.ts";
export type { SoftmaxSlidersProps } from "./softmax_sliders.ts";
