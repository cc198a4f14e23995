import * as Plot from "@observablehq/plot";
import { draw, GRID_STYLE, TEXT_STYLE } from "./draw.ts";
import { short, textWidth } from "./format.ts";
import { hatch } from "./hatch.ts";
import { checkCount, checkEach, isAmount } from "./refuse.ts";
import { FAINT, FONT_SIZE, INK, PREDICTION, PREDICTION_TINT, TRUTH } from "./theme.ts";

/** One row of {@linkcode kraftBudget}. */
export interface KraftBudgetRow {
  /** Which code this is. */
  readonly label: string;
  /** Names of the words, what they encode or the words themselves. */
  readonly names: readonly string[];
  /** Lengths of the words in bits, finite and >= 0. */
  readonly lengths: readonly number[];
}

const FIGURE = "Kraft budget";

/** Pixels from one row to the next, and where the bar lies in its row. */
const [ROW, BAR_TOP, BAR_BOTTOM] = [58, 22, 46];

/** Width in pixels of the longest bar. */
const LONGEST = 588;

interface Part {
  readonly x1: number;
  readonly x2: number;
  readonly row: number;
  readonly name: string;
}

/** The words of a code end to end, each as wide as its share of the budget. */
function partsOf({ names, lengths }: KraftBudgetRow, row: number): Part[] {
  let end = 0;
  return lengths.map((length, i) => {
    const x1 = end;
    end += 2 ** -length;
    return { x1, x2: end, row, name: names[i] ?? "" };
  });
}

/** What each code spends, above its bar. */
function headings(rows: readonly KraftBudgetRow[], sums: readonly number[], longest: number) {
  const lines = rows.map(({ label }, i) => ({
    label,
    y: i * ROW + 10,
    sum: `${short(sums[i]!)} ${sums[i]! > 1 ? "is over the budget" : "of 1 spent"}`,
  }));
  const bold = { ...TEXT_STYLE, fontWeight: 600 };
  return [
    Plot.text(lines, { x: 0, y: "y", text: "label", textAnchor: "start", ...bold }),
    Plot.text(lines, { x: longest, y: "y", text: "sum", textAnchor: "end", ...TEXT_STYLE }),
  ];
}

/**
 * The budget of a prefix code: each word of l bits spends 2^-l of it, and 1 is all there is. A bar
 * for each code, its words end to end; what goes past 1 is striped.
 *
 * @example Four words that fit, four that do not
 * ```ts
 * import { kraftBudget } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const names = ["a", "b", "c", "d"];
 * const plot = kraftBudget([
 *   { label: "fits", names, lengths: [1, 2, 3, 3] },
 *   { label: "does not", names, lengths: [1, 2, 2, 2] },
 * ]);
 * assert(plot.textContent!.includes("1.25 is over the budget"));
 * ```
 *
 * @param rows The codes, in the order of the drawing.
 * @returns The drawing, 640 pixels wide, 58 high a row and 84 more: x share of the budget, no unit.
 * @throws {RangeError} If there is no row, or a code has no word, or a length is negative or not
 * finite.
 */
export function kraftBudget(rows: readonly KraftBudgetRow[]): SVGSVGElement {
  check(rows);
  const parts = rows.map(partsOf);
  const sums = parts.map((row) => row.at(-1)!.x2);
  const longest = Math.max(1, ...sums);
  const bars = parts.flat();
  const over = bars.filter(({ x2 }) => x2 > 1).map((bar) => ({ ...bar, x1: Math.max(bar.x1, 1) }));
  const place = {
    y1: ({ row }: Part) => row * ROW + BAR_TOP,
    y2: ({ row }: Part) => row * ROW + BAR_BOTTOM,
  };
  return draw({
    height: rows.length * ROW + 84,
    marginLeft: 12,
    marginRight: 20,
    marginTop: 12,
    x: { domain: [0, longest], label: "share of the budget (sum of 2⁻ˡ, no unit)" },
    y: { domain: [rows.length * ROW, 0], axis: null },
    marks: [
      hatch("over", TRUTH),
      Plot.gridX(GRID_STYLE),
      Plot.rect(bars, {
        x1: "x1",
        x2: "x2",
        ...place,
        fill: PREDICTION_TINT,
        stroke: PREDICTION,
        inset: 0.5,
      }),
      Plot.rect(over, { x1: "x1", x2: "x2", ...place, fill: "url(#over)", stroke: TRUTH }),
      Plot.ruleX(rows, {
        x: 1,
        y1: (_, i) => i * ROW + BAR_TOP - 4,
        y2: (_, i) => i * ROW + BAR_BOTTOM + 4,
        stroke: INK,
        strokeWidth: 2,
      }),
      Plot.text(bars.filter((bar) => fits(bar, longest)), {
        x: ({ x1, x2 }) => (x1 + x2) / 2,
        y: ({ row }) => row * ROW + (BAR_TOP + BAR_BOTTOM) / 2,
        text: "name",
        fill: INK,
        stroke: ({ x2 }) => x2 > 1 ? "white" : PREDICTION_TINT,
        strokeWidth: 4,
      }),
      ...headings(rows, sums, longest),
      Plot.ruleY([rows.length * ROW], { stroke: FAINT }),
    ],
  });
}

/** Whether a name has room in its part. */
function fits({ x1, x2, name }: Part, longest: number): boolean {
  return textWidth(name, FONT_SIZE) + 4 <= (x2 - x1) / longest * LONGEST;
}

function check(rows: readonly KraftBudgetRow[]): void {
  checkCount(FIGURE, "rows", rows.length);
  rows.forEach(({ lengths }, i) => {
    checkCount(FIGURE, `words in rows[${i}]`, lengths.length);
    const must = "each length must be finite and >= 0";
    checkEach(FIGURE, must, `rows[${i}].lengths`, lengths, isAmount);
  });
}
