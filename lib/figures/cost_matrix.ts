import * as Plot from "@observablehq/plot";
import { draw } from "./draw.ts";
import { fixed, textWidth } from "./format.ts";
import { checkCount, checkEach, checkSame, isAmount } from "./refuse.ts";
import { FONT_SIZE, GRID, INK, TRUTH } from "./theme.ts";
import { tint } from "./tint.ts";

/** One row of {@linkcode costMatrix}. */
export interface CostMatrixRow {
  /** Name of the model: what it believes. */
  readonly model: string;
  /** What each text costs under the model, finite and at least 0. */
  readonly costs: readonly number[];
}

/** Options of {@linkcode costMatrix}. */
export interface CostMatrixOptions {
  /** Names of the texts, one a column. */
  readonly texts: readonly string[];
  /** What a number in a cell is, with the unit. */
  readonly x: string;
}

interface Cell {
  readonly model: string;
  readonly text: string;
  readonly cost: number;
  /** What the cheapest model of the column would have saved. */
  readonly waste: number;
}

const FIGURE = "cost matrix";

/** Height of a row of cells in pixels: two lines of text and air. */
const ROW = 72;

/** White where nothing is wasted, the darker the more. */
function shade(waste: number, most: number): string {
  return tint(TRUTH, most > 0 ? waste / most : 0);
}

function cellsOf(rows: readonly CostMatrixRow[], texts: readonly string[]): Cell[] {
  return rows.flatMap(({ model, costs }) =>
    costs.map((cost, i) => {
      const cheapest = Math.min(...rows.map((row) => row.costs[i]!));
      return { model, text: texts[i]!, cost, waste: cost - cheapest };
    })
  );
}

/** The marks: cells, the cost, and under it what is wasted. */
function marks(cells: readonly Cell[]): Plot.Markish[] {
  const most = Math.max(...cells.map(({ waste }) => waste));
  const ground = ({ waste }: Cell) => shade(waste, most);
  const place = { x: "text", y: "model", fill: INK } as const;
  return [
    Plot.cell(cells, { x: "text", y: "model", fill: ground, stroke: GRID }),
    Plot.text(cells, { ...place, text: ({ cost }) => fixed(cost, 3), fontWeight: 600, dy: -10 }),
    Plot.text(cells, {
      ...place,
      text: ({ waste }) => waste > 0 ? `+${fixed(waste, 3)}` : "least",
      dy: 11,
    }),
  ];
}

/**
 * What texts cost under models: a table of models (rows) and texts (columns), each cell with its
 * cost and with what it is above the least of its column, the darker the more is wasted.
 *
 * @example Two books, each under its own model and under the other's
 * ```ts
 * import { costMatrix } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = costMatrix([
 *   { model: "learnt from A", costs: [2.7, 3.0] },
 *   { model: "learnt from B", costs: [2.9, 2.8] },
 * ], { texts: ["A", "B"], x: "the text (cost in bits a letter)" });
 * assert(plot.textContent!.includes("+0.200"));
 * ```
 *
 * @param rows One to ten models.
 * @param options Names of the columns, and what a number is.
 * @returns The drawing, 640 pixels wide, 72 high a row and 76 more.
 * @throws {RangeError} If there are no rows or columns, or more than ten rows or five columns, or a
 * cost is not finite and at least 0.
 * @throws {TypeError} If a row has not a cost for each text.
 */
export function costMatrix(
  rows: readonly CostMatrixRow[],
  { texts, x }: CostMatrixOptions,
): SVGSVGElement {
  checkCount(FIGURE, "rows", rows.length, 10);
  checkCount(FIGURE, "texts", texts.length, 5);
  rows.forEach(({ costs }, i) => {
    checkSame(FIGURE, `rows[${i}].costs must have one entry per text`, texts.length, costs.length);
    checkEach(FIGURE, "each must be finite and >= 0", `rows[${i}].costs`, costs, isAmount);
  });
  const models = rows.map(({ model }) => model);
  return draw({
    height: rows.length * ROW + 76,
    marginTop: 56,
    marginBottom: 8,
    marginLeft: 16 + Math.max(...models.map((model) => textWidth(model, FONT_SIZE))),
    marginRight: 8,
    x: {
      domain: texts,
      axis: "top",
      label: x,
      labelAnchor: "center",
      tickSize: 0,
      padding: 0.03,
    },
    y: { domain: models, label: null, tickSize: 0, padding: 0.05 },
    marks: marks(cellsOf(rows, texts)),
  });
}
