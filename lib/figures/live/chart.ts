import { short, textWidth } from "../format.ts";
import { FONT_SIZE, type SeriesStyle } from "../theme.ts";
import type { Handle } from "./model.ts";
import { axisX, axisY, line, linear, text, type Tick } from "./shapes.ts";

/** Margins in pixels: numbers on the left, the label of y above, numbers and label of x below. */
const [TOP, RIGHT, BOTTOM, LEFT] = [32, 14, 44, 44];

/** Height of the plotting area in pixels. */
const PLOT = 220;

/** Height of a chart in pixels. */
export const CHART_HEIGHT: number = TOP + PLOT + BOTTOM;

/** An axis: the values at its ends, its ticks, what it measures. */
export interface ChartAxis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly Tick[];
  readonly label: string;
}

/** Two axes, drawn, and how to find a place between them. */
export interface Chart {
  readonly svg: string;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Draws the axes of a chart into a width. */
export function chart(width: number, { x: across, y: up }: { x: ChartAxis; y: ChartAxis }): Chart {
  const [left, right, top, bottom] = [LEFT, width - RIGHT, TOP, TOP + PLOT];
  const x = linear(across.domain, [left, right]);
  const y = linear(up.domain, [bottom, top]);
  const svg = axisY(up.ticks, y, [left, right], up.label) +
    axisX(across.ticks, x, [left, right], bottom, across.label);
  return { svg, x, y, left, right, top, bottom };
}

/** A grip over the whole chart: dragging sets the named slider to the value on the x axis. */
export function chartHandle(
  name: string,
  { left, right, top, bottom }: Chart,
  [from, to]: readonly [number, number],
): Handle {
  return {
    name,
    box: { x: left - RIGHT, y: top - 10, w: right - left + 2 * RIGHT, h: bottom - top + 20 },
    along: "x",
    at: (pixel) => from + (pixel - left) / (right - left) * (to - from),
  };
}

/** Ticks at numbers, each said by `name`. */
export function ticks(values: readonly number[], name: (value: number) => string): Tick[] {
  return values.map((value) => [value, name(value)]);
}

/** Ticks at round numbers, about five of them, from at most `low` to at least `high`. */
export function roundTicks(low: number, high: number): Tick[] {
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((m) => m * power >= rough * 0.999)!;
  const [from, to] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const at = (from + i) * step;
    return [at, short(at, 3)];
  });
}

/** Names of lines with a piece of each, over a chart, from the right. */
export function key(right: number, names: readonly (readonly [string, SeriesStyle])[]): string {
  let end = right;
  return [...names].reverse().map(([name, { colour, dash }]) => {
    const from = end - textWidth(name, FONT_SIZE) - 30;
    end = from - 8;
    return line(from, 14, from + 24, 14, {
      stroke: colour,
      "stroke-width": 2.5,
      "stroke-dasharray": dash,
    }) + text(from + 29, 18.5, name, {
      "text-anchor": "start",
      fill: colour,
      "font-weight": 600,
    });
  }).join("");
}
