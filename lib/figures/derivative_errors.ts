import * as Plot from "@observablehq/plot";
import { brokenDecades, type DecadeAxis } from "./decade_axis.ts";
import { draw, GRID_STYLE, TEXT_STYLE } from "./draw.ts";
import { powerOfTen, short } from "./format.ts";
import { checkCount, checkEach, checkSame, isAmount } from "./refuse.ts";
import { FAINT, SERIES, type SeriesStyle } from "./theme.ts";

/** One line of {@linkcode derivativeErrors}. */
export interface DerivativeErrorSeries {
  /** Name of the method. */
  readonly method: string;
  /** Step sizes, > 0, in the unit of the variable. */
  readonly h: ArrayLike<number>;
  /** Absolute errors at these steps, >= 0, in the unit of the derivative. */
  readonly error: ArrayLike<number>;
}

const FIGURE = "derivative errors";

/** Decade at which errors of exactly 0 are drawn, since a log scale has no 0. */
const FLOOR = -18;

interface Point {
  readonly h: number;
  readonly error: number;
  readonly x: number;
  readonly y: number;
}

interface Line extends SeriesStyle {
  readonly method: string;
  readonly points: readonly Point[];
}

function lineOf(
  { method, h, error }: DerivativeErrorSeries,
  style: SeriesStyle,
  axis: DecadeAxis,
): Line {
  const points = Array.from(h, (step, i) => ({
    h: step,
    error: error[i]!,
    x: axis.place(Math.log10(step)),
    y: Math.max(Math.log10(error[i]!), FLOOR),
  }));
  return { ...style, method, points: points.sort((a, b) => a.h - b.h) };
}

/** An error as the label of a method gives it. */
function amount(error: number): string {
  return error === 0 ? "exactly 0" : short(error, 2);
}

/** A step as the label of a method gives it: as a power of ten where it is one. */
function stepSize(h: number): string {
  const decade = Math.log10(h);
  const whole = Math.round(decade);
  return Math.abs(decade - whole) < 1e-9 ? powerOfTen(whole) : short(h, 2);
}

/** How high a line rises in the half of the drawing that begins at `left`. */
function ceiling(points: readonly Point[], left: number): number {
  return Math.max(...points.filter(({ x }) => x <= left + 0.55).map(({ y }) => y));
}

/**
 * What a method is worth: a method that stays accurate down to its smallest step says so over the
 * left end of its line, any other names its best step below and left of it, where no line passes.
 */
function verdict(line: Line): Plot.Markish {
  const best = line.points.reduce((a, b) => (b.error < a.error ? b : a));
  const smallest = line.points[0]!;
  const style = { ...TEXT_STYLE, fill: line.colour, fontWeight: 600, lineHeight: 1.2 } as const;
  if (smallest.error <= 10 * Math.max(best.error, Number.EPSILON)) {
    const text = `${line.method}: ${amount(smallest.error)} even at h = ${stepSize(smallest.h)}`;
    return Plot.text([text], {
      x: smallest.x,
      y: ceiling(line.points, smallest.x),
      textAnchor: "start",
      dx: 2,
      dy: -14,
      ...style,
    });
  }
  const text = `${line.method}\nbest: ${amount(best.error)} at h = ${stepSize(best.h)}`;
  const side = best.error === 0
    ? { lineAnchor: "bottom", dy: -9 } as const
    : { lineAnchor: "top", dy: 8 } as const;
  return Plot.text([text], { x: best.x, y: best.y, textAnchor: "end", dx: -36, ...side, ...style });
}

function lineMarks(line: Line): Plot.Markish[] {
  return [
    Plot.line(line.points, {
      x: "x",
      y: "y",
      stroke: line.colour,
      strokeWidth: 1.75,
      strokeDasharray: line.dash,
    }),
    Plot.dot(line.points.filter(({ error }) => error > 0), {
      x: "x",
      y: "y",
      symbol: line.symbol,
      r: 3,
      fill: line.colour,
    }),
    Plot.dot(line.points.filter(({ error }) => error === 0), {
      x: "x",
      y: "y",
      symbol: line.symbol,
      r: 3,
      fill: "white",
      stroke: line.colour,
    }),
  ];
}

/** The line on which errors of exactly 0 lie, if there are any. */
function floorMarks(lines: readonly Line[]): Plot.Markish[] {
  if (!lines.some(({ points }) => points.some(({ error }) => error === 0))) return [];
  return [
    Plot.ruleY([FLOOR], { stroke: FAINT, strokeDasharray: "2,3" }),
    Plot.text(["hollow: exactly 0"], {
      frameAnchor: "right",
      y: FLOOR,
      dx: -2,
      dy: 12,
      ...TEXT_STYLE,
      fill: FAINT,
    }),
  ];
}

/**
 * Absolute error of numerical derivatives against their step size, both on log scales: where each
 * method is best, and which does not lose digits to cancellation. Where steps span over 40 decades,
 * the axis is broken and says so.
 *
 * @example Forward differences lose half the digits
 * ```ts
 * import { derivativeErrors } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const h = [1e-12, 1e-10, 1e-8, 1e-6, 1e-4];
 * const error = h.map((h) => Math.abs((Math.exp(h) - 1) / h - 1));
 * const plot = derivativeErrors([{ method: "forward", h, error }]);
 * assert(plot.textContent!.includes("at h = 10⁻⁸"));
 * ```
 *
 * @param series One to five methods, each with as many errors as steps.
 * @returns The drawing, 640 by 420 pixels: x step h (log scale), y absolute error (log scale), both
 * in the units of the caller.
 * @throws {RangeError} If there are no or more than five series, a step is not > 0 or an error is
 * not finite and >= 0.
 * @throws {TypeError} If a series has not as many errors as steps.
 */
export function derivativeErrors(series: readonly DerivativeErrorSeries[]): SVGSVGElement {
  check(series);
  const axis = brokenDecades(series.flatMap(({ h }) => Array.from(h, Math.log10)));
  const lines = series.map((each, i) => lineOf(each, SERIES[i]!, axis));
  const heights = lines.flatMap(({ points }) => points.map(({ y }) => y));
  const [low, high] = [Math.floor(Math.min(...heights)) - 1, Math.ceil(Math.max(...heights))];
  const ticks = Array.from({ length: high - low + 1 }, (_, i) => low + i).filter((d) =>
    d % 4 === 0
  );
  return draw({
    height: 420,
    marginLeft: 54,
    marginRight: 26,
    x: {
      domain: [0, 1],
      ticks: axis.ticks.map(({ at }) => at),
      tickFormat: (_: number, i: number) => axis.ticks[i]!.label,
      label: "step h (nats of logit, log scale)",
    },
    y: {
      domain: [low, high],
      ticks,
      tickFormat: powerOfTen,
      label: "absolute error of the derivative (no unit, log scale)",
    },
    marks: [
      Plot.gridX({ ...GRID_STYLE, ticks: axis.ticks.map(({ at }) => at) }),
      Plot.gridY({ ...GRID_STYLE, ticks }),
      ...axis.breakMarks(low),
      ...floorMarks(lines),
      ...lines.flatMap(lineMarks),
      ...lines.map(verdict),
    ],
  });
}

function check(series: readonly DerivativeErrorSeries[]): void {
  checkCount(FIGURE, "series", series.length, SERIES.length);
  series.forEach(({ h, error }, i) => {
    checkCount(FIGURE, `steps in series[${i}]`, h.length);
    checkSame(FIGURE, `series[${i}] must have an error for each step`, h.length, error.length);
    const step = (x: number) => x > 0 && x < Infinity;
    checkEach(FIGURE, "each step must be finite and > 0", `series[${i}].h`, h, step);
    checkEach(FIGURE, "each error must be finite and >= 0", `series[${i}].error`, error, isAmount);
  });
}
