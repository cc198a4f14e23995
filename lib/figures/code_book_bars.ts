import * as Plot from "@observablehq/plot";
import { draw, GRID_STYLE } from "./draw.ts";
import { fixed, short, textWidth } from "./format.ts";
import { checkCount, checkEach } from "./refuse.ts";
import { hatch } from "./hatch.ts";
import { FAINT, FONT_SIZE, INK, SERIES } from "./theme.ts";

/** One bar of {@linkcode codeBookBars}. */
export interface CodeBookRow {
  /** The text that is encoded. */
  readonly text: string;
  /** The code book (model, program) that encodes it. */
  readonly book: string;
  /** What it costs, in bits; Infinity if the book cannot write the text. */
  readonly bits: number;
}

const FIGURE = "code book bars";

/** Pixels of a bar with the gap under it, of the heading of a book, and under a book. */
const [BAR, HEADING, GAP] = [21, 20, 8];

/** Width in pixels that the number at the end of a bar needs. */
const VALUE_WIDTH = 92;

/** Stripes of the second text. */
const STRIPES = SERIES[3]!.colour;

/** Fills of the first, second and third text: plain, striped, outlined. */
const FILLS = [
  { fill: FAINT, stroke: FAINT },
  { fill: "url(#stripes)", stroke: STRIPES },
  { fill: "white", stroke: INK },
];

interface Bar extends CodeBookRow {
  readonly y: number;
  readonly end: number;
  readonly fill: string;
  readonly stroke: string;
}

/** Numbers in a column read best with the same decimals; whole bits need none. */
function value(bits: number): string {
  if (!Number.isFinite(bits)) return "∞ bits";
  const text = Number.isInteger(bits) ? short(bits) : fixed(bits, 2);
  return `${text} ${text === "1" ? "bit" : "bits"}`;
}

/** Lays the bars out from the top: a heading for each book, under it a bar for each text. */
function layOut(rows: readonly CodeBookRow[], longest: number) {
  const texts = [...new Set(rows.map(({ text }) => text))];
  const headings: { book: string; y: number }[] = [];
  const bars: Bar[] = [];
  let y = 0;
  for (const book of new Set(rows.map((row) => row.book))) {
    headings.push({ book, y: y + HEADING / 2 });
    y += HEADING;
    for (const row of rows.filter((row) => row.book === book)) {
      const fills = FILLS[texts.indexOf(row.text) % FILLS.length]!;
      bars.push({ ...row, ...fills, y, end: Math.min(row.bits, longest) });
      y += BAR;
    }
    y += GAP;
  }
  return { headings, bars, height: y, texts };
}

/**
 * What texts cost under several code books, in bits: a group of bars for each book, a bar for each
 * text, every bar with its text on the left and its number on the right.
 *
 * @example Two strings, two books
 * ```ts
 * import { codeBookBars } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = codeBookBars([
 *   { text: "aaaaaaaa", book: "26 equally likely letters", bits: 8 * Math.log2(26) },
 *   { text: "jteikfqa", book: "26 equally likely letters", bits: 8 * Math.log2(26) },
 *   { text: "aaaaaaaa", book: "only the letter a", bits: 0 },
 *   { text: "jteikfqa", book: "only the letter a", bits: Infinity },
 * ]);
 * assert(plot.textContent!.includes("37.60 bits"));
 * ```
 *
 * @param rows The costs; books and texts are drawn in the order in which they first appear. At most
 * three different texts, so that each has its own fill.
 * @returns The drawing, 640 pixels wide and as high as the rows need: x cost in bits.
 * @throws {RangeError} If there is no row, a cost is negative or NaN, or there are over three texts.
 */
export function codeBookBars(rows: readonly CodeBookRow[]): SVGSVGElement {
  check(rows);
  const finite = rows.map(({ bits }) => bits).filter(Number.isFinite);
  const longest = Math.max(0, ...finite) || 1;
  const { headings, bars, height, texts } = layOut(rows, longest);
  const monospace = { fontFamily: "ui-monospace, monospace", textAnchor: "end" } as const;
  return draw({
    height: height + 76,
    marginTop: 8,
    marginLeft: 14 + Math.max(...texts.map((text) => textWidth(text, FONT_SIZE) * 1.08)),
    marginRight: VALUE_WIDTH,
    marginBottom: 44,
    x: { domain: [0, longest], label: "cost of the whole text (bits)" },
    y: { domain: [height, 0], axis: null },
    marks: [
      hatch("stripes", STRIPES),
      Plot.gridX(GRID_STYLE),
      Plot.text(headings, {
        x: 0,
        y: "y",
        text: "book",
        textAnchor: "start",
        fontWeight: 600,
        stroke: "white",
        strokeWidth: 4,
        fill: INK,
      }),
      Plot.rect(bars.filter(({ bits }) => bits < Infinity), {
        x1: 0,
        x2: "end",
        y1: "y",
        y2: (bar) => bar.y + BAR - 4,
        fill: "fill",
        stroke: "stroke",
      }),
      Plot.arrow(bars.filter(({ bits }) => bits === Infinity), {
        x1: 0,
        x2: longest,
        y: (bar) => bar.y + BAR / 2 - 2,
        stroke: "stroke",
        strokeWidth: 2,
        strokeDasharray: "7,4",
        headLength: 5,
      }),
      Plot.text(bars, {
        x: 0,
        y: (bar) => bar.y + BAR / 2 - 2,
        text: "text",
        dx: -9,
        ...monospace,
      }),
      Plot.text(bars, {
        x: "end",
        y: (bar) => bar.y + BAR / 2 - 2,
        text: (bar) => value(bar.bits),
        textAnchor: "start",
        dx: 7,
      }),
      Plot.ruleX(bars, { x: 0, y1: (bar) => bar.y - 1, y2: (bar) => bar.y + BAR - 3, stroke: INK }),
    ],
  });
}

function check(rows: readonly CodeBookRow[]): void {
  checkCount(FIGURE, "rows", rows.length);
  checkCount(FIGURE, "texts", new Set(rows.map(({ text }) => text)).size, FILLS.length);
  checkEach(FIGURE, "each cost must be >= 0", "bits", rows.map(({ bits }) => bits), (x) => x >= 0);
}
