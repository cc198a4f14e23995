import type { LiveName } from "./registry.ts";

/** The live figures, in the order of the notebooks that show them first. */
export const LIVE_NAMES: readonly LiveName[] = [
  "coin",
  "code-lengths",
  "arithmetic-coder",
  "five-bars",
  "kl-pair",
  "simplex",
  "five-classes",
  "softmax-sliders",
  "clipping",
  "heads",
  "surprisal-strip",
  "learning-rate",
  "temperature",
  "logit-gap",
];
