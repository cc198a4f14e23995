import * as Plot from "@observablehq/plot";
import { draw, INNER_WIDTH, TEXT_STYLE } from "./draw.ts";
import { short } from "./format.ts";
import { checkCount, checkEach, checkSame } from "./refuse.ts";
import { INK, PAPER, PREDICTION, SERIES } from "./theme.ts";

/** A named distribution on the triangle of {@linkcode simplexContours}. */
export interface SimplexPoint {
  /** Three probabilities with sum 1. */
  readonly q: ArrayLike<number>;
  /** What stands beside the dot. */
  readonly label: string;
  /** On which side of the dot the label stands. Default: `"right"`. */
  readonly side?: "left" | "right";
}

/** Options of {@linkcode simplexContours}. */
export interface SimplexContoursOptions {
  /** Heights of the lines, ascending, in the unit of the function; at most ten. */
  readonly levels: readonly number[];
  /** Distributions to mark. Default: none. */
  readonly points?: readonly SimplexPoint[];
  /** A line on which the heights are written: from its first distribution to its second. */
  readonly along: readonly [ArrayLike<number>, ArrayLike<number>];
  /** Names of the three corners. Default: `class 0` to `class 2`. */
  readonly labels?: readonly [string, string, string];
}

type Place = { readonly x: number; readonly y: number };

const FIGURE = "simplex contours";
const [HEIGHT, TOP, BOTTOM] = [430, 34, 34];
const RISE = Math.sqrt(3) / 2;

/** Half the width of the drawing in sides of the triangle. */
const HALF = (INNER_WIDTH - 20) * RISE / (HEIGHT - 20 - TOP - BOTTOM) / 2;

/** Corner 0 is on top, corner 1 at the left, corner 2 at the right. */
function placeOf(q: ArrayLike<number>): Place {
  return { x: q[2]! + q[0]! / 2, y: q[0]! * RISE };
}

/** The distribution at a place; outside the triangle the nearest that is just inside it, roughly. */
function distributionAt(x: number, y: number): number[] {
  const top = y / RISE;
  const raw = [top, 1 - x - top / 2, x - top / 2].map((q) => Math.max(q, 1e-6));
  const total = raw[0]! + raw[1]! + raw[2]!;
  return raw.map((q) => q / total);
}

/** Where a level is reached between two distributions, along which the function rises. */
function crossing(
  f: (q: number[]) => number,
  [from, to]: SimplexContoursOptions["along"],
  level: number,
): Place | undefined {
  const at = (share: number) => Array.from(from, (q, i) => q + share * (to[i]! - q));
  let [low, high] = [0, 0.97];
  if (f(at(low)) > level || f(at(high)) < level) return undefined;
  for (let k = 0; k < 40; k++) {
    const middle = (low + high) / 2;
    if (f(at(middle)) < level) low = middle;
    else high = middle;
  }
  return placeOf(at(low));
}

/** Paper over everything outside the triangle, then its three sides. */
function frame(): Plot.Markish[] {
  const [top, left, right] = [{ x: 0.5, y: RISE }, { x: 0, y: 0 }, { x: 1, y: 0 }];
  const far = 0.5 + HALF + 1;
  const outside = [
    { x: -far, y: -1 },
    { x: -far, y: 2 },
    { x: far, y: 2 },
    { x: far, y: -1 },
    { x: -far, y: -1 },
    left,
    right,
    top,
    left,
  ];
  return [
    Plot.line(outside, { x: "x", y: "y", fill: PAPER, stroke: "none" }),
    Plot.line([left, right, top, left], { x: "x", y: "y", stroke: INK, strokeWidth: 1.5 }),
  ];
}

function pointMarks(points: readonly SimplexPoint[]): Plot.Markish[] {
  return points.flatMap(({ q, label, side = "right" }, i) => {
    const { symbol, colour } = SERIES[(i + 1) % SERIES.length]!;
    const at = [placeOf(q)];
    const [textAnchor, dx] = side === "right" ? ["start", 11] as const : ["end", -11] as const;
    const words = { ...TEXT_STYLE, fill: colour, fontWeight: 600, textAnchor, dx } as const;
    return [
      Plot.dot(at, { x: "x", y: "y", symbol, r: 6, fill: colour, stroke: "white" }),
      Plot.text(at, { x: "x", y: "y", text: [label], ...words }),
    ];
  });
}

function cornerMarks(labels: readonly string[]): Plot.Markish[] {
  const corners = [[1, 0, 0], [0, 1, 0], [0, 0, 1]].map((q, i) => ({
    ...placeOf(q),
    text: labels[i]!,
    below: i > 0,
  }));
  const words = (below: boolean) =>
    Plot.text(corners.filter((corner) => corner.below === below), {
      x: "x",
      y: "y",
      text: "text",
      dy: below ? 16 : -14,
      fill: INK,
    });
  return [words(false), words(true)];
}

/**
 * Lines of equal height of a function of three probabilities, on the triangle of all distributions
 * over three classes: a corner is certainty, the middle is 1/3 each. Heights in the function's unit.
 *
 * @example How far from equal chances
 * ```ts
 * import { simplexContours } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const squares = (q: number[]) => q.reduce((sum, q_i) => sum + (q_i - 1 / 3) ** 2, 0);
 * const plot = simplexContours(squares, {
 *   levels: [0.1, 0.3],
 *   along: [[1 / 3, 1 / 3, 1 / 3], [1, 0, 0]],
 * });
 * assert(plot.textContent!.includes("0.3"));
 * ```
 *
 * @param f The function: of three probabilities, each at least 1e-6 or so.
 * @param options Heights of the lines, where to write them, points to mark, names of the corners.
 * @returns The drawing, 640 by 430 pixels; distances on the paper are those of plain geometry.
 * @throws {RangeError} If there are no or more than ten levels, or one is not finite.
 * @throws {TypeError} If a point has not three probabilities.
 */
export function simplexContours(
  f: (q: number[]) => number,
  { levels, points = [], along, labels = ["class 0", "class 1", "class 2"] }:
    SimplexContoursOptions,
): SVGSVGElement {
  checkCount(FIGURE, "levels", levels.length, 10);
  checkEach(FIGURE, "each level must be finite", "levels", levels, Number.isFinite);
  points.forEach(({ q }, i) =>
    checkSame(FIGURE, `points[${i}] must have three probabilities`, 3, q.length)
  );
  const heights = levels.flatMap((level) => {
    const at = crossing(f, along, level);
    return at === undefined ? [] : [{ ...at, text: short(level) }];
  });
  const contour = {
    fill: "none",
    stroke: PREDICTION,
    strokeWidth: 1.75,
    value: (x: number, y: number) => f(distributionAt(x, y)),
    ...{ x1: -0.1, x2: 1.1, y1: -0.1, y2: RISE + 0.1 },
    thresholds: [...levels],
    pixelSize: 4,
  };
  return draw({
    height: HEIGHT,
    marginTop: TOP,
    marginBottom: BOTTOM,
    marginLeft: 10,
    marginRight: 10,
    x: { domain: [0.5 - HALF, 0.5 + HALF], axis: null },
    y: { domain: [0, RISE], axis: null },
    marks: [
      Plot.contour(contour as Plot.ContourOptions),
      ...frame(),
      Plot.text(heights, { x: "x", y: "y", text: "text", ...TEXT_STYLE, fill: PREDICTION }),
      ...pointMarks(points),
      ...cornerMarks(labels),
    ],
  });
}
