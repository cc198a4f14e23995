import * as Plot from "@observablehq/plot";
import { draw, GRID_STYLE, INNER_WIDTH, TEXT_STYLE } from "./draw.ts";
import { endLabels, roomForEndLabels } from "./end_labels.ts";
import { powerOfTen } from "./format.ts";
import { checkCount, checkEach, checkSame } from "./refuse.ts";
import { FAINT, SERIES, type SeriesStyle } from "./theme.ts";

/** One line of {@linkcode ulpErrors}. */
export interface UlpErrorSeries {
  /** Name of the method; stands at the end of its line. */
  readonly method: string;
  /** What the error depends on, ascending, > 0. */
  readonly x: ArrayLike<number>;
  /** Errors there, in units in the last place of the truth, >= 0; Infinity for NaN and infinities. */
  readonly ulps: ArrayLike<number>;
}

/** Options of {@linkcode ulpErrors}. */
export interface UlpErrorsOptions {
  /** Name and unit of what the error depends on. */
  readonly x: string;
}

const FIGURE = "ulp errors";

/** Height, and the margins at the top, the bottom and the left, in pixels. */
const [HEIGHT, TOP, BOTTOM, LEFT] = [420, 30, 42, 54];

/** Decimal logarithm at which errors of 0 stand, and that of an error as large as the truth. */
const [RIGHT, LOST] = [-1, 15.95];

interface Point {
  readonly x: number;
  readonly y: number;
  readonly right: boolean;
}

interface Line extends SeriesStyle {
  readonly method: string;
  readonly points: readonly Point[];
}

function lineOf({ method, x, ulps }: UlpErrorSeries, style: SeriesStyle): Line {
  const points = Array.from(x, (at, i) => ({
    x: Math.log10(at),
    y: ulps[i] === 0 ? RIGHT : Math.min(Math.max(Math.log10(ulps[i]!), RIGHT + 0.5), LOST),
    right: ulps[i] === 0,
  }));
  return { ...style, method, points };
}

function lineMarks({ points, colour, dash, symbol }: Line): Plot.Markish[] {
  const dot = { x: "x", y: "y", symbol, r: 3, stroke: colour } as const;
  return [
    Plot.line(points, { x: "x", y: "y", stroke: colour, strokeWidth: 1.75, strokeDasharray: dash }),
    Plot.dot(points.filter(({ right }) => !right), { ...dot, fill: colour }),
    Plot.dot(points.filter(({ right }) => right), { ...dot, fill: "white" }),
  ];
}

/** The rule over which no digit is right, named on the side where the lines begin. */
function lostMarks(left: number): Plot.Markish[] {
  return [
    Plot.ruleY([LOST], { stroke: FAINT, strokeDasharray: "2,3" }),
    Plot.text(["no digit is true"], {
      x: left,
      y: LOST,
      textAnchor: "start",
      dx: 6,
      dy: -10,
      ...TEXT_STYLE,
      fill: FAINT,
    }),
  ];
}

/** Decades of an axis; between them 2 and 5 as well when there are only few. */
function ticksOf(first: number, last: number): number[] {
  const whole = Array.from(
    { length: Math.floor(last) - Math.ceil(first) + 1 },
    (_, i) => Math.ceil(first) + i,
  );
  return last - first > 3.5 ? whole : [Math.floor(first), ...whole]
    .flatMap((decade) => [1, 2, 5].map((step) => Math.log10(step * 10 ** decade)))
    .filter((tick, i, all) => tick >= first && tick <= last && all.indexOf(tick) === i);
}

/** A tick as a person writes it: `20`, `0.5`, and powers of ten where numbers are long. */
function tickText(tick: number): string {
  return Math.abs(tick) < 3.5
    ? String(Number((10 ** tick).toPrecision(2)))
    : powerOfTen(Math.round(tick));
}

/**
 * Errors of several ways to compute the same thing, in units in the last place (1 ulp: the gap from
 * one double to the next), against what they depend on, both on log scales. Answers that are the
 * double nearest to the truth are hollow, on the lowest line.
 *
 * @example Two ways to the logarithm of a number just above 1
 * ```ts
 * import { ulpErrors } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const x = [1e-15, 1e-10, 1e-5];
 * const plot = ulpErrors([
 *   { method: "log(1 + x)", x, ulps: [5e14, 3e9, 1e5] },
 *   { method: "log1p(x)", x, ulps: [0, 0, 0] },
 * ], { x: "x (no unit, log scale)" });
 * assert(plot.textContent!.includes("log1p(x)"));
 * ```
 *
 * @param series One to five methods, each with as many errors as places.
 * @param options Name and unit of what the error depends on.
 * @returns The drawing, 640 by 420 pixels: x in the unit of the caller (log scale), y error in units
 * in the last place (log scale).
 * @throws {RangeError} If there are no or more than five series, a place is not finite and > 0, or an
 * error is not >= 0.
 * @throws {TypeError} If a series has not as many errors as places.
 */
export function ulpErrors(
  series: readonly UlpErrorSeries[],
  { x }: UlpErrorsOptions,
): SVGSVGElement {
  check(series);
  const lines = series.map((each, i) => lineOf(each, SERIES[i]!));
  const places = lines.flatMap(({ points }) => points.map((point) => point.x));
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const room = roomForEndLabels(lines.map(({ method }) => method));
  const pixel = (LOST + 0.9 - RIGHT) / (HEIGHT - 20 - TOP - BOTTOM);
  const scale = {
    x: (last - first || 1) / (INNER_WIDTH - LEFT - room),
    y: pixel,
    floor: RIGHT + 4 * pixel,
  };
  const ends = lines.map(({ method, colour, points }) => ({
    ...points.at(-1)!,
    ...{ text: method, colour },
  }));
  const ticks = [RIGHT, 0, 4, 8, 12];
  const across = ticksOf(first, last);
  return draw({
    height: HEIGHT,
    marginLeft: LEFT,
    marginRight: room,
    x: { domain: [first, last], ticks: across, tickFormat: tickText, label: x },
    y: {
      domain: [RIGHT, LOST + 0.9],
      ticks,
      tickFormat: (y: number) => y === RIGHT ? "0" : powerOfTen(y),
      label: "error (units in the last place, log scale); hollow: the nearest double",
    },
    marks: [
      Plot.gridX({ ...GRID_STYLE, ticks: across }),
      Plot.gridY({ ...GRID_STYLE, ticks }),
      ...lostMarks(first),
      ...lines.flatMap(lineMarks),
      ...endLabels(ends, scale),
    ],
  });
}

function check(series: readonly UlpErrorSeries[]): void {
  checkCount(FIGURE, "series", series.length, SERIES.length);
  series.forEach(({ x, ulps }, i) => {
    checkCount(FIGURE, `points in series[${i}]`, x.length);
    checkSame(FIGURE, `series[${i}] must have an error for each place`, x.length, ulps.length);
    const place = (at: number) => at > 0 && at < Infinity;
    checkEach(FIGURE, "each place must be finite and > 0", `series[${i}].x`, x, place);
    checkEach(FIGURE, "each error must be >= 0", `series[${i}].ulps`, ulps, (error) => error >= 0);
  });
}
