import { ArithmeticEncoder } from "../../coding/arithmetic_encoder.ts";
import { formatBits } from "../../coding/bit_string.ts";
import { codeLength } from "../../coding/code_symbols.ts";
import { FixedModel } from "../../coding/fixed_model.ts";
import { fixed, short } from "../format.ts";
import { FAINT, GRID, INK, PAPER, PREDICTION, PREDICTION_TINT } from "../theme.ts";
import { run } from "./run.ts";
import type { LiveModel } from "./model.ts";
import { line, rect, text } from "./shapes.ts";

/** Properties of the live figure `arithmetic-coder`. */
export interface ArithmeticCoderProps {
  /** The letters that can be typed, each once. */
  readonly letters: string;
  /** How often each comes, integers >= 1 with a sum of at most 2^20. */
  readonly counts: readonly number[];
  /** The word at the start. */
  readonly text: string;
}

/** What `arithmetic-coder` computes from a word. */
export interface CodedWord {
  /** The shortest binary number in the interval, without its `0.`. */
  readonly bits: string;
  /** Surprisal of the word under the frequencies, in bits. */
  readonly surprisal: number;
  /** Interval before the first letter and after each, in [0, 1). */
  readonly intervals: readonly { readonly low: number; readonly width: number }[];
}

/** The letters of a text that have a code, in lower case. */
export function codable(text: string, letters: string): string {
  return [...text.toLowerCase()].filter((letter) => letters.includes(letter)).slice(0, MOST).join(
    "",
  );
}

/** Interval, bits and surprisal of a word. */
export function codedWord({ letters, counts }: ArithmeticCoderProps, word: string): CodedWord {
  const model = new FixedModel(counts);
  const table = model.cumulative();
  const total = table.at(-1)!;
  const encoder = new ArithmeticEncoder();
  const symbols = Array.from(word, (letter) => letters.indexOf(letter));
  const intervals = [{ low: 0, width: 1 }];
  for (const symbol of symbols) {
    encoder.encode(symbol, table);
    const { low, width } = intervals.at(-1)!;
    intervals.push({
      low: low + width * table[symbol]! / total,
      width: width * (table[symbol + 1]! - table[symbol]!) / total,
    });
  }
  return { bits: formatBits(encoder.finish()), surprisal: codeLength(symbols, model), intervals };
}

/** Longest word: its interval is still wider than the spacing of doubles. */
const MOST = 8;

/** Layout in pixels: a row of letters, then the magnified share of the one that came. */
const [TOP, BAR, GAP, FOOT] = [26, 26, 26, 10];

/** An end of an interval with as many decimals as tell it from the other end. */
function enough(end: number, size: number): string {
  return fixed(end, Math.ceil(-Math.log10(size)) + 2);
}

/** One row: every letter's share of the interval, the chosen one filled. */
function row(
  { letters, counts }: ArithmeticCoderProps,
  chosen: string | undefined,
  top: number,
  width: number,
): string {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let x = 0;
  let share: [number, number] | undefined;
  const cells = [...letters].map((letter, k) => {
    const [from, to] = [x, x + counts[k]! / total * width];
    x = to;
    const own = letter === chosen;
    if (own) share = [from, to];
    const name = letter === " " ? "␣" : letter;
    return rect(from, top, to, top + BAR, {
      fill: own ? PREDICTION : PREDICTION_TINT,
      stroke: PAPER,
      "stroke-width": to - from > 3 ? 1 : 0.3,
    }) + (to - from < 10 ? "" : text((from + to) / 2, top + 18, name, {
      fill: own ? PAPER : INK,
      "stroke-width": 0,
    }));
  });
  if (share === undefined) return cells.join("");
  const name = share[1] - share[0] >= 10 ? "" : text((share[0] + share[1]) / 2, top + 18, chosen!, {
    "font-weight": 600,
    fill: PREDICTION,
    "stroke-width": 5,
  });
  const lens = { stroke: FAINT, "stroke-dasharray": "2,3" };
  const bottom = top + BAR;
  return cells.join("") + name + line(share[0], bottom, 0, bottom + GAP, lens) +
    line(share[1], bottom, width, bottom + GAP, lens);
}

function draw(props: ArithmeticCoderProps, word: string, now: CodedWord, width: number): string {
  const rows = [...word, undefined].map((letter, k) => {
    const top = TOP + k * (BAR + GAP);
    const { low, width: size } = now.intervals[k]!;
    const [from, to] = [low, low + size].map((end) => k === 0 ? short(end) : enough(end, size));
    return row(props, letter, top, width) +
      text(1, top - 6, from!, { "text-anchor": "start", fill: FAINT }) +
      text(width - 1, top - 6, to!, { "text-anchor": "end", fill: FAINT });
  });
  const end = heightOf(word) - FOOT / 2;
  return rows.join("") + line(0, end, width, end, { stroke: GRID });
}

function heightOf(word: string): number {
  return TOP + (word.length + 1) * (BAR + GAP) - GAP + FOOT;
}

/** The model of `arithmetic-coder`; its state is the word. */
export const ARITHMETIC_CODER: LiveModel<ArithmeticCoderProps, string> = {
  start(props) {
    const { letters, counts, text: word } = props;
    if (letters.length !== counts.length || new Set(letters).size !== letters.length) {
      throw new TypeError(
        `Cannot start arithmetic-coder as letters must be distinct, with one count each: ` +
          `expected ${letters.length}, found ${counts.length}`,
      );
    }
    codedWord(props, codable(word, letters));
    return codable(word, letters);
  },
  controls(_props, word) {
    return [{
      kind: "text",
      name: "text",
      label: `Type a word of up to ${MOST} letters`,
      value: word,
      maxLength: MOST,
    }];
  },
  change({ letters }, _word, _name, value) {
    return codable(String(value), letters);
  },
  view(props, word, width) {
    const now = codedWord(props, word);
    const last = now.intervals.at(-1)!;
    const size = word === "" ? "nothing" : `“${word}”`;
    return {
      svg: draw(props, word, now, width),
      height: heightOf(word),
      label: `The interval of ${size}: from ${short(last.low, 6)}, ${short(last.width, 3)} wide; ` +
        `each letter narrows it to its share.`,
      tiles: [
        { name: "bits", label: "bits written", value: String(now.bits.length), note: now.bits },
        { name: "surprisal", label: "surprisal (bits)", value: fixed(now.surprisal, 3) },
        { name: "width", label: "width of the interval", value: short(last.width, 3) },
      ],
      words: `${size === "nothing" ? "Nothing" : size} narrows the interval to ` +
        `${short(last.width, 3)}: a surprisal of ${fixed(now.surprisal, 3)} bits. ` +
        `${now.bits.length} bits name a number in it: 0.${now.bits || "0"} in binary.`,
    };
  },
};

/**
 * Puts the figure into an element: type a word, see the interval narrow letter by letter, and the
 * bits that name a number in it. It is the library's arithmetic coder that writes them.
 *
 * @example The cell of a notebook
 * ```ts ignore
 * import { figure, live } from "@surprisal/loss/figures";
 *
 * const counts = [8167, 1492, 2782]; // of a, b, c
 * live("arithmetic-coder", { letters: "abc", counts, text: "cab" }, figure(plotOf(counts), {
 *   alt: "The interval of cab, three times narrowed to the share of a letter",
 *   caption: "A word is a number in its interval; the bits that name it are its surprisal.",
 * }));
 * ```
 */
export function mount(host: HTMLElement, props: ArithmeticCoderProps): void {
  run(host, ARITHMETIC_CODER, props);
}
