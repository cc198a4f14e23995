import * as Plot from "@observablehq/plot";
import type { ReliabilityBin } from "../learning/reliability_curve.ts";
import { draw, GRID_STYLE, TEXT_STYLE } from "./draw.ts";
import { fixed } from "./format.ts";
import { checkCount } from "./refuse.ts";
import { FAINT, INK, SERIES } from "./theme.ts";

/** One curve of {@linkcode reliabilityDiagram}. */
export interface ReliabilitySeries {
  /** What sets it apart; stands in the key. */
  readonly label: string;
  /** Its bins, as {@linkcode reliabilityCurve} gives them. */
  readonly bins: readonly ReliabilityBin[];
}

const FIGURE = "reliability diagram";

/** A bin that holds predictions. */
type FullBin = ReliabilityBin & { readonly confidence: number; readonly accuracy: number };

function full({ bins }: ReliabilitySeries): FullBin[] {
  return bins.filter((bin): bin is FullBin =>
    bin.confidence !== undefined && bin.accuracy !== undefined
  );
}

/** Radius of a symbol: its area grows with the number of predictions. */
function radius(count: number, most: number): number {
  return 3 + 9 * Math.sqrt(count / most);
}

function seriesMarks(series: ReliabilitySeries, i: number, most: number): Plot.Markish[] {
  const bins = full(series);
  const { colour, dash, symbol } = SERIES[i]!;
  const place = { x: "confidence", y: "accuracy" } as const;
  return [
    Plot.line(bins, { ...place, stroke: colour, strokeWidth: 2, strokeDasharray: dash }),
    Plot.dot(bins, {
      ...place,
      r: ({ count }: FullBin) => radius(count, most),
      symbol,
      fill: colour,
      fillOpacity: 0.85,
      stroke: "white",
    }),
  ];
}

/** The key, in the corner above the diagonal. */
function keyMarks(series: readonly ReliabilitySeries[]): Plot.Markish[] {
  const rows = series.map(({ label }, i) => ({
    ...SERIES[i]!,
    label,
    x: 0.04,
    y: 0.95 - 0.07 * i,
  }));
  return rows.flatMap((row) => [
    Plot.dot([row], {
      x: "x",
      y: "y",
      r: 6,
      symbol: row.symbol,
      fill: row.colour,
      stroke: "white",
    }),
    Plot.text([row], {
      x: "x",
      y: "y",
      text: "label",
      textAnchor: "start",
      dx: 14,
      ...TEXT_STYLE,
      fill: row.colour,
      fontWeight: 600,
    }),
  ]);
}

/**
 * Reliability diagram: how often predictions were right against how sure they were, a symbol a bin,
 * larger where it holds more predictions. Honest predictions lie on the diagonal, boastful ones
 * below it.
 *
 * @example Sure of three, right about two
 * ```ts
 * import { reliabilityCurve } from "@surprisal/loss";
 * import { reliabilityDiagram } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const bins = reliabilityCurve([0.95, 0.9, 0.99], [1, 1, 0]);
 * const plot = reliabilityDiagram([{ label: "as trained", bins }]);
 * assert(plot.textContent!.includes("as trained"));
 * ```
 *
 * @param series One to five curves.
 * @returns The drawing, 640 by 420 pixels.
 * @throws {RangeError} If there are no or more than five curves, or one holds no prediction.
 */
export function reliabilityDiagram(series: readonly ReliabilitySeries[]): SVGSVGElement {
  checkCount(FIGURE, "series", series.length, SERIES.length);
  series.forEach((each, i) =>
    checkCount(FIGURE, `bins with predictions in series[${i}]`, full(each).length)
  );
  const most = Math.max(...series.flatMap(full).map(({ count }) => count));
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const axis = { domain: [0, 1], ticks, tickFormat: (x: number) => fixed(x, 1) };
  return draw({
    height: 420,
    x: { ...axis, label: "confidence (mean probability of the answer given)" },
    y: { ...axis, label: "accuracy (share that was right)" },
    r: { type: "identity" },
    marks: [
      Plot.gridX({ ...GRID_STYLE, ticks }),
      Plot.gridY({ ...GRID_STYLE, ticks }),
      Plot.ruleY([0], { stroke: INK }),
      Plot.line([[0, 0], [1, 1]], { stroke: FAINT, strokeDasharray: "6,4" }),
      Plot.text([[0.5, 0.5]], {
        text: ["honest"],
        textAnchor: "end",
        dx: -8,
        dy: -10,
        ...TEXT_STYLE,
        fill: FAINT,
      }),
      ...series.flatMap((each, i) => seriesMarks(each, i, most)),
      ...keyMarks(series),
    ],
  });
}
