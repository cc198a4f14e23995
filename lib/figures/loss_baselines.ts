import * as Plot from "@observablehq/plot";
import { draw, GRID_STYLE, INNER_WIDTH, TEXT_STYLE } from "./draw.ts";
import { short } from "./format.ts";
import { checkCount, checkEach, checkOne } from "./refuse.ts";
import { HEIGHT, INK, PREDICTION, TRUTH } from "./theme.ts";

/** Options of {@linkcode lossBaselines}. */
export interface LossBaselinesOptions {
  /** The loss to be judged, in the unit of the figure; finite and > 0. */
  readonly loss: number;
  /** Numbers of classes to compare with, integers >= 2. Default: 2, 3, 5, 10, 100, 1000. */
  readonly classes?: readonly number[];
  /** Unit of the loss. Default: `"nats"`. */
  readonly unit?: "nats" | "bits";
}

/** Where the axis begins: left of the smallest problem, two classes. */
const FIRST = 1.7;

const MARGIN_RIGHT = 48;
const JUDGEMENT = { ...TEXT_STYLE, fill: TRUTH, fontWeight: 600 } as const;
const RIGHT = { ...JUDGEMENT, frameAnchor: "right", dx: -10 } as const;
const FIGURE = "loss baselines";
const CLASSES = [2, 3, 5, 10, 100, 1000];

/** Where the loss equals that of guessing: a rule, and a ring where it meets the line. */
function crossing(loss: number, equal: number, unit: string): Plot.Markish[] {
  const at = [{ x: Math.log10(equal), loss }].filter(() => equal >= FIRST);
  return [
    Plot.ruleY([loss], { stroke: TRUTH, strokeWidth: 2, strokeDasharray: "7,3" }),
    Plot.ruleX(at, { x: "x", y1: 0, y2: "loss", stroke: TRUTH, strokeDasharray: "2,3" }),
    Plot.dot(at, { x: "x", y: "loss", r: 8, stroke: TRUTH, strokeWidth: 2.5, fill: "white" }),
    Plot.text([`loss ${short(loss, 7)} ${unit}`], { ...RIGHT, y: loss, dy: -12 }),
  ];
}

/** What lies on either side of the ring; a rule close to the axis pushes the words above it. */
function sides(loss: number, equal: number, top: number): Plot.Markish[] {
  const K = short(equal);
  const worse = [`K < ${K}: worse than guessing`].filter(() => equal > 2);
  const better = [`K > ${K}: better than guessing`];
  return [
    Plot.text(worse, { ...JUDGEMENT, frameAnchor: "top-left", dx: 10, dy: 2 }),
    loss < 0.2 * top
      ? Plot.text(better, { ...RIGHT, y: loss, dy: -32 })
      : Plot.text(better, { ...JUDGEMENT, frameAnchor: "bottom-right", dx: -10, dy: -8 }),
  ];
}

/**
 * What a loss is worth: the loss of uniform guessing among K classes, ln K, against K, with a rule
 * at the loss in question and a ring where the two meet, at K = e^loss (2^loss in bits).
 *
 * @example 2.302585 nats is guessing among ten
 * ```ts
 * import { lossBaselines } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = lossBaselines({ loss: Math.log(10) });
 * assert(plot.textContent!.includes("K > 10: better than guessing"));
 * ```
 *
 * @param options The loss, its unit, and the numbers of classes.
 * @returns The drawing, 640 by 380 pixels: x number of classes (log scale), y loss in the unit.
 * @throws {RangeError} If the loss is not finite and > 0, or a number of classes is not an integer
 * >= 2.
 */
export function lossBaselines(
  { loss, classes = CLASSES, unit = "nats" }: LossBaselinesOptions,
): SVGSVGElement {
  check(loss, classes);
  const base = unit === "bits" ? Math.LN2 : 1;
  const value = (K: number) => ({ x: Math.log10(K), loss: Math.log(K) / base });
  const equal = Math.exp(loss * base);
  const last = value(Math.max(...classes, equal, 2) * 1.15);
  const top = last.loss * 1.05;
  const ticks = classes.map((K) => Math.log10(K));
  return draw({
    marginRight: MARGIN_RIGHT,
    x: {
      domain: [Math.log10(FIRST), last.x],
      ticks,
      tickFormat: (x: number) => String(Math.round(10 ** x)),
      label: "number K of classes (log scale)",
    },
    y: { domain: [0, top], label: `loss of guessing uniformly (${unit})` },
    marks: [
      Plot.gridX({ ...GRID_STYLE, ticks }),
      Plot.gridY(GRID_STYLE),
      Plot.ruleY([0], { stroke: INK }),
      Plot.line([value(FIRST), last], {
        x: "x",
        y: "loss",
        stroke: PREDICTION,
        strokeWidth: 2,
      }),
      ...crossing(loss, equal, unit),
      ...sides(loss, equal, top),
      ...guesses(classes.map(value), last),
    ],
  });
}

interface Guess {
  readonly x: number;
  readonly loss: number;
}

/** Whether the numbers of two dots have room next to each other. */
function apart(a: Guess, b: Guess, last: Guess): boolean {
  const width = (INNER_WIDTH - 46 - MARGIN_RIGHT) / (last.x - Math.log10(FIRST));
  const height = (HEIGHT - 92) / (last.loss * 1.05);
  return Math.abs(a.x - b.x) * width > 52 || Math.abs(a.loss - b.loss) * height > 15;
}

/** The dots on the line, each with its loss on the free side below the line. */
function guesses(values: readonly Guess[], last: Guess): Plot.Markish[] {
  const labelled = values.filter((guess, i) =>
    values.slice(0, i).every((other) => apart(guess, other, last))
  );
  return [
    Plot.dot(values, { x: "x", y: "loss", r: 4.5, fill: PREDICTION, stroke: "white" }),
    Plot.text(labelled, {
      x: "x",
      y: "loss",
      text: (guess) => short(guess.loss),
      textAnchor: "start",
      lineAnchor: "top",
      dx: 6,
      dy: 6,
      ...TEXT_STYLE,
    }),
  ];
}

function check(loss: number, classes: readonly number[]): void {
  checkOne(FIGURE, "finite and > 0", "loss", loss, loss > 0 && loss < Infinity);
  checkCount(FIGURE, "classes", classes.length);
  const whole = (K: number) => Number.isInteger(K) && K >= 2;
  checkEach(FIGURE, "each number of classes must be an integer >= 2", "classes", classes, whole);
}
