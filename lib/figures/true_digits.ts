import * as Plot from "@observablehq/plot";
import { draw } from "./draw.ts";
import { textWidth } from "./format.ts";
import { checkCount, checkEach, checkSame } from "./refuse.ts";
import { FONT_SIZE, GRID, INK, PREDICTION } from "./theme.ts";
import { tint } from "./tint.ts";

/** One row of {@linkcode trueDigits}. */
export interface TrueDigitsRow {
  /** Name of the method. */
  readonly method: string;
  /** For each case the number of decimal digits that are true, an integer from 0 to 16. */
  readonly digits: readonly number[];
}

/** Options of {@linkcode trueDigits}. */
export interface TrueDigitsOptions {
  /** What the columns stand for, with the unit. */
  readonly x: string;
  /** Names of the columns. */
  readonly cases: readonly string[];
}

const FIGURE = "true digits";

/** Height of a row of cells in pixels. */
const ROW = 44;

/**
 * How many of the 16 decimal digits of a double are true: a table of methods and cases, each cell
 * with its number, the darker the more; 16 stands for the double nearest to the truth.
 *
 * @example Half the digits
 * ```ts
 * import { trueDigits } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const rows = [{ method: "log(1 + x)", digits: [8] }, { method: "log1p(x)", digits: [16] }];
 * const plot = trueDigits(rows, { x: "x (no unit)", cases: ["1e-9"] });
 * assert(plot.textContent!.includes("16"));
 * ```
 *
 * @param rows One to ten methods, each with a number for each case.
 * @param options Names of the cases.
 * @returns The drawing, 640 pixels wide, 44 high a row and 84 more.
 * @throws {RangeError} If there are no or more than ten rows or cases, or a number is not an integer
 * from 0 to 16.
 * @throws {TypeError} If a row has not a number for each case.
 */
export function trueDigits(
  rows: readonly TrueDigitsRow[],
  { x, cases }: TrueDigitsOptions,
): SVGSVGElement {
  check(rows, cases);
  const cells = rows.flatMap(({ method, digits }) =>
    digits.map((count, i) => ({ method, case: cases[i]!, count }))
  );
  return draw({
    height: rows.length * ROW + 84,
    marginTop: 48,
    marginBottom: 6,
    marginLeft: 16 + Math.max(...rows.map(({ method }) => textWidth(method, FONT_SIZE))),
    marginRight: 8,
    x: {
      domain: cases,
      axis: "top",
      label: x,
      labelAnchor: "center",
      tickSize: 0,
      padding: 0.04,
    },
    y: { domain: rows.map(({ method }) => method), label: null, tickSize: 0, padding: 0.06 },
    marks: [
      Plot.cell(cells, {
        x: "case",
        y: "method",
        fill: ({ count }) => tint(PREDICTION, count / 16),
        stroke: GRID,
      }),
      Plot.text(cells, {
        x: "case",
        y: "method",
        text: ({ count }) => String(count),
        fill: INK,
      }),
    ],
  });
}

function check(rows: readonly TrueDigitsRow[], cases: readonly string[]): void {
  checkCount(FIGURE, "rows", rows.length, 10);
  checkCount(FIGURE, "cases", cases.length, 10);
  const fits = (count: number) => Number.isInteger(count) && count >= 0 && count <= 16;
  rows.forEach(({ digits }, i) => {
    checkSame(
      FIGURE,
      `rows[${i}].digits must have one entry per case`,
      cases.length,
      digits.length,
    );
    checkEach(FIGURE, "each must be an integer from 0 to 16", `rows[${i}].digits`, digits, fits);
  });
}
