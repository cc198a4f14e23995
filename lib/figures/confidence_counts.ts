import * as Plot from "@observablehq/plot";
import { draw, GRID_STYLE, TEXT_STYLE } from "./draw.ts";
import { hatch } from "./hatch.ts";
import { checkCount } from "./refuse.ts";
import type { ReliabilitySeries } from "./reliability_diagram.ts";
import { INK, PREDICTION, TRUTH, TRUTH_TINT } from "./theme.ts";

/** A part of a bar: the predictions of a bin that were right, or those that were wrong. */
interface Part {
  readonly label: string;
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
}

const FIGURE = "confidence counts";

/** More panels than this leave no room for their names. */
const MOST_PANELS = 3;

/** The right ones below, the wrong ones on top of them. */
function parts({ label, bins }: ReliabilitySeries): { right: Part[]; wrong: Part[] } {
  const full = bins.map(({ lower, upper, count, accuracy = 0 }) => ({
    label,
    x1: lower,
    x2: upper,
    count,
    right: Math.round(count * accuracy),
  }));
  return {
    right: full.map(({ count: _, right, ...bin }) => ({ ...bin, y1: 0, y2: right })),
    wrong: full.map(({ count, right, ...bin }) => ({ ...bin, y1: right, y2: count })),
  };
}

/** The key, above the last panel: fill and pattern of the two parts. */
function keyMarks(last: string): Plot.Markish[] {
  const place = { fx: () => last, frameAnchor: "top-right", dy: -46, textAnchor: "end" } as const;
  return [
    Plot.text(["■ right"], { ...place, ...TEXT_STYLE, dx: -76, fill: PREDICTION, fontWeight: 600 }),
    Plot.text(["▨ wrong"], { ...place, ...TEXT_STYLE, fill: TRUTH, fontWeight: 600 }),
  ];
}

/** The stripes, defined once although Plot asks for them in every panel. */
function stripes(): Plot.Markish {
  const define = hatch("wrong", TRUTH_TINT) as () => SVGElement;
  let defined = false;
  return () => {
    if (defined) return null;
    defined = true;
    return define();
  };
}

/**
 * How many predictions were made with which confidence, right ones solid and wrong ones striped on
 * top of them: a panel a series, a bar a bin.
 *
 * @example Sure of three, right about two
 * ```ts
 * import { reliabilityCurve } from "@surprisal/loss";
 * import { confidenceCounts } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const bins = reliabilityCurve([0.95, 0.9, 0.99], [1, 1, 0]);
 * const plot = confidenceCounts([{ label: "as trained", bins }]);
 * assert(plot.textContent!.includes("as trained"));
 * ```
 *
 * @param series One to three panels; their bins as {@linkcode reliabilityCurve} gives them.
 * @returns The drawing, 640 by 340 pixels.
 * @throws {RangeError} If there are no or more than three panels, or one has no bins.
 */
export function confidenceCounts(series: readonly ReliabilitySeries[]): SVGSVGElement {
  checkCount(FIGURE, "series", series.length, MOST_PANELS);
  series.forEach(({ bins }, i) => checkCount(FIGURE, `bins in series[${i}]`, bins.length));
  const labels = series.map(({ label }) => label);
  const panels = series.map(parts);
  const place = { fx: "label", x1: "x1", x2: "x2", y1: "y1", y2: "y2", inset: 0.5 } as const;
  return draw({
    height: 340,
    marginTop: 62,
    marginLeft: 62,
    fx: { domain: labels, label: null, axis: "top", padding: 0.2 },
    x: {
      domain: [0, 1],
      ticks: [0, 0.5, 1],
      label: "confidence (probability of the answer given)",
    },
    y: { label: "predictions (number)", ticks: 5 },
    marks: [
      stripes(),
      Plot.gridY({ ...GRID_STYLE, ticks: 5 }),
      Plot.rect(panels.flatMap(({ right }) => right), { ...place, fill: PREDICTION }),
      Plot.rect(panels.flatMap(({ wrong }) => wrong), {
        ...place,
        fill: "url(#wrong)",
        stroke: TRUTH,
      }),
      Plot.ruleY([0], { stroke: INK }),
      ...keyMarks(labels.at(-1)!),
    ],
  });
}
