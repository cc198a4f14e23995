import { fixed, short, textWidth } from "../format.ts";
import {
  FAINT,
  FONT_SIZE,
  GRID,
  INK,
  PREDICTION,
  PREDICTION_TINT,
  TRUTH,
  TRUTH_TINT,
} from "../theme.ts";
import { ticks } from "./chart.ts";
import type { Handle } from "./model.ts";
import { axisX, dot, line, linear, rect, text } from "./shapes.ts";

/** What `code-lengths` computes from the lengths of words. */
export interface CodeLengths {
  /** Kraft's sum: the share of the budget that the words take. */
  readonly spent: number;
  /** A prefix code of these lengths; undefined if there is none. */
  readonly words: readonly (string | undefined)[] | undefined;
  /** Mean length in bits. */
  readonly mean: number;
  /** Entropy of the symbols in bits. */
  readonly entropy: number;
  /** Whether there is such a code, and none is shorter on average. */
  readonly best: boolean;
}

/** The longest word that may be set, in bits. */
export const LONGEST = 6;

/** Layout in pixels: a heading, rows of words and one of their mean, an axis, a heading, the budget. */
const [TOP, ROW, AXIS, HEADING, BUDGET, FOOT] = [28, 34, 56, 22, 34, 28];

/** What the drawing shows. */
export interface CodeScene {
  readonly names: readonly string[];
  readonly p: readonly number[];
  readonly lengths: readonly number[];
  readonly now: CodeLengths;
  readonly width: number;
}

/** What stands before each word: the symbol and its probability. */
function labelsOf({ names, p }: CodeScene): string[] {
  return names.map((name, k) => `${name}: ${short(p[k]!, 3)}`);
}

/** Where bits lie, along the words. */
function bitsScale(scene: CodeScene) {
  const { width } = scene;
  const left = 8 + Math.max(...labelsOf(scene).map((label) => textWidth(label, FONT_SIZE)));
  const right = width - 12;
  return { left, right, x: linear([0, LONGEST], [left, right]) };
}

/** Height of the drawing of K words. */
export function heightOfCodeLengths(K: number): number {
  return TOP + (K + 1) * ROW + AXIS + HEADING + BUDGET + FOOT;
}

/** The row of each word may be grasped: its end follows the pointer. */
export function handlesOfCodeLengths(scene: CodeScene): Handle[] {
  const { left, right } = bitsScale(scene);
  return scene.names.map((_, k) => ({
    name: String(k),
    box: { x: left, y: TOP + k * ROW, w: right - left, h: ROW },
    along: "x",
    at: (pixel) => Math.round((pixel - left) / (right - left) * LONGEST),
  }));
}

/** One word: a cell a bit, its end to be dragged, and a dashed rule at the surprisal. */
function word(scene: CodeScene, k: number): string {
  const { p, lengths, now } = scene;
  const { left, x } = bitsScale(scene);
  const [top, bottom] = [TOP + k * ROW + 5, TOP + (k + 1) * ROW - 5];
  const middle = (top + bottom) / 2 + 4.5;
  const end = x(lengths[k]!);
  const ideal = -Math.log2(p[k]!);
  const look = now.words === undefined
    ? { fill: TRUTH_TINT, stroke: TRUTH }
    : { fill: PREDICTION_TINT, stroke: PREDICTION };
  const cells = Array.from(
    { length: lengths[k]! },
    (_, i) =>
      (i > 0 ? line(x(i), top, x(i), bottom, { stroke: look.stroke, opacity: 0.4 }) : "") +
      text(x(i + 0.5), middle, now.words?.[k]?.[i] ?? "?", { "stroke-width": 0 }),
  );
  return text(left - 8, middle, labelsOf(scene)[k]!, { "text-anchor": "end", fill: FAINT }) +
    rect(left, top, end, bottom, look) + cells.join("") +
    line(end, top - 2, end, bottom + 2, { stroke: look.stroke, "stroke-width": 5 }) +
    (ideal > LONGEST ? "" : line(x(ideal), top - 5, x(ideal), bottom + 5, {
      stroke: TRUTH,
      "stroke-width": 2,
      "stroke-dasharray": "4,3",
    }));
}

/** The last row: the mean of the lengths beside the entropy. */
function meanRow(scene: CodeScene): string {
  const { names, now } = scene;
  const { left, right, x } = bitsScale(scene);
  const y = TOP + names.length * ROW + ROW / 2;
  const at = x(now.mean);
  const verdict = now.words === undefined
    ? ": no such code"
    : now.best
    ? " ★ no code has less"
    : "";
  const number = fixed(now.mean, 3);
  const fits = (words: string) => at + 14 + textWidth(words, FONT_SIZE) <= right;
  const said = [number + verdict, number].find(fits);
  return line(0, y - ROW / 2, right, y - ROW / 2, { stroke: GRID }) +
    text(left - 8, y + 4.5, "mean", { "text-anchor": "end", "font-weight": 600 }) +
    line(x(0), y, at, y, { stroke: PREDICTION, "stroke-width": 4 }) +
    line(x(now.entropy), y - 14, x(now.entropy), y + 14, {
      stroke: TRUTH,
      "stroke-width": 2,
      "stroke-dasharray": "4,3",
    }) +
    dot(at, y, PREDICTION, 7) +
    // Where it does not fit beside the dot, the number stands above the line.
    text(said ? at + 14 : at - 10, said ? y + 4.5 : y - 6, said ?? number, {
      "text-anchor": said ? "start" : "end",
      "font-weight": 600,
    });
}

/** The budget: the shares of the words end to end, shortest first, as their first bits order them. */
function budget({ names, lengths, now, width }: CodeScene): string {
  const top = TOP + (names.length + 1) * ROW + AXIS + HEADING;
  const bottom = top + BUDGET;
  const x = linear([0, Math.max(1, now.spent)], [2, width - 12]);
  const over = now.spent > 1;
  const order = [...names.keys()].sort((a, b) => lengths[a]! - lengths[b]! || a - b);
  let end = 0;
  const shares = order.map((k) => {
    const [from, to] = [end, end += 2 ** -lengths[k]!];
    const beyond = to > 1;
    const fits = (name: string) => textWidth(name, FONT_SIZE) < x(to) - x(from);
    const name = [names[k]!, String(k)].find(fits) ?? "";
    return rect(x(from), top, x(to), bottom, {
      fill: beyond ? TRUTH_TINT : PREDICTION_TINT,
      stroke: beyond ? TRUTH : PREDICTION,
    }) +
      text((x(from) + x(to)) / 2, (top + bottom) / 2 + 4.5, name, { "stroke-width": 0 });
  });
  const heading = over
    ? `${short(now.spent)}: over the budget of 1`
    : `${short(now.spent)} of 1 spent`;
  return text(2, top - 8, "budget: a word of l bits takes 2⁻ˡ", {
    "text-anchor": "start",
    fill: FAINT,
  }) +
    (width < 440 ? "" : text(width - 12, top - 8, heading, {
      "text-anchor": "end",
      "font-weight": 600,
      fill: over ? TRUTH : INK,
    })) +
    shares.join("") +
    line(x(1), top - 5, x(1), bottom + 5, { "stroke-width": 3 }) +
    text(x(0), bottom + 20, "0", { fill: FAINT, "text-anchor": "start" }) +
    text(x(0.5), bottom + 20, "1/2", { fill: FAINT }) +
    text(x(1), bottom + 20, "1", { fill: FAINT, "text-anchor": over ? "middle" : "end" });
}

/** The drawing: words to drag, their mean beside the entropy, and what they take of the budget. */
export function drawCodeLengths(scene: CodeScene): string {
  const { left, right, x } = bitsScale(scene);
  const bottom = TOP + (scene.names.length + 1) * ROW;
  const bits = ticks(Array.from({ length: LONGEST + 1 }, (_, l) => l), short);
  return text(2, 14, "drag an end; dashed: surprisal, entropy", {
    "text-anchor": "start",
    fill: FAINT,
  }) +
    scene.names.map((_, k) => word(scene, k)).join("") +
    meanRow(scene) +
    axisX(bits, x, [left, right], bottom, "bits") +
    budget(scene);
}
