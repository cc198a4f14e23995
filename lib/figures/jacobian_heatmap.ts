import * as Plot from "@observablehq/plot";
import { isMatrix, type Matrix } from "../types/matrix.ts";
import { channels, contrast } from "./contrast.ts";
import { draw } from "./draw.ts";
import { short } from "./format.ts";
import { FAINT, GRID, INK, PAPER, PREDICTION, TRUTH } from "./theme.ts";

/** Options of {@linkcode jacobianHeatmap}. */
export interface JacobianHeatmapOptions {
  /** Names of the K classes. Default: their indices. */
  readonly labels?: readonly string[];
}

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
  const ragged = rows.findIndex((row) => row.length !== rows.length);
  if (ragged >= 0) {
    throw new TypeError(
      `Cannot draw Jacobian heat map as J must be square: ${rows.length} rows, J[${ragged}] has ${
        rows[ragged]!.length
      } entries`,
    );
  }
  if (rows.length === 0 || rows.length > MOST_CLASSES) {
    throw new RangeError(
      `Cannot draw Jacobian heat map as J must have 1 to ${MOST_CLASSES} rows: found ${rows.length}`,
    );
  }
  return rows;
}

/** White at 0, the colour of the sign at the largest absolute value of the matrix. */
function shade(value: number, largest: number): string {
  const share = Math.sqrt(Math.abs(value) / largest);
  const mixed = channels(value < 0 ? TRUTH : PREDICTION)
    .map((channel) => Math.round(255 + (channel - 255) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** Ink or paper, whichever stands out more on the cell. */
function inkOn(ground: string): string {
  return contrast(INK, ground) >= contrast(PAPER, ground) ? INK : PAPER;
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
  const place = { x: "column", y: "row", text: (cell: Cell) => short(cell.value, 3) } as const;
  return [
    Plot.cell(cells, {
      x: "column",
      y: "row",
      fill: ({ value }) => shade(value, largest),
      stroke: GRID,
    }),
    Plot.text(cells, {
      ...place,
      fill: ({ value }) => inkOn(shade(value, largest)),
    }),
    Plot.text(sums, { ...place, text: ({ value }) => `Σ = ${short(value, 3)}`, fill: FAINT }),
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
 * @returns The drawing, 640 pixels wide, 46 high a row and 96 more.
 * @throws {TypeError} If J is not square, or the number of labels is not K.
 * @throws {RangeError} If K is out of range.
 */
export function jacobianHeatmap(
  J: Matrix | readonly ArrayLike<number>[],
  { labels }: JacobianHeatmapOptions = {},
): SVGSVGElement {
  const rows = squareRows(J);
  const names = labels ?? rows.map((_, i) => String(i));
  if (names.length !== rows.length) {
    throw new TypeError(
      `Cannot draw Jacobian heat map as labels must have one entry per class: expected ${rows.length}, found ${names.length}`,
    );
  }
  return draw({
    height: rows.length * ROW + 96,
    marginTop: 48,
    marginBottom: 8,
    marginLeft: 58,
    marginRight: 8,
    x: {
      domain: [...names, SUM],
      axis: "top",
      label: "by the logit z of class … (nats)",
      tickSize: 0,
      labelAnchor: "center",
      padding: 0.04,
    },
    y: { domain: names, label: "probability q of class … (0 to 1)", tickSize: 0, padding: 0.04 },
    marks: marks(rows, names),
  });
}
