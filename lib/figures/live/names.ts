import type { LiveProps } from "./registry.ts";

/** Name of a live figure. */
export type LiveName = keyof LiveProps;

/** The live figures, in the order of the notebooks that show them first. */
export const LIVE_NAMES: readonly LiveName[] = [
  "coin",
  "five-bars",
  "five-classes",
  "softmax-sliders",
];
