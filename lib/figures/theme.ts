/** Width of every figure in pixels: the text column of a notebook. */
export const WIDTH = 640;

/** Height of a figure in pixels, unless its content asks for another. */
export const HEIGHT = 380;

/** Size of all text in pixels; nothing in a figure is set smaller. */
export const FONT_SIZE = 13;

/** Typeface: whatever the reader's system sets its own menus in. */
export const FONT_FAMILY = "system-ui, sans-serif";

/** The paper every figure brings along: an image cannot see the theme of its notebook. */
export const PAPER = "#ffffff";

/** Text, axes and rules: 15.8 to 1 against the paper. */
export const INK = "#1f2328";

/** Secondary text and rules: 6.1 to 1 against the paper. */
export const FAINT = "#59636e";

/** Grid lines: decoration that must stay behind the data. */
export const GRID = "#e4e7eb";

/** The truth, y, in every figure. */
export const TRUTH = "#b84a00";

/** The prediction, q, in every figure. */
export const PREDICTION = "#0067a3";

/** Fill of a bar or an area that stands for the truth but is not the point of the figure. */
export const TRUTH_TINT = "#fbe3d3";

/** Fill of a bar or an area that stands for a prediction but is not the point of the figure. */
export const PREDICTION_TINT = "#d6e8f4";

/** Look of one series among several: no two share a colour, a dash or a symbol. */
export interface SeriesStyle {
  readonly colour: string;
  readonly dash: string;
  readonly symbol: "circle" | "square" | "triangle" | "diamond" | "star";
}

/**
 * The looks of up to five series. The colours stay apart for readers with red, green or blue
 * blindness, and each stands at least 4.5 to 1 against the paper, so that it may colour text.
 */
export const SERIES: readonly SeriesStyle[] = [
  { colour: PREDICTION, dash: "none", symbol: "circle" },
  { colour: TRUTH, dash: "7,3", symbol: "square" },
  { colour: INK, dash: "2,3", symbol: "triangle" },
  { colour: "#9333ea", dash: "10,3,2,3", symbol: "diamond" },
  { colour: "#7d6e52", dash: "4,2", symbol: "star" },
];
