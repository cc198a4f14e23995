import * as Plot from "@observablehq/plot";
import { draw, GRID_STYLE, TEXT_STYLE } from "./draw.ts";
import { fixed, textWidth } from "./format.ts";
import { hatch } from "./hatch.ts";
import { checkCount, checkEach, isAmount } from "./refuse.ts";
import { FAINT, FONT_SIZE, INK, SERIES, TRUTH } from "./theme.ts";

/** One bar of {@linkcode costBars}. */
export interface CostBar {
  /** What was done. */
  readonly label: string;
  /** Kind of thing it is: each kind has its own fill. At most three kinds. */
  readonly kind: string;
  /** What it costs, in the unit of the axis; finite and >= 0. */
  readonly cost: number;
}

/** Options of {@linkcode costBars}. */
export interface CostBarsOptions {
  /** What the bars measure, with the unit in brackets. */
  readonly x: string;
  /** An upright line with its name. Default: none. */
  readonly rule?: { readonly x: number; readonly label: string };
}

const FIGURE = "cost bars";

/** Pixels from one bar to the next, of a bar, and of the heading of a kind. */
const [ROW, BAR, HEADING] = [25, 18, 26];

/** Stripes of the second kind. */
const STRIPES = SERIES[3]!.colour;

/** Fills of the first, second and third kind: plain, striped, outlined. */
const FILLS = [
  { fill: SERIES[0]!.colour, stroke: SERIES[0]!.colour },
  { fill: "url(#kind)", stroke: STRIPES },
  { fill: "white", stroke: INK },
];

/** Lays the bars out from the top: a heading for each kind, its bars under it. */
function layOut(bars: readonly CostBar[]) {
  const kinds = [...new Set(bars.map(({ kind }) => kind))];
  let y = 0;
  const headings: { kind: string; y: number }[] = [];
  const placed = kinds.flatMap((kind, i) => {
    headings.push({ kind, y: y + HEADING / 2 });
    y += HEADING;
    return bars.filter((bar) => bar.kind === kind).map((bar) => {
      const at = { ...bar, ...FILLS[i]!, y };
      y += ROW;
      return at;
    });
  });
  return { headings, placed, height: y };
}

/**
 * Costs as bars, by kind: each bar with its name on the left and its number on the right, and a line
 * to compare them with.
 *
 * @example Bits a byte
 * ```ts
 * import { costBars } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = costBars([
 *   { label: "Huffman", kind: "a letter at a time", cost: 4.557 },
 *   { label: "gzip", kind: "programs", cost: 3.241 },
 * ], { x: "size (bits a byte)", rule: { x: 4.526, label: "entropy" } });
 * assert(plot.textContent!.includes("4.557"));
 * ```
 *
 * @param bars The bars; those of a kind are drawn together, in their order.
 * @param options Name of the axis, line.
 * @returns The drawing, 640 pixels wide, 25 high a bar, 26 a kind, and 92 more.
 * @throws {RangeError} If there is no bar, there are over three kinds, or a cost is negative or not
 * finite.
 */
export function costBars(
  bars: readonly CostBar[],
  { x, rule }: CostBarsOptions,
): SVGSVGElement {
  check(bars);
  const { headings, placed, height } = layOut(bars);
  const longest = Math.max(...bars.map(({ cost }) => cost), rule?.x ?? 0) || 1;
  const room = Math.max(...bars.map(({ label }) => textWidth(label, FONT_SIZE)));
  const rules = rule === undefined ? [] : [rule];
  const start = { x: 0, textAnchor: "start", dx: 4, fontWeight: 600, ...TEXT_STYLE } as const;
  return draw({
    height: height + 92,
    marginTop: 28,
    marginLeft: 18 + room,
    marginRight: 70,
    marginBottom: 44,
    x: { domain: [0, longest], label: x },
    y: { domain: [height, 0], axis: null },
    marks: [
      hatch("kind", STRIPES),
      Plot.gridX(GRID_STYLE),
      Plot.text(headings, { ...start, y: "y", text: "kind", fill: FAINT }),
      Plot.rect(placed, {
        x1: 0,
        x2: "cost",
        y1: "y",
        y2: (bar) => bar.y + BAR,
        fill: "fill",
        stroke: "stroke",
      }),
      Plot.ruleX(rules, { x: "x", stroke: TRUTH, strokeWidth: 2, strokeDasharray: "7,3" }),
      Plot.text(rules, {
        x: "x",
        text: "label",
        frameAnchor: "top",
        textAnchor: "end",
        dx: 10,
        dy: -20,
        fill: TRUTH,
        fontWeight: 600,
      }),
      Plot.text(placed, {
        x: 0,
        y: (bar) => bar.y + BAR / 2,
        text: "label",
        textAnchor: "end",
        dx: -8,
      }),
      Plot.text(placed, {
        x: "cost",
        y: (bar) => bar.y + BAR / 2,
        text: ({ cost }) => fixed(cost, 3),
        textAnchor: "start",
        dx: 7,
        ...TEXT_STYLE,
      }),
      Plot.ruleX([0], { stroke: INK }),
    ],
  });
}

function check(bars: readonly CostBar[]): void {
  checkCount(FIGURE, "bars", bars.length);
  checkCount(FIGURE, "kinds", new Set(bars.map(({ kind }) => kind)).size, FILLS.length);
  const costs = bars.map(({ cost }) => cost);
  checkEach(FIGURE, "each cost must be finite and >= 0", "cost", costs, isAmount);
}
