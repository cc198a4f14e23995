import * as Plot from "@observablehq/plot";
import { draw, GRID_STYLE, INNER_WIDTH, TEXT_STYLE } from "./draw.ts";
import { fixed } from "./format.ts";
import { checkCount, checkEach } from "./refuse.ts";
import { INK, PREDICTION, TRUTH, TRUTH_TINT } from "./theme.ts";

/** Options of {@linkcode doubleSoftmaxRange}. */
export interface DoubleSoftmaxRangeOptions {
  /** Numbers of classes to mark, integers from 2 to 10,000. Default: 3, 10, 100, 1000. */
  readonly classes?: readonly number[];
}

const FIGURE = "double softmax range";
const CLASSES = [3, 10, 100, 1000];
const MOST_CLASSES = 10_000;
const HEIGHT = 420;

interface Point {
  /** Decimal logarithm of the number of classes. */
  readonly x: number;
  readonly lowest: number;
  readonly highest: number;
  readonly guess: number;
}

function point(K: number): Point {
  const lowest = Math.log1p((K - 1) / Math.E);
  return { x: Math.log10(K), lowest, highest: lowest + 1, guess: Math.log(K) };
}

/** Pixels a step of 1 takes along each axis. */
function scale(curve: readonly Point[]): { across: number; up: number } {
  const last = curve.at(-1)!;
  return {
    across: (INNER_WIDTH - 66) / (last.x - curve[0]!.x),
    up: (HEIGHT - 92) / (last.highest * 1.16),
  };
}

/** The points whose values have room below the curve: above the axis, and next to each other. */
function withRoom(marked: readonly Point[], curve: readonly Point[]): Point[] {
  const { across, up } = scale(curve);
  const apart = (a: Point, b: Point) =>
    Math.abs(a.x - b.x) * across > 56 || Math.abs(a.lowest - b.lowest) * up > 16;
  return marked.filter((point, i) =>
    point.lowest * up > 19 && marked.slice(0, i).every((other) => apart(point, other))
  );
}

/** The places on the axis whose numbers have room next to each other. */
function ticksOf(marked: readonly Point[], curve: readonly Point[]): number[] {
  const least = 46 / scale(curve).across;
  return marked.map(({ x }) => x).filter((x, i, all) =>
    all.slice(0, i).every((other) => Math.abs(x - other) > least)
  );
}

/** The floor with its values, which stand below the curve where there is room. */
function floorMarks(curve: readonly Point[], marked: readonly Point[]): Plot.Markish[] {
  const value = { x: "x", y: "lowest" } as const;
  return [
    Plot.line(curve, { ...value, stroke: TRUTH, strokeWidth: 2.5 }),
    Plot.dot(marked, { ...value, r: 4.5, fill: TRUTH, stroke: "white" }),
    Plot.text(withRoom(marked, curve), {
      ...value,
      text: ({ lowest }: Point) => fixed(lowest, 4),
      textAnchor: "start",
      lineAnchor: "top",
      dx: 5,
      dy: 6,
      ...TEXT_STYLE,
    }),
  ];
}

/** Names of the three lines and of what lies below them, in the free corners. */
function names(last: Point): Plot.Markish[] {
  const bold = { ...TEXT_STYLE, fontWeight: 600 } as const;
  const corner = { ...bold, textAnchor: "start", frameAnchor: "top-left", dx: 12 } as const;
  return [
    Plot.text(["━ softmax twice: every loss lies in this band, 1 nat high"], {
      ...corner,
      dy: 6,
      fill: TRUTH,
    }),
    Plot.text(["╍ guessing uniformly: ln K"], { ...corner, dy: 26, fill: PREDICTION }),
    Plot.text(["softmax once: down to 0"], {
      ...bold,
      x: last.x,
      y: 0,
      textAnchor: "end",
      dx: -8,
      dy: -14,
    }),
  ];
}

/**
 * What applying softmax twice leaves of the loss, in nats: against the number K of classes, the
 * lowest loss ln(1 + (K - 1)/e) and the highest, 1 nat above, with the loss ln K of guessing; numbers where there is room.
 *
 * @example Four classes cannot get below 0.7437
 * ```ts
 * import { doubleSoftmaxRange } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = doubleSoftmaxRange({ classes: [4, 10] });
 * assert(plot.textContent!.includes("0.7437"));
 * ```
 *
 * @param options Numbers of classes to mark with the lowest loss.
 * @returns The drawing, 640 by 420 pixels: x number of classes (log scale), y loss (nats).
 * @throws {RangeError} If there are no or more than seven numbers, or one is not an integer from 2
 * to 10,000.
 */
export function doubleSoftmaxRange(
  { classes = CLASSES }: DoubleSoftmaxRangeOptions = {},
): SVGSVGElement {
  checkCount(FIGURE, "numbers of classes", classes.length, 7);
  const fits = (K: number) => Number.isInteger(K) && K >= 2 && K <= MOST_CLASSES;
  checkEach(FIGURE, "each must be an integer from 2 to 10000", "classes", classes, fits);
  const [first, last] = [1.8, Math.max(...classes, 10) * 1.7];
  const curve = Array.from({ length: 101 }, (_, i) => point(first * (last / first) ** (i / 100)));
  const marked = classes.map(point);
  const ticks = ticksOf(marked, curve);
  return draw({
    height: HEIGHT,
    x: {
      domain: [Math.log10(first), Math.log10(last)],
      ticks,
      tickFormat: (x: number) => String(Math.round(10 ** x)),
      label: "number K of classes (log scale)",
    },
    y: { domain: [0, point(last).highest * 1.16], label: "loss (nats)" },
    marks: [
      Plot.gridX({ ...GRID_STYLE, ticks }),
      Plot.gridY(GRID_STYLE),
      Plot.areaY(curve, { x: "x", y1: "lowest", y2: "highest", fill: TRUTH_TINT }),
      Plot.line(curve, { x: "x", y: "highest", stroke: TRUTH, strokeWidth: 1.5 }),
      Plot.line(curve, {
        x: "x",
        y: "guess",
        stroke: PREDICTION,
        strokeWidth: 2,
        strokeDasharray: "7,3",
      }),
      Plot.ruleY([0], { stroke: INK }),
      ...floorMarks(curve, marked),
      ...names(curve.at(-1)!),
    ],
  });
}
