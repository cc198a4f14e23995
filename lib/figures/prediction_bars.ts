import * as Plot from "@observablehq/plot";
import { draw, GRID_STYLE, INNER_WIDTH, TEXT_STYLE } from "./draw.ts";
import { fitting } from "./format.ts";
import { checkCount, checkEach, checkSame, checkTarget } from "./refuse.ts";
import { FONT_SIZE, INK, PAPER, PREDICTION, PREDICTION_TINT, TRUTH } from "./theme.ts";

/** Options of {@linkcode predictionBars}. */
export interface PredictionBarsOptions {
  /** Index of the true class, an integer in [0, K). */
  readonly target: number;
  /** Names of the K classes. Default: their indices. */
  readonly labels?: readonly string[];
}

const FIGURE = "prediction bars";

/** More bars than this leave no room for a number above each. */
const MOST_CLASSES = 16;

function check(q: ArrayLike<number>, { target, labels }: PredictionBarsOptions): void {
  const K = q.length;
  checkCount(FIGURE, "classes", K, MOST_CLASSES);
  checkEach(FIGURE, "each probability must be in [0, 1]", "q", q, (x) => x >= 0 && x <= 1);
  checkTarget(FIGURE, target, K);
  checkSame(FIGURE, "labels must have one entry per class", K, labels?.length ?? K);
}

interface Bar {
  readonly name: string;
  readonly value: number;
  readonly true: boolean;
}

/** Where the name of the true class hangs: over its column, or inward when columns are narrow. */
function nameOfTruth(target: number, classes: number): Plot.TextOptions {
  const name = "true class, y = 1";
  if (classes <= 5) return { text: [`▼ ${name}`], textAnchor: "middle" };
  return target < classes / 2
    ? { text: [`▼ ${name}`], textAnchor: "start", dx: -6 }
    : { text: [`${name} ▼`], textAnchor: "end", dx: 6 };
}

/** The numbers of the bars: above, or inside where the outline of the truth would cross them. */
function numbers(bars: readonly Bar[]): Plot.Markish[] {
  const room = (INNER_WIDTH - 66) / bars.length - 4;
  const shared = {
    x: "name",
    y: "value",
    text: ({ value }: Bar) => fitting(value, room, FONT_SIZE),
  } as const;
  const above = { ...shared, lineAnchor: "bottom", dy: -5, ...TEXT_STYLE } as const;
  const inside = { ...shared, lineAnchor: "top", dy: 7 } as const;
  return [
    Plot.text(bars.filter(({ value }) => value <= 0.92), above),
    Plot.text(bars.filter(({ value }) => value > 0.92), {
      ...inside,
      fill: (bar: Bar) => bar.true ? PAPER : INK,
    }),
  ];
}

/** The true class: a dashed column up to 1, where the truth has it, named on top. */
function truth(name: string, label: Plot.TextOptions): Plot.Markish[] {
  const at = [{ name, y: 1 }];
  return [
    Plot.barY(at, {
      x: "name",
      y: "y",
      fill: "none",
      stroke: TRUTH,
      strokeWidth: 2,
      strokeDasharray: "5,3",
    }),
    Plot.text(at, {
      x: "name",
      y: "y",
      ...label,
      lineAnchor: "bottom",
      dy: -6,
      ...TEXT_STYLE,
      fill: TRUTH,
      fontWeight: 600,
    }),
  ];
}

/**
 * Predicted probabilities of the K classes as bars, next to the truth: the column of the true class
 * is filled, and a dashed outline shows the 1 that the truth has there. Probabilities have no unit.
 *
 * @example Five classes, the first is true
 * ```ts
 * import { predictionBars } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = predictionBars([0.1, 0.5, 0.1, 0.1, 0.2], { target: 0 });
 * assert(plot.textContent!.includes("true class"));
 * ```
 *
 * @param q Predicted probabilities, shape `[K]`, each in [0, 1], K from 1 to 16.
 * @param options The true class and the names of the classes.
 * @returns The drawing, 640 by 340 pixels: x class, y probability (0 to 1).
 * @throws {RangeError} If K or a probability is out of range, or `target` is no class.
 * @throws {TypeError} If the number of labels is not K.
 */
export function predictionBars(
  q: ArrayLike<number>,
  options: PredictionBarsOptions,
): SVGSVGElement {
  check(q, options);
  const names = options.labels ?? Array.from(q, (_, k) => String(k));
  const bars: Bar[] = Array.from(
    q,
    (value, k) => ({ name: names[k]!, value, true: k === options.target }),
  );
  return draw({
    height: 340,
    x: {
      domain: names,
      label: options.labels ? "class" : "class (index)",
      padding: 0.25,
      tickSize: 0,
    },
    y: {
      domain: [0, 1.1],
      ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
      label: "predicted probability q (0 to 1)",
    },
    marks: [
      Plot.gridY({ ...GRID_STYLE, ticks: [0.2, 0.4, 0.6, 0.8, 1] }),
      Plot.barY(bars, {
        x: "name",
        y: "value",
        fill: (bar) => bar.true ? PREDICTION : PREDICTION_TINT,
        stroke: PREDICTION,
      }),
      ...truth(names[options.target]!, nameOfTruth(options.target, q.length)),
      ...numbers(bars),
      Plot.ruleY([0], { stroke: INK }),
    ],
  });
}
