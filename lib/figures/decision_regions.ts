import * as Plot from "@observablehq/plot";
import { answerRegions } from "./answer_regions.ts";
import { draw, INNER_WIDTH, TEXT_STYLE } from "./draw.ts";
import { textWidth } from "./format.ts";
import { cut, extent, type Place } from "./half_planes.ts";
import { hatch } from "./hatch.ts";
import { checkCount, checkEach, checkSame } from "./refuse.ts";
import { roomiest } from "./roomiest.ts";
import { FONT_SIZE, INK, PAPER, PREDICTION_TINT, SERIES, TRUTH_TINT } from "./theme.ts";

/** A classifier of {@linkcode decisionRegions}, with linear logits of two features. */
export interface DecisionPanel {
  /** What stands over the panel. */
  readonly label: string;
  /** Which classes it answers: the one with the largest logit, or every one with a logit above 0. */
  readonly answers: "largest" | "above 0";
  /** For each class the weights of x and of y and the bias: its logit is w[0] x + w[1] y + w[2]. */
  readonly weights: readonly (readonly number[])[];
}

/** One example of {@linkcode decisionRegions}. */
export interface DecisionPoint {
  /** The first feature. */
  readonly x: number;
  /** The second feature. */
  readonly y: number;
  /** Index of its true class. */
  readonly t: number;
}

/** Options of {@linkcode decisionRegions}: names of one to three classes, and of the features. */
export interface DecisionRegionsOptions {
  /** Names of the classes. */
  readonly classes: readonly string[];
  /** Name and unit of the first feature. */
  readonly x: string;
  /** Name and unit of the second feature. */
  readonly y: string;
}

const FIGURE = "decision regions";

/** Grounds of the regions of the three classes. */
const TINTS = [PREDICTION_TINT, TRUTH_TINT, "#e6e3da"];

/** Stripes of a region in which several classes are answered. */
const STRIPED = "url(#several)";
const SEVERAL = "#e2c8fa";
const HEIGHT = 420;

/** Size of a panel in pixels, the same for one panel as for two. */
const PANEL = { width: (INNER_WIDTH - 76) / 2, height: HEIGHT - 20 - 106 };

interface Region {
  readonly panel: string;
  readonly corners: readonly Place[];
  readonly name: string;
  readonly fill: string;
}

function regionsOf(
  panel: DecisionPanel,
  frame: readonly Place[],
  names: readonly string[],
): Region[] {
  return answerRegions(panel.weights, panel.answers).map(({ classes, lines }) => ({
    panel: panel.label,
    corners: lines.reduce((polygon: readonly Place[], line) => cut(polygon, line), frame),
    name: classes.length === 0 ? "no class" : classes.map((k) => names[k]).join("\nand "),
    fill: classes.length === 0 ? PAPER : classes.length === 1 ? TINTS[classes[0]!]! : STRIPED,
  })).filter(({ corners }) => corners.length > 2);
}

/** The stripes, defined in the first panel only: an id must not stand twice in a drawing. */
function stripes(): Plot.RenderFunction {
  const define = hatch("several", SEVERAL) as () => SVGElement;
  let defined = false;
  return () => {
    if (defined) return null;
    defined = true;
    return define();
  };
}

/** Names of the regions, each where there is most room; none where there is not enough. */
function regionNames(
  regions: readonly Region[],
  points: readonly DecisionPoint[],
  [left, right]: readonly [number, number],
  [low, high]: readonly [number, number],
): Plot.Markish {
  const pixels = ({ x, y }: Place): Place => ({
    x: (x - left) / (right - left) * PANEL.width,
    y: (high - y) / (high - low) * PANEL.height,
  });
  const placed = regions.flatMap((region) => {
    const at = roomiest(region.corners.map(pixels), points.map(pixels), region.name);
    return at
      ? [{
        ...region,
        x: left + at.x / PANEL.width * (right - left),
        y: high - at.y / PANEL.height * (high - low),
      }]
      : [];
  });
  return Plot.text(placed, {
    fx: "panel",
    x: "x",
    y: "y",
    text: "name",
    fontWeight: 600,
    ...TEXT_STYLE,
  });
}

/**
 * What two classifiers answer, over the plane of two features: regions tinted and named by the
 * answer (one class, no class, several classes), with the examples on top, a symbol for each class.
 *
 * @example One class everywhere, or none and both
 * ```ts
 * import { decisionRegions } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const weights = [[-1, 0, -2], [1, 0, -2]];
 * const points = [{ x: -4, y: 0, t: 0 }, { x: 4, y: 1, t: 1 }];
 * const plot = decisionRegions([
 *   { label: "softmax", answers: "largest", weights },
 *   { label: "sigmoids", answers: "above 0", weights },
 * ], points, { classes: ["a", "b"], x: "width (cm)", y: "height (cm)" });
 * assert(plot.textContent!.includes("no class"));
 * ```
 *
 * @param panels One or two classifiers.
 * @param points Examples, with the index of the true class.
 * @param options Names of the classes and of the features.
 * @returns The drawing, 640 by 420 pixels: x and y the features, in the units of the caller.
 * @throws {RangeError} If there are no or more than two panels, no points, a more than
 * three classes, or a number is not finite.
 * @throws {TypeError} If a panel has not three weights for each class.
 */
export function decisionRegions(
  panels: readonly DecisionPanel[],
  points: readonly DecisionPoint[],
  { classes, x, y }: DecisionRegionsOptions,
): SVGSVGElement {
  check(panels, points, classes);
  const [across, up] = [extent(points.map(({ x }) => x)), extent(points.map(({ y }) => y))];
  const frame = [0, 1, 1, 0].map((i, k) => ({ x: across[i]!, y: up[k >> 1]! }));
  const regions = panels.flatMap((panel) => regionsOf(panel, frame, classes));
  const corners = regions.flatMap(({ corners, ...region }, z) =>
    corners.map((corner) => ({ ...corner, ...region, z }))
  );
  const shown = panels.flatMap(({ label }) =>
    points.map((point) => ({ ...point, panel: label, class: classes[point.t]! }))
  );
  return draw({
    height: HEIGHT,
    marginTop: 44,
    marginBottom: 62,
    marginLeft: 46,
    marginRight: 10,
    fx: { domain: panels.map(({ label }) => label), label: null, padding: 0.07, tickSize: 0 },
    x: { domain: across, label: x, ticks: 5 },
    y: { domain: up, label: y },
    marks: [
      stripes(),
      Plot.line(corners, {
        fx: "panel",
        x: "x",
        y: "y",
        z: "z",
        fill: "fill",
        stroke: INK,
        strokeWidth: 1,
        curve: "linear-closed",
      }),
      ...SERIES.slice(0, classes.length).flatMap(({ colour, symbol }, k) =>
        Plot.dot(shown.filter(({ t }) => t === k), {
          fx: "panel",
          x: "x",
          y: "y",
          symbol,
          fill: colour,
          stroke: "white",
          strokeWidth: 0.5,
          r: 3,
        })
      ),
      regionNames(regions, points, across, up),
      ...key(classes, regions.some(({ fill }) => fill === STRIPED)),
    ],
  });
}

/** The symbols of the classes and their names, and what stripes mean, in a line under the panels. */
function key(classes: readonly string[], striped: boolean): Plot.Markish[] {
  const names = classes.map((name, k) => `${"●■▲"[k]} ${name}`);
  const entries = striped ? [...names, "striped: several"] : names;
  const widths = entries.map((entry) => textWidth(entry, FONT_SIZE) + 14);
  return entries.map((entry, k) =>
    Plot.text([entry], {
      facet: "super",
      frameAnchor: "bottom-left",
      textAnchor: "start",
      dx: widths.slice(0, k).reduce((sum, width) => sum + width, 0),
      dy: 54,
      fill: names[k] ? SERIES[k]!.colour : INK,
      fontWeight: 600,
    })
  );
}

function check(
  panels: readonly DecisionPanel[],
  points: readonly DecisionPoint[],
  classes: readonly string[],
): void {
  checkCount(FIGURE, "panels", panels.length, 2);
  checkCount(FIGURE, "points", points.length);
  checkCount(FIGURE, "classes", classes.length, 3);
  const known = (t: number) => Number.isInteger(t) && t >= 0 && t < classes.length;
  const places = points.flatMap(({ x, y }) => [x, y]);
  checkEach(
    FIGURE,
    "each feature must be finite",
    "points, x and y in turn",
    places,
    Number.isFinite,
  );
  checkEach(FIGURE, "each true class must have a name", "t", points.map(({ t }) => t), known);
  panels.forEach(({ weights }, i) => {
    checkSame(
      FIGURE,
      `panels[${i}].weights must have a row per class`,
      classes.length,
      weights.length,
    );
    weights.forEach((row, k) => {
      const name = `panels[${i}].weights[${k}]`;
      checkSame(FIGURE, `${name} must have weights of x, of y and a bias`, 3, row.length);
      checkEach(FIGURE, "each weight must be finite", name, row, Number.isFinite);
    });
  });
}
