import * as Plot from "@observablehq/plot";
import { draw, GRID_STYLE } from "./draw.ts";
import { fixed, short } from "./format.ts";
import { hatch } from "./hatch.ts";
import { checkCount, checkEach, isAmount } from "./refuse.ts";
import { INK, PREDICTION, PREDICTION_TINT, TRUTH } from "./theme.ts";

/** One symbol of {@linkcode codeAreas}. */
export interface CodeArea {
  /** Its name. */
  readonly name: string;
  /** Its probability, in (0, 1]. */
  readonly p: number;
  /** Bits of its word, finite and >= 0. */
  readonly length: number;
}

const FIGURE = "code areas";

/** Height of the frame in pixels, and of the thinnest bar that has room for words. */
const [FRAME, ROOM] = [300, 17];

interface Bar extends CodeArea {
  readonly y1: number;
  readonly y2: number;
  readonly ideal: number;
}

/** The symbols from the top, each as high as its probability. */
function stack(symbols: readonly CodeArea[]): Bar[] {
  let y = 0;
  return symbols.map((symbol) => {
    const y1 = y;
    y += symbol.p;
    return { ...symbol, y1, y2: y, ideal: -Math.log2(symbol.p) };
  });
}

function words({ name, p, length, ideal }: Bar): string {
  return `${name}: p ${short(p)}, ${length} ${length === 1 ? "bit" : "bits"}, ideal ${
    fixed(ideal, 2)
  }`;
}

/**
 * A code as areas: each symbol is a bar as high as its probability and as long as its word, so that
 * its area is what it adds to the mean length. A dashed line marks the ideal length -log2 p; stripes
 * are bits beyond it, white is what a word is shorter than that.
 *
 * @example Thirds do not fit into whole bits
 * ```ts
 * import { codeAreas } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = codeAreas([1, 2, 2].map((length, i) => ({ name: "abc"[i]!, p: 1 / 3, length })));
 * assert(plot.textContent!.includes("a: p 0.3333, 1 bit, ideal 1.58"));
 * ```
 *
 * @param symbols The symbols, from the top.
 * @returns The drawing, 640 by 392 pixels: x bits of a word, y probability.
 * @throws {RangeError} If there is no symbol, or a probability is not in (0, 1], or a length is
 * negative or not finite.
 */
export function codeAreas(symbols: readonly CodeArea[]): SVGSVGElement {
  check(symbols);
  const bars = stack(symbols);
  const longest = Math.max(1, ...bars.map(({ length, ideal }) => Math.max(length, ideal)));
  const place = { y1: "y1", y2: "y2" } as const;
  const waste = bars.filter(({ length, ideal }) => length > ideal);
  const total = Number(bars.at(-1)!.y2.toFixed(9)); // a sum that rounds to 1 gets its tick
  return draw({
    height: FRAME + 92,
    marginRight: 250,
    x: { domain: [0, longest], label: "length of the word (bits)" },
    y: { domain: [total, 0], label: "probability (height of a bar, no unit)" },
    marks: [
      hatch("beyond", TRUTH),
      Plot.gridX(GRID_STYLE),
      Plot.rect(bars, { x1: 0, x2: "length", ...place, fill: PREDICTION_TINT }),
      Plot.rect(waste, { x1: "ideal", x2: "length", ...place, fill: "url(#beyond)" }),
      Plot.rect(bars, { x1: 0, x2: "length", ...place, stroke: PREDICTION, strokeWidth: 1.5 }),
      Plot.ruleX(bars, {
        x: "ideal",
        ...place,
        stroke: INK,
        strokeWidth: 2,
        strokeDasharray: "4,3",
      }),
      Plot.text(bars.filter(({ p }) => p / total * FRAME >= ROOM), {
        x: longest,
        y: ({ y1, y2 }) => (y1 + y2) / 2,
        text: words,
        textAnchor: "start",
        dx: 12,
      }),
    ],
  });
}

function check(symbols: readonly CodeArea[]): void {
  checkCount(FIGURE, "symbols", symbols.length);
  const isChance = (p: number) => p > 0 && p <= 1;
  checkEach(FIGURE, "each must be in (0, 1]", "p", symbols.map(({ p }) => p), isChance);
  const lengths = symbols.map(({ length }) => length);
  checkEach(FIGURE, "each length must be finite and >= 0", "length", lengths, isAmount);
}
