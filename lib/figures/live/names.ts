/** The live figures, in the order of the notebooks that show them first. */
export const LIVE_NAMES = ["coin", "five-bars", "five-classes", "softmax-sliders"] as const;

/** Name of a live figure. */
export type LiveName = (typeof LIVE_NAMES)[number];
