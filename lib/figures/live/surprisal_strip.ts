import { perplexity } from "../../information/perplexity.ts";
import { bits as inBits } from "../../types/unit.ts";
import { fixed } from "../format.ts";
import { INK, TRUTH } from "../theme.ts";
import { run } from "./run.ts";
import type { LiveModel } from "./model.ts";
import { rect, text } from "./shapes.ts";

/** Properties of the live figure `surprisal-strip`. */
export interface SurprisalStripProps {
  /** The text, one cell a character. */
  readonly text: string;
  /**
   * What each character costs in bits, a row for each order of the model from 0, each with one
   * number >= 0 a character.
   */
  readonly bits: readonly (readonly number[])[];
  /** The order at the start. Default: 0. */
  readonly order?: number;
}

/** What a text costs under one order. */
export interface StripCost {
  /** Mean cost of a character in bits. */
  readonly mean: number;
  /** Perplexity of a character. */
  readonly perplexity: number;
  /** Index of the most expensive character. */
  readonly worst: number;
}

/** Mean cost, perplexity and the most expensive character. */
export function stripCost(bits: readonly number[]): StripCost {
  const mean = bits.reduce((sum, each) => sum + each, 0) / bits.length;
  return {
    mean,
    perplexity: perplexity(inBits(mean), { unit: "bits" }),
    worst: bits.indexOf(Math.max(...bits)),
  };
}

/** Size of a cell in pixels, and the cost in bits that fills its bar. */
const [CELL, LINE, BAR, FULL] = [15, 36, 12, 12];

function cellsPerLine(width: number): number {
  return Math.max(1, Math.floor(width / CELL));
}

/** One character: tinted and underlined by a bar, both by what it costs. */
function cell(letter: string, cost: number, x: number, y: number): string {
  const share = Math.min(cost / FULL, 1);
  const bottom = y + LINE - 4;
  return rect(x, y, x + CELL - 1, bottom, { fill: TRUTH, opacity: Math.round(45 * share) / 100 }) +
    rect(x, bottom - BAR * share, x + CELL - 1, bottom, { fill: TRUTH }) +
    text(x + CELL / 2, y + 15, letter === " " ? "·" : letter, {
      fill: INK,
      "stroke-width": 0,
      "font-family": "ui-monospace, monospace",
    });
}

/** Height of the lines of text for a width. */
function heightOf(length: number, width: number): number {
  return Math.ceil(length / cellsPerLine(width)) * LINE;
}

function draw(letters: readonly string[], bits: readonly number[], width: number): string {
  const count = cellsPerLine(width);
  const cells = letters.map((letter, i) =>
    cell(letter, bits[i]!, (i % count) * CELL, Math.floor(i / count) * LINE)
  );
  const y = heightOf(letters.length, width) + 12;
  const scale = [0, 3, 6, 9, 12].map((cost, k) =>
    cell(String(cost), cost, width - (5 - k) * 2 * CELL, y)
  );
  return cells.join("") +
    text(width - 10 * CELL - 8, y + 15, "bits:", { "text-anchor": "end" }) + scale.join("");
}

/** What a model of an order looks at, in words. */
function known(order: number): string {
  if (order === 0) return "nothing of what came before";
  return order === 1 ? "the character before" : `the ${order} characters before`;
}

/** The model of `surprisal-strip`; its state is the order. */
export const SURPRISAL_STRIP: LiveModel<SurprisalStripProps, number> = {
  start({ text: strip, bits, order = 0 }) {
    const length = [...strip].length;
    const off = bits.findIndex((row) => row.length !== length);
    if (off >= 0 || bits[order] === undefined) {
      throw new TypeError(
        `Cannot start surprisal-strip as each order must have ${length} costs: ` +
          (off >= 0 ? `order ${off} has ${bits[off]!.length}` : `there is no order ${order}`),
      );
    }
    return order;
  },
  controls({ bits }, order) {
    return [{
      kind: "slider",
      name: "order",
      label: "order",
      min: 0,
      max: bits.length - 1,
      step: 1,
      value: order,
      text: String(order),
    }];
  },
  change({ bits }, _order, _name, value) {
    return Math.min(Math.max(Math.round(Number(value)), 0), bits.length - 1);
  },
  view({ text: strip, bits }, order, width) {
    const letters = [...strip];
    const costs = bits[order]!;
    const { mean, perplexity: size, worst } = stripCost(costs);
    const expensive = letters[worst] === " " ? "space" : letters[worst]!;
    return {
      svg: draw(letters, costs, width),
      height: heightOf(letters.length, width) + LINE + 12,
      label:
        `A text of ${letters.length} characters, each tinted by what it costs a model of order ` +
        `${order}: ${fixed(mean, 3)} bits on average.`,
      tiles: [
        { name: "mean", label: "bits a character", value: fixed(mean, 4) },
        { name: "perplexity", label: "perplexity", value: fixed(size, 3) },
        {
          name: "worst",
          label: "most expensive (bits)",
          value: fixed(costs[worst]!, 2),
          note: `“${expensive}”, character ${worst + 1}`,
        },
      ],
      words: `Knowing ${known(order)}, the model pays ${fixed(mean, 4)} bits a ` +
        `character: it is as unsure as among ${fixed(size, 1)} equally likely ones.`,
    };
  },
};

/**
 * Puts the figure into an element: choose how many characters before the model knows, and see what
 * each character of a text costs it.
 *
 * @example The cell of a notebook
 * ```ts ignore
 * import { figure, live } from "@surprisal/loss/figures";
 *
 * live("surprisal-strip", { text, bits: [0, 1, 2, 3, 4].map(costsOfOrder) }, figure(stripOf(4), {
 *   alt: "Two hundred characters, the first of each word tinted the most",
 *   caption: "With more characters before, all but the beginnings of words become cheap.",
 * }));
 * ```
 */
export function mount(host: HTMLElement, props: SurprisalStripProps): void {
  run(host, SURPRISAL_STRIP, props);
}
