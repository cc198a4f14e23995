import * as Plot from "@observablehq/plot";
import { draw, GRID_STYLE, INNER_WIDTH, TEXT_STYLE } from "./draw.ts";
import { endLabels, roomForEndLabels } from "./end_labels.ts";
import { short } from "./format.ts";
import { checkCount, checkEach, checkSame, isAmount } from "./refuse.ts";
import { INK, SERIES, type SeriesStyle } from "./theme.ts";

/** One line of {@linkcode lossOverTime}. */
export interface LossSeries {
  /** What sets this line apart; stands at its end. */
  readonly label: string;
  /** Times, ascending, the same first and last in every series: steps times learning rate. */
  readonly t: ArrayLike<number>;
  /** Losses at these times, in the unit of the figure. */
  readonly loss: ArrayLike<number>;
}

/** Options of {@linkcode lossOverTime}. */
export interface LossOverTimeOptions {
  /** Unit of the losses. Default: `"nats"`. */
  readonly unit?: "nats" | "bits";
}

const FIGURE = "loss over time";

interface Point {
  readonly t: number;
  readonly loss: number;
}

interface Line extends SeriesStyle {
  readonly label: string;
  readonly points: readonly Point[];
}

/** The frame of the data in pixels. */
const [HEIGHT, TOP, BOTTOM, LEFT] = [400, 30, 42, 46];

/** How many symbols sit on a line. */
const SYMBOLS = 5;

function linesOf(series: readonly LossSeries[]): Line[] {
  return series.map(({ label, t, loss }, i) => ({
    ...SERIES[i]!,
    label,
    points: Array.from(t, (time, k) => ({ t: time, loss: loss[k]! })),
  }));
}

/** A few points of a line, not the same on every line, so that symbols do not pile up. */
function symbolPoints({ points }: Line, i: number, count: number): Point[] {
  const step = (points.length - 1) / SYMBOLS;
  const phase = 0.35 + 0.6 * i / count;
  return Array.from({ length: SYMBOLS }, (_, k) => points[Math.floor((k + phase) * step)]!);
}

/** A line with its dash and its symbols. */
function lineMarks(line: Line, i: number, count: number): Plot.Markish[] {
  return [
    Plot.line(line.points, {
      x: "t",
      y: "loss",
      stroke: line.colour,
      strokeWidth: 2.25,
      strokeDasharray: line.dash,
    }),
    Plot.dot(symbolPoints(line, i, count), {
      x: "t",
      y: "loss",
      symbol: line.symbol,
      fill: line.colour,
      stroke: "white",
      r: 4.5,
    }),
  ];
}

/** The common start, when there is one. */
function startMarks(lines: readonly Line[], unit: string): Plot.Markish[] {
  const starts = lines.map(({ points }) => points[0]!);
  const first = starts[0]!;
  if (!starts.every(({ t, loss }) => t === first.t && Math.abs(loss - first.loss) < 1e-9)) {
    return [];
  }
  const text = `${lines.length === 1 ? "starts" : "all start"} at ${short(first.loss, 7)} ${unit}`;
  return [
    Plot.dot([first], { x: "t", y: "loss", r: 5.5, fill: INK, stroke: "white" }),
    Plot.text([first], {
      x: "t",
      y: "loss",
      text: [text],
      textAnchor: "start",
      dx: 12,
      dy: -6,
      ...TEXT_STYLE,
      fontWeight: 600,
    }),
  ];
}

/**
 * Losses over time as lines that fan out, each named at its end; colours, dashes and symbols differ.
 *
 * @example Two ways down from ln 10
 * ```ts
 * import { lossOverTime } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = lossOverTime([
 *   { label: "even split", t: [0, 1, 2], loss: [2.3, 1.4, 0.8] },
 *   { label: "one rival", t: [0, 1, 2], loss: [2.3, 1.1, 0.6] },
 * ]);
 * assert(plot.textContent!.includes("all start at 2.3 nats"));
 * ```
 *
 * @param series One to five lines, each with as many losses as times.
 * @param options Unit of the losses.
 * @returns The drawing, 640 by 400 pixels: x time (steps times learning rate), y loss in the unit.
 * @throws {RangeError} If there are no or more than five series, a series is empty, or a number is not
 * finite and >= 0.
 * @throws {TypeError} If a series has not as many losses as times.
 */
export function lossOverTime(
  series: readonly LossSeries[],
  { unit = "nats" }: LossOverTimeOptions = {},
): SVGSVGElement {
  check(series);
  const lines = linesOf(series);
  const points = lines.flatMap((line) => line.points);
  const last = Math.max(...points.map(({ t }) => t));
  const top = Math.max(...points.map(({ loss }) => loss)) * 1.06;
  const room = roomForEndLabels(lines.map(({ label }) => label));
  const pixel = top / (HEIGHT - 20 - TOP - BOTTOM);
  const scale = { x: last / (INNER_WIDTH - LEFT - room), y: pixel, floor: 9 * pixel };
  const ends = lines.map(({ label, colour, points }) => {
    const { t, loss } = points.at(-1)!;
    return { text: label, colour, x: t, y: loss };
  });
  return draw({
    height: HEIGHT,
    marginRight: room,
    x: { domain: [0, last], label: "time (steps × learning rate, no unit)", ticks: 6 },
    y: { domain: [0, top], label: `loss (${unit})` },
    marks: [
      Plot.gridX({ ...GRID_STYLE, ticks: 6 }),
      Plot.gridY(GRID_STYLE),
      Plot.ruleY([0], { stroke: INK }),
      ...lines.flatMap((line, i) => lineMarks(line, i, lines.length)),
      ...endLabels(ends, scale),
      ...startMarks(lines, unit),
    ],
  });
}

function check(series: readonly LossSeries[]): void {
  checkCount(FIGURE, "series", series.length, SERIES.length);
  series.forEach(({ t, loss }, i) => {
    checkCount(FIGURE, `points in series[${i}]`, t.length);
    checkSame(FIGURE, `series[${i}] must have a loss for each time`, t.length, loss.length);
    checkEach(FIGURE, "each time must be finite and >= 0", `series[${i}].t`, t, isAmount);
    checkEach(FIGURE, "each loss must be finite and >= 0", `series[${i}].loss`, loss, isAmount);
  });
}
