import * as Plot from "@observablehq/plot";
import { draw, INNER_WIDTH } from "./draw.ts";
import { checkCount, checkEach, checkSame, isAmount } from "./refuse.ts";
import { INK, TRUTH } from "./theme.ts";
import { tint } from "./tint.ts";

const FIGURE = "surprisal text";

/** Size of a cell, height of its line and of its longest bar in pixels; the cost that fills it. */
const [CELL, LINE, BAR, FULL] = [15.5, 38, 12, 12];

/** Characters a line. */
const PER_LINE = Math.floor(INNER_WIDTH / CELL);

/** The most characters that a drawing may hold. */
const MOST = 600;

interface Cell {
  readonly letter: string;
  readonly share: number;
  readonly x: number;
  readonly y: number;
}

function cellsOf(text: string, bits: ArrayLike<number>): Cell[] {
  return [...text].map((letter, i) => ({
    letter: letter === " " ? "·" : letter,
    share: Math.min(bits[i]! / FULL, 1),
    x: i % PER_LINE * CELL,
    y: Math.floor(i / PER_LINE) * LINE,
  }));
}

/** The scale: cells of known cost, at the right below the text. */
function scaleOf(y: number): Cell[] {
  return [0, 3, 6, 9, 12].map((cost, k) => ({
    letter: String(cost),
    share: cost / FULL,
    x: PER_LINE * CELL - (5 - k) * 2 * CELL,
    y,
  }));
}

/**
 * A text whose characters show what each costs a model: the more bits, the darker the ground and the
 * higher the bar at its foot; 12 bits and more fill it. Spaces are drawn as dots.
 *
 * @example A surprising end
 * ```ts
 * import { surprisalText } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = surprisalText("the wh", [4, 1, 1, 2, 5, 2]);
 * assert(plot.textContent!.includes("·"));
 * ```
 *
 * @param text 1 to 600 characters.
 * @param bits What each costs, in bits, finite and >= 0.
 * @returns The drawing, 640 pixels wide, 38 high a line of 40 characters, and 78 more.
 * @throws {TypeError} If the text has not a cost for each character.
 * @throws {RangeError} If it has no or over 600 characters, or a cost is negative or not finite.
 */
export function surprisalText(text: string, bits: ArrayLike<number>): SVGSVGElement {
  check([...text].length, bits);
  const cells = cellsOf(text, bits);
  const end = cells.at(-1)!.y + LINE + 16;
  const scale = scaleOf(end);
  const all = [...cells, ...scale];
  const foot = ({ y }: Cell) => y + LINE - 5;
  return draw({
    height: end + LINE + 24,
    marginTop: 2,
    marginLeft: 0,
    marginRight: 0,
    marginBottom: 2,
    x: { domain: [0, INNER_WIDTH], axis: null },
    y: { domain: [end + LINE, 0], axis: null },
    marks: [
      Plot.rect(all, {
        x1: "x",
        x2: ({ x }) => x + CELL - 1,
        y1: "y",
        y2: foot,
        fill: ({ share }) => tint(TRUTH, 0.75 * share),
      }),
      Plot.rect(all, {
        x1: "x",
        x2: ({ x }) => x + CELL - 1,
        y1: (cell) => foot(cell) - BAR * cell.share,
        y2: foot,
        fill: TRUTH,
      }),
      Plot.text(all, {
        x: ({ x }) => x + CELL / 2,
        y: ({ y }) => y + 11,
        text: "letter",
        fill: INK,
        fontFamily: "ui-monospace, monospace",
      }),
      Plot.text(["surprisal in bits:"], {
        x: scale[0]!.x - 8,
        y: end + 11,
        textAnchor: "end",
        fill: INK,
      }),
    ],
  });
}

function check(length: number, bits: ArrayLike<number>): void {
  checkCount(FIGURE, "characters", length, MOST);
  checkSame(FIGURE, "text must have a cost for each character", length, bits.length);
  checkEach(FIGURE, "each cost must be finite and >= 0", "bits", bits, isAmount);
}
