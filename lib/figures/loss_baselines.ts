import * as Plot from "@observablehq/plot";
import { draw, GRID_STYLE, TEXT_STYLE } from "./draw.ts";
import { short } from "./format.ts";
import { INK, PREDICTION, TRUTH } from "./theme.ts";

/** Options of {@linkcode lossBaselines}. */
export interface LossBaselinesOptions {
  /** The loss to be judged, in the unit of the figure; finite and > 0. */
  readonly loss: number;
  /** Numbers of classes to compare with, integers >= 2. Default: 2, 3, 5, 10, 100, 1000. */
  readonly classes?: readonly number[];
  /** Unit of the loss. Default: `"nats"`. */
  readonly unit?: "nats" | "bits";
}

const CLASSES = [2, 3, 5, 10, 100, 1000];

/** Where the loss equals that of guessing: a rule, a ring, and what lies on either side of it. */
function crossing(loss: number, equal: number, unit: string): Plot.Markish[] {
  const at = [{ x: Math.log10(equal), loss }];
  const style = { ...TEXT_STYLE, fill: TRUTH, fontWeight: 600 } as const;
  const K = short(equal);
  return [
    Plot.ruleY([loss], { stroke: TRUTH, strokeWidth: 2, strokeDasharray: "7,3" }),
    Plot.ruleX(at, { x: "x", y1: 0, y2: "loss", stroke: TRUTH, strokeDasharray: "2,3" }),
    Plot.dot(at, { x: "x", y: "loss", r: 8, stroke: TRUTH, strokeWidth: 2.5, fill: "white" }),
    Plot.text([`K < ${K}: worse than guessing`], {
      frameAnchor: "top-left",
      dx: 10,
      dy: 2,
      ...style,
    }),
    Plot.text([`K > ${K}: better than guessing`], {
      frameAnchor: "bottom-right",
      dx: -10,
      dy: -8,
      ...style,
    }),
    Plot.text([`loss ${short(loss, 7)} ${unit}`], {
      frameAnchor: "right",
      y: loss,
      dx: -10,
      dy: -12,
      ...style,
    }),
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
 * assert(plot.textContent!.includes("better than guessing among more than 10"));
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
  const [first, last] = [1.7, Math.max(...classes, equal) * 1.15];
  const ticks = classes.map((K) => Math.log10(K));
  return draw({
    marginRight: 48,
    x: {
      domain: [first, last].map(Math.log10),
      ticks,
      tickFormat: (x: number) => String(Math.round(10 ** x)),
      label: "number K of classes (log scale)",
    },
    y: { domain: [0, value(last).loss * 1.05], label: `loss of guessing uniformly (${unit})` },
    marks: [
      Plot.gridX({ ...GRID_STYLE, ticks }),
      Plot.gridY(GRID_STYLE),
      Plot.ruleY([0], { stroke: INK }),
      Plot.line([first, last].map(value), {
        x: "x",
        y: "loss",
        stroke: PREDICTION,
        strokeWidth: 2,
      }),
      ...crossing(loss, equal, unit),
      ...guesses(classes.map(value)),
    ],
  });
}

/** The dots on the line, each with its loss on the free side below the line. */
function guesses(values: { x: number; loss: number }[]): Plot.Markish[] {
  return [
    Plot.dot(values, { x: "x", y: "loss", r: 4.5, fill: PREDICTION, stroke: "white" }),
    Plot.text(values, {
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
  if (!(loss > 0 && loss < Infinity)) {
    throw new RangeError(
      `Cannot draw loss baselines as loss must be finite and > 0: loss is ${loss}`,
    );
  }
  const wrong = classes.findIndex((K) => !(Number.isInteger(K) && K >= 2));
  if (wrong >= 0) {
    throw new RangeError(
      `Cannot draw loss baselines as each number of classes must be an integer >= 2: classes[${wrong}] is ${
        classes[wrong]
      }`,
    );
  }
}
