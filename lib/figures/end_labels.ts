import * as Plot from "@observablehq/plot";
import { textWidth } from "./format.ts";
import { spread } from "./spread.ts";
import { FONT_SIZE } from "./theme.ts";

/** Length of the hairline from the end of a line to its name, in pixels. */
const TIE = 20;

/** Least distance between two names, in pixels. */
const LINE_HEIGHT = 18;

/** The name of a line, and where the line ends, in the units of the axes. */
export interface EndLabel {
  readonly text: string;
  readonly colour: string;
  readonly x: number;
  readonly y: number;
}

/** What a pixel is on both axes, and the height below which no name may stand. */
export interface EndScale {
  readonly x: number;
  readonly y: number;
  readonly floor: number;
}

/** The margin on the right that names at the ends of lines need, in pixels. */
export function roomForEndLabels(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => textWidth(text, FONT_SIZE))) + TIE + 8;
}

/** Names at the ends of the lines, moved apart, each tied to its end by a hairline. */
export function endLabels(ends: readonly EndLabel[], scale: EndScale): Plot.Markish[] {
  const placed = spread(ends.map(({ y }) => y), LINE_HEIGHT * scale.y);
  const lift = Math.max(0, scale.floor - Math.min(...placed));
  const labels = ends.map(({ text, colour, x, y }, i) => ({
    ...{ text, colour, endX: x, endY: y },
    x: x + TIE * scale.x,
    y: placed[i]! + lift,
  }));
  const tie = { x1: "endX", y1: "endY", x2: "x", y2: "y", strokeWidth: 1 };
  const name = { x: "x", y: "y", text: "text", textAnchor: "start", dx: 5 } as const;
  return [
    Plot.link(labels, { ...tie, stroke: "colour" }),
    Plot.text(labels, { ...name, fill: "colour", fontWeight: 600 }),
  ];
}
