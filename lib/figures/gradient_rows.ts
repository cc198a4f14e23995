import * as Plot from "@observablehq/plot";
import { draw, INNER_WIDTH, TEXT_STYLE } from "./draw.ts";
import { short } from "./format.ts";
import { FAINT, GRID, INK, PREDICTION, PREDICTION_TINT, TRUTH, TRUTH_TINT } from "./theme.ts";

/** One row of {@linkcode gradientRows}: the same loss, differentiated by the same coordinates. */
export interface GradientRow {
  /** By which coordinates the loss is differentiated. */
  readonly coordinates: string;
  /** The gradient at each prediction, in nats per unit of the coordinate; the same K in all. */
  readonly predictions: readonly { readonly label: string; readonly gradient: readonly number[] }[];
}

/** Options of {@linkcode gradientRows}. */
export interface GradientRowsOptions {
  /** Index of the true class, an integer in [0, K). */
  readonly target: number;
}

/** Layout in pixels: a row is a heading, then bars with room for a number at either end. */
const [TOP, ROW, HEADING, NUMBER, BARS, FOOT] = [26, 118, 24, 17, 50, 40];

/** Width of the strip between two predictions, where the sign = or ≠ stands. */
const GUTTER = 52;

interface Cell {
  readonly x: number;
  readonly half: number;
  readonly zero: number;
  readonly end: number;
  readonly value: number;
  readonly target: boolean;
}

/** Left edge and width of the panel of each prediction. */
function panels(count: number): { left: number; width: number }[] {
  const width = (INNER_WIDTH - GUTTER * (count - 1)) / count;
  return Array.from({ length: count }, (_, i) => ({ left: i * (width + GUTTER), width }));
}

/** Bars of one row: all its panels share one scale, so that equal gradients look equal. */
function rowCells(row: GradientRow, top: number, target: number): Cell[] {
  const all = row.predictions.flatMap(({ gradient }) => gradient);
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  const scale = BARS / (high - low || 1);
  const zero = top + HEADING + NUMBER + high * scale;
  return panels(row.predictions.length).flatMap(({ left, width }, i) => {
    const { gradient } = row.predictions[i]!;
    const slot = width / gradient.length;
    return gradient.map((value, k) => ({
      x: left + (k + 0.5) * slot,
      half: Math.min(18, slot * 0.32),
      zero,
      end: zero - value * scale,
      value,
      target: k === target,
    }));
  });
}

/** Whether two gradients agree to the last few digits. */
function same(a: readonly number[], b: readonly number[]): boolean {
  const size = Math.max(...a.map(Math.abs), ...b.map(Math.abs));
  return a.every((x, i) => Math.abs(x - b[i]!) <= 1e-12 * size);
}

/** Between neighbouring panels: = where the gradients agree, ≠ where they differ. */
function signs(row: GradientRow, top: number) {
  const places = panels(row.predictions.length);
  return row.predictions.slice(1).map(({ gradient }, i) => ({
    x: places[i + 1]!.left - GUTTER / 2,
    y: top + HEADING + NUMBER + BARS / 2,
    equal: same(row.predictions[i]!.gradient, gradient),
  }));
}

/** What a row says above its bars: the coordinates, and what the height of the bars means. */
function heading(row: GradientRow, top: number) {
  const all = row.predictions.flatMap(({ gradient }) => gradient);
  const range = [Math.min(0, ...all), Math.max(0, ...all)].map((x) => short(x)).join(" to ");
  return { y: top + 11, coordinates: row.coordinates, range: `scale: ${range}` };
}

/** The numbers of the classes, once, under the last row. */
function classNames(rows: readonly GradientRow[], target: number) {
  const { predictions } = rows[0]!;
  return panels(predictions.length).flatMap(({ left, width }, i) => {
    const K = predictions[i]!.gradient.length;
    return Array.from({ length: K }, (_, k) => ({
      x: left + (k + 0.5) * width / K,
      y: TOP + rows.length * ROW + 8,
      text: k === target ? `${k} (true)` : String(k),
      target: k === target,
    }));
  });
}

/**
 * Gradients of one loss at several predictions, a row for each choice of coordinates, in nats per
 * unit of the coordinate. Between the panels a sign tells whether the gradients agree; a row in
 * which they do not stands on tinted ground. Each row has its own scale, which it states.
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
 * @param rows The gradients; every row has the same predictions, every gradient the same K.
 * @param options The true class, whose bars are coloured and whose number says so.
 * @returns The drawing, 640 pixels wide, 118 high a row and 86 more.
 * @throws {TypeError} If rows differ in their predictions or gradients in their length.
 * @throws {RangeError} If there is no row, or `target` is no class.
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
  const value = { x: "x", y: "end", text: (cell: Cell) => short(cell.value, 3) } as const;
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
    Plot.text(["class (index); bars: gradient of the loss (nats per unit of the coordinate)"], {
      x: INNER_WIDTH / 2,
      y: height - 9,
      ...TEXT_STYLE,
    }),
  ];
}

function check(rows: readonly GradientRow[], target: number): void {
  if (rows.length === 0 || rows[0]!.predictions.length === 0) {
    throw new RangeError("Cannot draw gradient rows as there must be a gradient: found none");
  }
  const [count, K] = [rows[0]!.predictions.length, rows[0]!.predictions[0]!.gradient.length];
  const ragged = rows.findIndex(({ predictions }) =>
    predictions.length !== count || predictions.some(({ gradient }) => gradient.length !== K)
  );
  if (ragged >= 0) {
    throw new TypeError(
      `Cannot draw gradient rows as each row must have ${count} gradients of ${K} classes: rows[${ragged}] has not`,
    );
  }
  if (!(Number.isInteger(target) && target >= 0 && target < K)) {
    throw new RangeError(
      `Cannot draw gradient rows as target must be an integer in [0, ${K}): target is ${target}`,
    );
  }
}
