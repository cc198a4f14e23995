import { canonicalCode } from "../../coding/canonical_code.ts";
import { expectedLength } from "../../coding/code_lengths.ts";
import { huffmanLengths } from "../../coding/huffman_code.ts";
import { kraftSum } from "../../coding/kraft_sum.ts";
import { entropy } from "../../information/entropy.ts";
import { fixed, short } from "../format.ts";
import { run } from "./run.ts";
import {
  type CodeLengths,
  drawCodeLengths,
  handlesOfCodeLengths,
  heightOfCodeLengths,
  LONGEST,
} from "./code_lengths_view.ts";
import type { LiveModel, Tile } from "./model.ts";
import { list } from "./words.ts";

/** Properties of the live figure `code-lengths`. */
export interface CodeLengthsProps {
  /** Probabilities of the symbols, each positive, shape `[K]`. */
  readonly p: readonly number[];
  /** Lengths of their words in bits at the start, integers in [1, 6], shape `[K]`. */
  readonly lengths: readonly number[];
  /** Names of the symbols. Default: `class 0`, `class 1` and so on. */
  readonly names?: readonly string[];
}

/** Kraft's sum, a code of these lengths if there is one, its mean length and what limits it. */
export function codeLengths(p: readonly number[], lengths: readonly number[]): CodeLengths {
  const spent = kraftSum(lengths);
  const mean = expectedLength(p, lengths);
  return {
    spent,
    words: spent <= 1 ? canonicalCode(lengths).words : undefined,
    mean,
    entropy: entropy(p, { unit: "bits" }),
    best: spent <= 1 && mean <= expectedLength(p, huffmanLengths(p)) + 1e-12,
  };
}

function namesOf({ p, names }: CodeLengthsProps): readonly string[] {
  return names ?? p.map((_, k) => `class ${k}`);
}

/** Refuses lengths that no slider can set. */
function checked(lengths: readonly number[]): readonly number[] {
  const off = lengths.findIndex((l) => !(Number.isInteger(l) && l >= 1 && l <= LONGEST));
  if (off < 0) return lengths;
  throw new RangeError(
    `Cannot show code-lengths as each length must be an integer in [1, ${LONGEST}]: ` +
      `lengths[${off}] is ${lengths[off]}`,
  );
}

/** What the budget allows, in a note. */
function left(spent: number): string {
  if (spent > 1) return `${short(spent - 1)} too much: refused`;
  return spent < 1 ? `${short(1 - spent)} left` : "all of it";
}

function tiles({ spent, mean, entropy, words, best }: CodeLengths): Tile[] {
  const above = `${fixed(mean - entropy, 3)} above the entropy`;
  return [
    { name: "spent", label: "budget spent", value: short(spent), note: left(spent) },
    {
      name: "mean",
      label: "mean length (bits)",
      value: fixed(mean, 4),
      note: words === undefined ? "of no code" : best ? "★ the optimum" : above,
    },
    {
      name: "entropy",
      label: "entropy (bits)",
      value: fixed(entropy, 4),
      note: "no code gets below",
    },
  ];
}

/** What the lengths come to, in sentences. */
function verdict({ spent, words, mean, entropy, best }: CodeLengths): string {
  if (words === undefined) {
    return `No prefix code has these lengths: the shares add up to ${short(spent)}, and 1 is all ` +
      "there is. Make a word longer.";
  }
  const code = `The words ${words.join(", ")} are a prefix code of ${
    fixed(mean, 4)
  } bits on average`;
  if (best) {
    return `${code}. This is the optimum: no prefix code has fewer. ` +
      (mean - entropy < 5e-5
        ? "It is the entropy itself."
        : `The entropy is ${fixed(mean - entropy, 4)} bits below, out of reach for whole bits.`);
  }
  return `${code}, ${fixed(mean - entropy, 4)} above the entropy. ` +
    (spent < 1
      ? `${short(1 - spent)} of the budget is left.`
      : "The budget is spent: spend it better.");
}

/** The model of `code-lengths`; its state is the lengths. */
export const CODE_LENGTHS: LiveModel<CodeLengthsProps, readonly number[]> = {
  start({ p, lengths }) {
    codeLengths(p, checked(lengths));
    return lengths;
  },
  controls(props, lengths) {
    const names = namesOf(props);
    const sliders = lengths.map((value, k) => ({
      kind: "slider" as const,
      name: String(k),
      label: names[k]!,
      min: 1,
      max: LONGEST,
      step: 1,
      value,
      text: value === 1 ? "1 bit" : `${value} bits`,
    }));
    return [...sliders, { kind: "buttons", name: "preset", label: "Go to", options: ["start"] }];
  },
  change({ lengths: start }, lengths, name, value) {
    if (name === "preset") return start;
    return lengths.with(Number(name), Math.min(Math.max(Math.round(Number(value)), 1), LONGEST));
  },
  view(props, lengths, width) {
    const { p } = props;
    const now = codeLengths(p, checked(lengths));
    const scene = { names: namesOf(props), p, lengths, now, width };
    return {
      svg: drawCodeLengths(scene),
      height: heightOfCodeLengths(p.length),
      handles: handlesOfCodeLengths(scene),
      label: `Words of ${list(lengths)} bits for probabilities ${list(p)}: mean ` +
        `${fixed(now.mean, 3)} bits, entropy ${fixed(now.entropy, 3)} bits; ${
          short(now.spent)
        } of ` +
        "the budget of 1 is spent.",
      tiles: tiles(now),
      words: verdict(now),
    };
  },
};

/**
 * Puts the figure into an element: drag the lengths of the words of a code, and see whether the
 * budget of Kraft's inequality allows them, the prefix code that has them, and its mean length beside
 * the entropy.
 *
 * @example The cell of a notebook
 * ```ts
 * import { codeAreas, figure, live } from "@surprisal/loss/figures";
 *
 * const [p, lengths] = [[0.5, 0.3, 0.2], [2, 2, 2]];
 * const areas = codeAreas(p.map((p, k) => ({ name: `class ${k}`, p, length: lengths[k]! })));
 * live("code-lengths", { p, lengths }, figure(areas, {
 *   alt: "Three symbols of probabilities 0.5, 0.3 and 0.2, each with a word of 2 bits",
 *   caption: "Words of 2 bits leave a quarter of the budget; the likeliest symbol could have 1.",
 * }));
 * ```
 */
export function mount(host: HTMLElement, props: CodeLengthsProps): void {
  run(host, CODE_LENGTHS, props);
}
