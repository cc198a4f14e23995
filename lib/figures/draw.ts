import * as Plot from "@observablehq/plot";
import { document } from "./document.ts";
import { FONT_FAMILY, FONT_SIZE, GRID, HEIGHT, INK, WIDTH } from "./theme.ts";

/** Air in pixels around everything drawn: in a dark notebook the edge of the paper is seen. */
export const AIR = 10;

/** Margins that hold tick labels and a line of axis label at the default size. */
const MARGINS = { marginTop: 30, marginRight: 20, marginBottom: 42, marginLeft: 46 };

/** Width of what Plot draws, in pixels. */
export const INNER_WIDTH = WIDTH - 2 * AIR;

/**
 * Draws with the size, margins and type of this folder; `options` override each of them. Width and
 * height are those of the finished figure, air included.
 */
export function draw({ height = HEIGHT, ...options }: Plot.PlotOptions): SVGSVGElement {
  const inner = { width: INNER_WIDTH, height: height - 2 * AIR };
  const svg = Plot.plot({ document, ...MARGINS, ...options, ...inner });
  svg.setAttribute("width", String(WIDTH));
  svg.setAttribute("height", String(height));
  svg.setAttribute("viewBox", `${-AIR} ${-AIR} ${WIDTH} ${height}`);
  svg.setAttribute("font-size", String(FONT_SIZE));
  svg.setAttribute("font-family", FONT_FAMILY);
  return svg as SVGSVGElement;
}

/** Grid lines behind the data. */
export const GRID_STYLE = { stroke: GRID, strokeOpacity: 1 } as const;

/** Text on the drawing: ink with a halo of paper, so that a line behind it does not cut it. */
export const TEXT_STYLE = {
  fill: INK,
  stroke: "white",
  strokeWidth: 4,
  fontSize: FONT_SIZE,
} as const;
