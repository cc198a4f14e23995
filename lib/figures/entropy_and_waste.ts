import * as Plot from "@observablehq/plot";
import { draw, GRID_STYLE } from "./draw.ts";
import { fixed, textWidth } from "./format.ts";
import { checkCount, checkEach, isAmount } from "./refuse.ts";
import { hatch } from "./hatch.ts";
import { FAINT, FONT_SIZE, INK, PREDICTION, TRUTH } from "./theme.ts";

/** One bar of {@linkcode entropyAndWaste}. */
export interface EntropyAndWasteRow {
  /** Which p and q these are. */
  readonly label: string;
  /** H(p), in the unit of the figure. */
  readonly entropy: number;
  /** D(p‖q), in the unit of the figure. */
  readonly divergence: number;
}

/** Options of {@linkcode entropyAndWaste}. */
export interface EntropyAndWasteOptions {
  /** Unit of all numbers. Default: `"nats"`. */
  readonly unit?: "nats" | "bits";
  /** Decimals of the numbers. Default: 3. */
  readonly decimals?: number;
}

const FIGURE = "entropy and waste";

/** Pixels from one row to the next, and where the bar lies in its row. */
const [ROW, BAR_TOP, BAR_BOTTOM] = [54, 20, 42];

/** Stripes of the waste: light, so that ink on them stays legible. */
const STRIPES = "#a9cde6";

/** Width in pixels of the longest bar. */
const LONGEST = 596;

/** The two parts of a bar; a part too narrow for its number leaves it to the sum above the bar. */
function parts(rows: readonly EntropyAndWasteRow[], longest: number, decimals: number) {
  return rows.flatMap(({ entropy, divergence }, i) => {
    const y = { y1: i * ROW + BAR_TOP, y2: i * ROW + BAR_BOTTOM };
    return [
      { ...y, name: "H", x1: 0, x2: entropy, fill: TRUTH },
      { ...y, name: "D", x1: entropy, x2: entropy + divergence, fill: "url(#waste)" },
    ].map((part) => {
      const text = `${part.name} ${fixed(part.x2 - part.x1, decimals)}`;
      const room = (part.x2 - part.x1) / longest * LONGEST;
      return { ...part, text: textWidth(text, FONT_SIZE) + 10 <= room ? text : "" };
    });
  });
}

/** The line above each bar: which distributions, and the sum in numbers. */
function headings(
  rows: readonly EntropyAndWasteRow[],
  longest: number,
  { unit = "nats", decimals = 3 }: EntropyAndWasteOptions,
): Plot.Markish[] {
  const lines = rows.map(({ label, entropy, divergence }, i) => ({
    y: i * ROW + 9,
    label,
    sum: [entropy, divergence, entropy + divergence].map((x) => fixed(x, decimals)),
  }));
  return [
    Plot.text(lines, { x: 0, y: "y", text: "label", textAnchor: "start", fontWeight: 600 }),
    Plot.text(lines, {
      x: longest,
      y: "y",
      text: ({ sum: [h, d, total] }) => `${h} + ${d} = ${total} ${unit}`,
      textAnchor: "end",
    }),
  ];
}

/**
 * Cross-entropy as entropy plus waste, H(p, q) = H(p) + D(p‖q): one stacked bar a row, each part
 * with its number, solid for what any code must pay and striped for what the wrong code adds.
 *
 * @example A code book for the wrong language
 * ```ts
 * import { entropyAndWaste } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = entropyAndWaste(
 *   [{ label: "p in its own book", entropy: 1.75, divergence: 0 },
 *     { label: "p in the book of q", entropy: 1.75, divergence: 0.25 }],
 *   { unit: "bits", decimals: 2 },
 * );
 * assert(plot.textContent!.includes("1.75 + 0.25 = 2.00 bits"));
 * ```
 *
 * @param rows The pairs of distributions, in the order of the drawing; parts finite and >= 0.
 * @param options Unit and decimals of the numbers.
 * @returns The drawing, 640 pixels wide, 54 high a row and 112 more: x cost of a symbol in the unit.
 * @throws {RangeError} If there is no row, or a part is negative or not finite.
 */
export function entropyAndWaste(
  rows: readonly EntropyAndWasteRow[],
  options: EntropyAndWasteOptions = {},
): SVGSVGElement {
  check(rows);
  const { unit = "nats", decimals = 3 } = options;
  const longest = Math.max(...rows.map(({ entropy, divergence }) => entropy + divergence)) || 1;
  const bars = parts(rows, longest, decimals);
  return draw({
    height: rows.length * ROW + 112,
    marginLeft: 8,
    marginRight: 16,
    marginTop: 40,
    x: { domain: [0, longest], label: `cost of a symbol (${unit})` },
    y: { domain: [rows.length * ROW, 0], axis: null },
    marks: [
      hatch("waste", STRIPES),
      Plot.gridX(GRID_STYLE),
      Plot.text(["entropy H(p), solid + waste D(p‖q), striped = cross-entropy H(p, q)"], {
        frameAnchor: "top-right",
        dy: -30,
        fill: FAINT,
      }),
      ...headings(rows, longest, options),
      Plot.rect(bars, { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: "fill" }),
      Plot.rect(bars.filter(({ name }) => name === "D"), {
        x1: "x1",
        x2: "x2",
        y1: "y1",
        y2: "y2",
        stroke: PREDICTION,
        strokeWidth: 1.5,
      }),
      Plot.text(bars.filter(({ name }) => name === "H"), {
        x: (bar) => (bar.x1 + bar.x2) / 2,
        y: (bar) => (bar.y1 + bar.y2) / 2,
        text: "text",
        fill: "white",
      }),
      Plot.text(bars.filter(({ name }) => name === "D"), {
        x: (bar) => (bar.x1 + bar.x2) / 2,
        y: (bar) => (bar.y1 + bar.y2) / 2,
        text: "text",
        fill: INK,
      }),
      Plot.ruleX(bars, { x: 0, y1: "y1", y2: "y2", stroke: INK }),
    ],
  });
}

function check(rows: readonly EntropyAndWasteRow[]): void {
  checkCount(FIGURE, "rows", rows.length);
  for (const part of ["entropy", "divergence"] as const) {
    checkEach(
      FIGURE,
      "each part must be finite and >= 0",
      part,
      rows.map((r) => r[part]),
      isAmount,
    );
  }
}
