import * as Plot from "@observablehq/plot";
import { draw, INNER_WIDTH } from "./draw.ts";
import { fixed, short } from "./format.ts";
import { checkCount, checkEach, checkOne, checkSame } from "./refuse.ts";
import { FAINT, INK, PAPER, PREDICTION, PREDICTION_TINT } from "./theme.ts";

/** What {@linkcode narrowingInterval} draws. */
export interface NarrowingIntervalOptions {
  /** The letters, each once. */
  readonly letters: string;
  /** How often each comes: finite numbers > 0, in any scale. */
  readonly counts: readonly number[];
  /** The word, of 1 to 8 of these letters. */
  readonly text: string;
}

const FIGURE = "narrowing interval";

/** Pixels above a row for its ends, of a row, and between rows. */
const [HEADING, BAR, GAP] = [20, 26, 24];
const ROW = HEADING + BAR + GAP;

/** Room on the right, so that the end of the interval keeps to the paper. */
const MARGIN = 10;

/** Ends of intervals: faint, on a halo that a line behind does not cut. */
const END = { fill: FAINT, stroke: PAPER, strokeWidth: 4 } as const;

/** Narrower than this, an interval of doubles has no two different ends. */
const NARROWEST = 1e-13;

/** Pixels that a letter needs. */
const LETTER = 12;

interface Cell {
  readonly letter: string;
  readonly x1: number;
  readonly x2: number;
  readonly y: number;
  readonly chosen: boolean;
}

/** The shares of the letters in [0, 1]. */
function shares({ letters, counts }: NarrowingIntervalOptions) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let end = 0;
  return Array.from(letters, (letter, i) => {
    const x1 = end;
    end += counts[i]! / total;
    return { letter, x1, x2: end };
  });
}

/** The interval before the first letter of the word and after each, with what it was. */
function intervals(options: NarrowingIntervalOptions) {
  const parts = shares(options);
  let [low, width] = [0, 1];
  const found = [{ low, width, share: parts[0]! }];
  for (const letter of options.text) {
    const share = parts.find((part) => part.letter === letter)!;
    [low, width] = [low + width * share.x1, width * (share.x2 - share.x1)];
    found.push({ low, width, share });
  }
  return found;
}

function cellsOf(options: NarrowingIntervalOptions): Cell[] {
  return [...options.text, ""].flatMap((letter, row) =>
    shares(options).map((part) => ({
      ...part,
      y: row * ROW + HEADING,
      chosen: part.letter === letter,
    }))
  );
}

/** Lines from a share to the whole row below, where it stands magnified. */
function lenses(options: NarrowingIntervalOptions) {
  return intervals(options).slice(1).flatMap(({ share }, row) => {
    const [y1, y2] = [row * ROW + HEADING + BAR, (row + 1) * ROW + HEADING];
    return [{ x1: share.x1, x2: 0, y1, y2 }, { x1: share.x2, x2: 1, y1, y2 }];
  });
}

/** Both ends of each row's interval, with as many decimals as tell them apart. */
function ends(options: NarrowingIntervalOptions) {
  return intervals(options).flatMap(({ low, width }, row) => {
    const show = (x: number) => row === 0 ? short(x) : fixed(x, Math.ceil(-Math.log10(width)) + 2);
    const y = row * ROW + 9;
    return [{ x: 0, y, end: show(low) }, { x: 1, y, end: show(low + width) }];
  });
}

/**
 * An arithmetic coder at work: the interval [0, 1), cut into a share for each letter, and below each
 * row the share of the letter that came, magnified and cut in the same way.
 *
 * @example The word "cab"
 * ```ts
 * import { narrowingInterval } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = narrowingInterval({ letters: "abc", counts: [2, 1, 1], text: "cab" });
 * assert(plot.textContent!.includes("0.8125")); // after "ca" and the first half of its a
 * ```
 *
 * @param options The letters, how often each comes, and the word.
 * @returns The drawing, 640 pixels wide, 70 high a row, one row more than letters, and 20 more.
 * @throws {TypeError} If the letters are not distinct, or have not a count each.
 * @throws {RangeError} If a count is not finite and > 0, or the word is empty, longer than 8, has a
 * letter that is none of these, or narrows the interval to less than 1e-13.
 */
export function narrowingInterval(options: NarrowingIntervalOptions): SVGSVGElement {
  check(options);
  const cells = cellsOf(options);
  const wide = ({ x1, x2 }: Cell) => (x2 - x1) * (INNER_WIDTH - MARGIN) >= LETTER;
  const label = { x: ({ x1, x2 }: Cell) => (x1 + x2) / 2, y: (cell: Cell) => cell.y + BAR / 2 };
  const height = (options.text.length + 1) * ROW;
  const sides = (x: number) => ends(options).filter((end) => end.x === x);
  return draw({
    height: height + 20,
    marginLeft: 0,
    marginRight: MARGIN,
    marginTop: 0,
    marginBottom: 0,
    x: { domain: [0, 1], axis: null },
    y: { domain: [height, 0], axis: null },
    marks: [
      Plot.link(lenses(options), {
        x1: "x1",
        x2: "x2",
        y1: "y1",
        y2: "y2",
        stroke: FAINT,
        strokeDasharray: "2,3",
      }),
      Plot.rect(cells, {
        x1: "x1",
        x2: "x2",
        y1: "y",
        y2: (cell) => cell.y + BAR,
        fill: (cell) => cell.chosen ? PREDICTION : PREDICTION_TINT,
        stroke: PAPER,
        strokeWidth: 0.7,
      }),
      Plot.text(cells.filter(wide), {
        ...label,
        text: ({ letter }) => letter === " " ? "␣" : letter,
        fill: (cell) => cell.chosen ? PAPER : INK,
      }),
      ...narrow(cells.filter((cell) => cell.chosen && !wide(cell))),
      Plot.text(sides(0), { x: "x", y: "y", text: "end", textAnchor: "start", ...END }),
      Plot.text(sides(1), { x: "x", y: "y", text: "end", textAnchor: "end", ...END }),
    ],
  });
}

/** The letter that came, where its share has no room for it: beside it, on a halo. */
function narrow(cells: readonly Cell[]): Plot.Markish[] {
  return [
    Plot.text(cells, {
      x: ({ x1, x2 }) => (x1 + x2) / 2,
      y: (cell) => cell.y + BAR + 9,
      text: "letter",
      fill: PREDICTION,
      fontWeight: 600,
      stroke: PAPER,
      strokeWidth: 4,
    }),
  ];
}

function check({ letters, counts, text }: NarrowingIntervalOptions): void {
  const each = [...letters];
  checkSame(FIGURE, "letters must be distinct", each.length, new Set(each).size);
  checkSame(FIGURE, "counts must have one entry per letter", each.length, counts.length);
  const fits = (count: number) => count > 0 && count < Infinity;
  checkEach(FIGURE, "each count must be finite and > 0", "counts", counts, fits);
  checkCount(FIGURE, "letters of the word", text.length, 8);
  const places = Array.from(text, (letter) => each.indexOf(letter));
  checkEach(FIGURE, "text must be of these letters", "place of text", places, (at) => at >= 0);
  const { width } = intervals({ letters, counts, text }).at(-1)!;
  checkOne(FIGURE, `at least ${NARROWEST} wide`, "the last interval", width, width >= NARROWEST);
}
