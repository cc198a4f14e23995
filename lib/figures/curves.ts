import * as Plot from "@observablehq/plot";
import { type CurveAxis, gridOf, type Scale, scaleOf } from "./curve_scale.ts";
import { AIR, draw, GRID_STYLE, INNER_WIDTH, TEXT_STYLE } from "./draw.ts";
import { type EndLabel, endLabels, roomForEndLabels } from "./end_labels.ts";
import { checkCount, checkEach, checkOne, checkSame } from "./refuse.ts";
import { FAINT, HEIGHT, INK, SERIES, type SeriesStyle } from "./theme.ts";

/** One line of {@linkcode curves}. */
export interface Curve {
  /** Its name, written beside it. */
  readonly label: string;
  /** Positions on the axis x, ascending, in its unit. */
  readonly x: ArrayLike<number>;
  /** Heights at these positions, in the unit of the axis y. */
  readonly y: ArrayLike<number>;
  /** Position on the axis x at which the name stands. Default: beside the end of the line. */
  readonly labelAt?: number;
  /** Side of the line on which the name stands at `labelAt`. Default: `"above"`. */
  readonly side?: "above" | "below";
  /** Which end of the name stands at `labelAt`. Default: `"start"`. */
  readonly anchor?: "start" | "middle" | "end";
}

/** A named upright line of {@linkcode curves}. */
export interface CurveRule {
  /** Where it stands, in the unit of the axis x. */
  readonly x: number;
  /** What stands beside its top. */
  readonly label: string;
}

/** A dot of {@linkcode curves}, with its words. */
export interface CurveDot extends CurveRule {
  /** Its height, in the unit of the axis y. */
  readonly y: number;
  /** Which end of the words stands at the dot. Default: `"start"`. */
  readonly anchor?: "start" | "end";
}

/** Options of {@linkcode curves}. */
export interface CurvesOptions {
  /** The axis along which the lines run. */
  readonly x: CurveAxis;
  /** The axis of their heights. */
  readonly y: CurveAxis;
  /** Upright lines. Default: none. */
  readonly rules?: readonly CurveRule[];
  /** Dots, with words. Default: none. */
  readonly dots?: readonly CurveDot[];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Line extends SeriesStyle {
  readonly curve: Curve;
  readonly points: readonly Point[];
}

const FIGURE = "curves";
const [TOP, RIGHT, BOTTOM, LEFT] = [30, 24, 42, 54];

/** Height of a line at a place between two of its points. */
function heightAt(points: readonly Point[], x: number): number {
  const next = points.findIndex((point) => point.x >= x);
  if (next <= 0) return points.at(next)!.y;
  const [a, b] = [points[next - 1]!, points[next]!];
  return b.x === a.x ? b.y : a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x);
}

function name({ curve, points, colour }: Line, at: number): Plot.Markish {
  return Plot.text([{ x: at, y: heightAt(points, at) }], {
    x: "x",
    y: "y",
    text: [curve.label],
    textAnchor: curve.anchor ?? "start",
    dy: curve.side === "below" ? 13 : -13,
    ...TEXT_STYLE,
    fill: colour,
    fontWeight: 600,
  });
}

/** Names of the lines that say no place for theirs. */
function endsOf(lines: readonly Line[]): EndLabel[] {
  return lines.flatMap(({ curve, colour, points }) =>
    curve.labelAt === undefined ? [{ ...points.at(-1)!, text: curve.label, colour }] : []
  );
}

function endMarks(ends: readonly EndLabel[], right: number, x: Scale, y: Scale): Plot.Markish[] {
  if (ends.length === 0) return [];
  const [[left, last], [floor, top]] = [x.domain, y.domain];
  const pixel = (top - floor) / (HEIGHT - 2 * AIR - TOP - BOTTOM);
  const across = (last - left || 1) / (INNER_WIDTH - LEFT - right);
  return endLabels(ends, { x: across, y: pixel, floor: floor + 9 * pixel });
}

function ruleMarks(rules: readonly CurveRule[], x: Scale): Plot.Markish[] {
  const placed = rules.map(({ x: at, label }) => ({ x: x.place(at), label }));
  return [
    Plot.ruleX(placed, { x: "x", stroke: FAINT, strokeDasharray: "2,3" }),
    Plot.text(placed, {
      x: "x",
      text: "label",
      frameAnchor: "top",
      textAnchor: "start",
      dx: 5,
      dy: 2,
      ...TEXT_STYLE,
      fill: FAINT,
    }),
  ];
}

function dotMarks(dots: readonly CurveDot[], x: Scale, y: Scale): Plot.Markish[] {
  const placed = dots.map((dot) => ({ ...dot, x: x.place(dot.x), y: y.place(dot.y) }));
  const words = (anchor: "start" | "end") =>
    Plot.text(placed.filter((dot) => (dot.anchor ?? "start") === anchor), {
      x: "x",
      y: "y",
      text: "label",
      textAnchor: anchor,
      dx: anchor === "start" ? 10 : -10,
      ...TEXT_STYLE,
    });
  return [
    Plot.dot(placed, { x: "x", y: "y", r: 5, fill: INK, stroke: "white" }),
    words("start"),
    words("end"),
  ];
}

/**
 * Up to five named lines over one axis, each plain or in powers of ten; colours and dashes differ.
 * Units are those of the data and stand in the labels of the axes.
 *
 * @example A loss and the same loss, clipped
 * ```ts
 * import { curves } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const q = [1e-9, 1e-6, 1e-3, 1];
 * const plot = curves([
 *   { label: "−ln q", x: q, y: q.map((q) => -Math.log(q)), labelAt: 1e-9 },
 *   { label: "clipped", x: q, y: q.map((q) => -Math.log(Math.max(q, 1e-3))), labelAt: 1e-9 },
 * ], { x: { label: "probability q (log scale)", log: true }, y: { label: "loss (nats)" } });
 * assert(plot.textContent!.includes("clipped"));
 * ```
 *
 * @param lines One to five lines, each with as many heights as positions.
 * @param options Both axes, upright lines and dots.
 * @returns The drawing, 640 by 380 pixels.
 * @throws {RangeError} If there are no or more than five lines, a line is empty, a number is not
 * finite, or one on a logarithmic axis is negative (on x: not positive).
 * @throws {TypeError} If a line has not as many heights as positions.
 */
export function curves(lines: readonly Curve[], options: CurvesOptions): SVGSVGElement {
  check(lines, options);
  const all = (key: "x" | "y") => lines.flatMap((line) => Array.from(line[key]));
  const x = scaleOf(all("x"), options.x, 0);
  const y = scaleOf(all("y"), options.y, 0.1);
  const drawn: Line[] = lines.map((curve, i) => ({
    ...SERIES[i]!,
    curve,
    points: Array.from(curve.x, (at, k) => ({ x: x.place(at), y: y.place(curve.y[k]!) })),
  }));
  const ends = endsOf(drawn);
  const right = Math.max(RIGHT, roomForEndLabels(ends.map(({ text }) => text)));
  return draw({
    marginTop: TOP,
    marginRight: right,
    marginBottom: BOTTOM,
    marginLeft: LEFT,
    x: x.options,
    y: y.options,
    marks: [
      Plot.gridX({ ...GRID_STYLE, ...gridOf(x) }),
      Plot.gridY({ ...GRID_STYLE, ...gridOf(y) }),
      Plot.ruleY([y.domain[0]], { stroke: INK }),
      ...ruleMarks(options.rules ?? [], x),
      ...drawn.map(({ points, colour, dash }) =>
        Plot.line(points, {
          x: "x",
          y: "y",
          stroke: colour,
          strokeWidth: 2.5,
          strokeDasharray: dash,
        })
      ),
      ...dotMarks(options.dots ?? [], x, y),
      ...drawn.flatMap((line) => {
        const at = line.curve.labelAt;
        return at === undefined ? [] : [name(line, x.place(at))];
      }),
      ...endMarks(ends, right, x, y),
    ],
  });
}

function check(lines: readonly Curve[], { x, y }: CurvesOptions): void {
  checkCount(FIGURE, "lines", lines.length, SERIES.length);
  const fits = (log = false, least: number) => (value: number) =>
    Number.isFinite(value) && (!log || value >= least);
  lines.forEach((line, i) => {
    checkCount(FIGURE, `positions in lines[${i}]`, line.x.length);
    checkSame(
      FIGURE,
      `lines[${i}] must have a height for each position`,
      line.x.length,
      line.y.length,
    );
    const [must, mustBe] = ["each position must fit its axis", "each height must fit its axis"];
    checkEach(FIGURE, must, `lines[${i}].x`, line.x, fits(x.log, Number.MIN_VALUE));
    checkEach(FIGURE, mustBe, `lines[${i}].y`, line.y, fits(y.log, 0));
    const at = line.labelAt;
    if (at === undefined) return;
    checkOne(FIGURE, "on the axis", `lines[${i}].labelAt`, at, fits(x.log, Number.MIN_VALUE)(at));
  });
}
