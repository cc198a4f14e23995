import * as Plot from "@observablehq/plot";
import { isMatrix, type Matrix } from "../types/matrix.ts";
import { draw, INNER_WIDTH } from "./draw.ts";
import { fitting } from "./format.ts";
import { checkCount, checkEach, checkSame } from "./refuse.ts";
import { FAINT, FONT_SIZE, GRID, INK, PREDICTION, TRUTH } from "./theme.ts";
import { tint } from "./tint.ts";

/** Options of {@linkcode jacobianHeatmap}. */
export interface JacobianHeatmapOptions {
  /** Names of the K classes. Default: their indices. */
  readonly labels?: readonly string[];
}

const FIGURE = "Jacobian heat map";

interface Cell {
  readonly row: string;
  readonly column: string;
  readonly value: number;
}

/** More cells a side than this leave no room for the numbers. */
const MOST_CLASSES = 10;

/** Height of a row of cells in pixels. */
const ROW = 46;

/** The heading of the column of sums. */
const SUM = "row sum";

/** A matrix or an array of rows as an array of arrays; refused unless square and small. */
function squareRows(J: Matrix | readonly ArrayLike<number>[]): number[][] {
  const rows = isMatrix(J)
    ? Array.from(
      { length: J.rows },
      (_, i) => Array.from(J.data.subarray(i * J.columns, (i + 1) * J.columns)),
    )
    : Array.from(J, (row) => Array.from(row));
  checkCount(FIGURE, "rows", rows.length, MOST_CLASSES);
  rows.forEach((row, i) => {
    checkSame(FIGURE, `J must be square, J[${i}] too`, rows.length, row.length);
    checkEach(FIGURE, "each entry must be finite", `J[${i}]`, row, Number.isFinite);
  });
  return rows;
}

/** White at 0, the colour of the sign at the largest absolute value of the matrix. */
function shade(value: number, largest: number): string {
  return tint(value < 0 ? TRUTH : PREDICTION, Math.sqrt(Math.abs(value) / largest));
}

/** The marks: cells, their numbers, and the sums of the rows, which no cell colours. */
function marks(rows: number[][], names: readonly string[]): Plot.Markish[] {
  const cells: Cell[] = rows.flatMap((row, i) =>
    row.map((value, j) => ({ row: names[i]!, column: names[j]!, value }))
  );
  const largest = Math.max(...cells.map(({ value }) => Math.abs(value))) || 1;
  const sums = rows.map((row, i) => {
    const sum = row.reduce((total, value) => total + value, 0);
    return { row: names[i]!, column: SUM, value: Math.abs(sum) <= 1e-15 * largest * 8 ? 0 : sum };
  });
  const room = (INNER_WIDTH - 66) / (rows.length + 1) - 8;
  const number = ({ value }: Cell) => fitting(value, room, FONT_SIZE, 3);
  const place = { x: "column", y: "row", text: number } as const;
  return [
    Plot.cell(cells, {
      x: "column",
      y: "row",
      fill: ({ value }) => shade(value, largest),
      stroke: GRID,
    }),
    Plot.text(cells, {
      ...place,
      fill: INK,
    }),
    Plot.text(sums, { ...place, fill: FAINT }),
  ];
}

/**
 * The Jacobian of softmax as a heat map: how each probability moves with each logit. Cells hold
 * their numbers (change of probability per nat of logit); blue is up, orange is down, and the sums
 * of the rows stand at their ends.
 *
 * @example Five classes
 * ```ts
 * import { jacobianHeatmap } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = jacobianHeatmap([[0.25, -0.25], [-0.25, 0.25]]);
 * assert(plot.textContent!.includes("−0.25"));
 * ```
 *
 * @param J The Jacobian, shape `[K, K]`, K from 1 to 10: row i is the gradient of probability i.
 * @param options Names of the classes.
 * @returns The drawing, 640 pixels wide, 46 high a row (at least five) and 96 more.
 * @throws {TypeError} If J is not square, or the number of labels is not K.
 * @throws {RangeError} If K is out of range, or an entry is not finite.
 */
export function jacobianHeatmap(
  J: Matrix | readonly ArrayLike<number>[],
  { labels }: JacobianHeatmapOptions = {},
): SVGSVGElement {
  const rows = squareRows(J);
  const names = labels ?? rows.map((_, i) => String(i));
  checkSame(FIGURE, "labels must have one entry per class", rows.length, names.length);
  return draw({
    height: Math.max(5, rows.length) * ROW + 96,
    marginTop: 48,
    marginBottom: 8,
    marginLeft: 58,
    marginRight: 8,
    x: {
      domain: [...names, SUM],
      axis: "top",
      label: "by the logit z of class … (nats)",
      tickSize: 0,
      tickFormat: (name: string) => name === SUM && rows.length > 7 ? "Σ" : name,
      labelAnchor: "center",
      padding: 0.04,
    },
    y: { domain: names, label: "probability q of class … (0 to 1)", tickSize: 0, padding: 0.04 },
    marks: marks(rows, names),
  });
}
