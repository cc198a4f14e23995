import * as Plot from "@observablehq/plot";
import { draw, INNER_WIDTH, TEXT_STYLE } from "./draw.ts";
import { fitting } from "./format.ts";
import {
  type Cell,
  classNames,
  FOOT,
  heading,
  panels,
  ROW,
  rowCells,
  signs,
  TOP,
} from "./gradient_layout.ts";
import type { GradientRow } from "./gradient_row.ts";
import { checkCount, checkEach, checkSame, checkTarget } from "./refuse.ts";
import {
  FAINT,
  FONT_SIZE,
  GRID,
  INK,
  PREDICTION,
  PREDICTION_TINT,
  TRUTH,
  TRUTH_TINT,
} from "./theme.ts";

const FIGURE = "gradient rows";

/** Pixels that a bar and its number need. */
const LEAST_SLOT = 34;

/** Options of {@linkcode gradientRows}. */
export interface GradientRowsOptions {
  /** Index of the true class, an integer in [0, K). */
  readonly target: number;
}

/**
 * Gradients of one loss at several predictions, a row for each choice of coordinates, in nats per
 * unit of the coordinate. Between the panels a sign tells whether the gradients agree, to a millionth
 * of their largest entry; a row in which they do not stands on tinted ground. Each row has its own
 * scale, which it states.
 *
 * @example The loss is blind to the split, its gradient by the logits is not
 * ```ts
 * import { gradientRows } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = gradientRows([
 *   {
 *     coordinates: "by the probabilities",
 *     predictions: [{ label: "one", gradient: [-10, 0, 0] }, { label: "two", gradient: [-10, 0, 0] }],
 *   },
 *   {
 *     coordinates: "by the logits",
 *     predictions: [
 *       { label: "one", gradient: [-0.9, 0.5, 0.4] },
 *       { label: "two", gradient: [-0.9, 0.8, 0.1] },
 *     ],
 *   },
 * ], { target: 0 });
 * assert(plot.textContent!.includes("≠"));
 * ```
 *
 * @param rows The gradients; every row has the same predictions, every gradient the same K,
 * at most 8 for two predictions, 5 for three.
 * @param options The true class, whose bars are coloured and whose number says so.
 * @returns The drawing, 640 pixels wide, 118 high a row and 102 more.
 * @throws {TypeError} If rows differ in their predictions or gradients in their length.
 * @throws {RangeError} If there is no row, K is too large, an entry is not finite, or `target` is no
 * class.
 */
export function gradientRows(
  rows: readonly GradientRow[],
  { target }: GradientRowsOptions,
): SVGSVGElement {
  check(rows, target);
  const tops = rows.map((_, i) => TOP + i * ROW);
  const cells = rows.flatMap((row, i) => rowCells(row, tops[i]!, target));
  const between = rows.flatMap((row, i) => signs(row, tops[i]!));
  const height = TOP + rows.length * ROW + FOOT;
  const predictions = panels(rows[0]!.predictions.length).map(({ left, width }, i) => ({
    x: left + width / 2,
    label: rows[0]!.predictions[i]!.label,
  }));
  return draw({
    height: height + 20,
    marginTop: 0,
    marginRight: 0,
    marginBottom: 0,
    marginLeft: 0,
    x: { domain: [0, INNER_WIDTH], axis: null },
    y: { domain: [height, 0], axis: null },
    marks: [
      ...grounds(rows, tops, between),
      ...barMarks(cells),
      Plot.text(between, {
        x: "x",
        y: "y",
        text: ({ equal }) => equal ? "=" : "≠",
        fill: ({ equal }) => equal ? FAINT : TRUTH,
        fontSize: 30,
        fontWeight: 700,
      }),
      Plot.text(predictions, { x: "x", y: 9, text: "label", fontWeight: 600 }),
      ...classMarks(classNames(rows, target), height),
    ],
  });
}

/** The ground of the rows and their headings. */
function grounds(
  rows: readonly GradientRow[],
  tops: readonly number[],
  between: readonly { y: number; equal: boolean }[],
): Plot.Markish[] {
  const differs = (top: number) =>
    between.some(({ y, equal }) => !equal && y > top && y < top + ROW);
  const headings = rows.map((row, i) => heading(row, tops[i]!));
  return [
    Plot.rect(tops.filter(differs), {
      x1: -4,
      x2: INNER_WIDTH + 4,
      y1: (top) => top - 2,
      y2: (top) => top + ROW - 6,
      fill: TRUTH_TINT,
      fillOpacity: 0.55,
      r: 6,
    }),
    Plot.ruleY(tops, { y: (top) => top - 3, stroke: GRID }),
    Plot.text(headings, {
      x: 4,
      y: "y",
      text: "coordinates",
      textAnchor: "start",
      fontWeight: 600,
    }),
    Plot.text(headings, {
      x: INNER_WIDTH - 4,
      y: "y",
      text: "range",
      textAnchor: "end",
      fill: FAINT,
    }),
  ];
}

/** Bars from the zero line, each with its number at its end. */
function barMarks(cells: readonly Cell[]): Plot.Markish[] {
  const number = ({ value, slot }: Cell) => fitting(value, slot - 1, FONT_SIZE, 3);
  const value = { x: "x", y: "end", text: number } as const;
  return [
    Plot.rect(cells, {
      x1: ({ x, half }) => x - half,
      x2: ({ x, half }) => x + half,
      y1: "zero",
      y2: "end",
      fill: ({ target }) => target ? TRUTH : PREDICTION_TINT,
      stroke: ({ target }) => target ? TRUTH : PREDICTION,
    }),
    Plot.link(cells, {
      x1: ({ x, half }) => x - half - 5,
      x2: ({ x, half }) => x + half + 5,
      y1: "zero",
      y2: "zero",
      stroke: INK,
    }),
    Plot.text(cells.filter(({ value }) => value < 0), { ...value, dy: 10 }),
    Plot.text(cells.filter(({ value }) => value >= 0), { ...value, dy: -9 }),
  ];
}

function classMarks(names: ReturnType<typeof classNames>, height: number): Plot.Markish[] {
  return [
    Plot.text(names, {
      x: "x",
      y: "y",
      text: "text",
      fill: ({ target }) => target ? TRUTH : INK,
      fontWeight: 600,
    }),
    Plot.text(names.filter(({ target }) => target), {
      x: "x",
      y: ({ y }) => y + 15,
      text: () => "true",
      fill: TRUTH,
      fontWeight: 600,
    }),
    Plot.text(["class (index); bars: gradient of the loss (nats per unit of the coordinate)"], {
      x: INNER_WIDTH / 2,
      y: height - 9,
      ...TEXT_STYLE,
    }),
  ];
}

function check(rows: readonly GradientRow[], target: number): void {
  checkCount(FIGURE, "rows", rows.length);
  const { predictions } = rows[0]!;
  checkCount(FIGURE, "predictions in a row", predictions.length);
  const K = predictions[0]!.gradient.length;
  const most = Math.floor(panels(predictions.length)[0]!.width / LEAST_SLOT);
  checkCount(FIGURE, "classes", K, most);
  checkTarget(FIGURE, target, K);
  rows.forEach((row, i) => {
    const must = `rows[${i}] must have as many predictions as rows[0]`;
    checkSame(FIGURE, must, predictions.length, row.predictions.length);
    row.predictions.forEach(({ gradient }, j) => {
      const name = `rows[${i}].predictions[${j}].gradient`;
      checkSame(FIGURE, `${name} must have one entry per class`, K, gradient.length);
      checkEach(FIGURE, "each entry must be finite", name, gradient, Number.isFinite);
    });
  });
}
