import * as Plot from "@observablehq/plot";
import { draw, GRID_STYLE, TEXT_STYLE } from "./draw.ts";
import { powerOfTen, short } from "./format.ts";
import { checkOne } from "./refuse.ts";
import { INK, SERIES } from "./theme.ts";

/** Options of {@linkcode probabilityGradient}. */
export interface ProbabilityGradientOptions {
  /** Smallest probability of the true class on the axis, in (0, 0.01]. Default: 1e-12. */
  readonly smallest?: number;
  /** Probability at which both slopes are read off, in (0, 1). Default: none. */
  readonly mark?: number;
}

const FIGURE = "probability gradient";

/** Slopes of -ln q by the probability and by the logit, on decimal logarithms. */
interface Slopes {
  readonly x: number;
  readonly byProbability: number;
  readonly byLogit: number;
}

const [PROBABILITY, LOGIT] = [SERIES[1]!, SERIES[0]!];

function slopes(x: number): Slopes {
  return { x, byProbability: -x, byLogit: Math.log10(1 - 10 ** x) };
}

function reading(q: number): Plot.Markish[] {
  const at = [slopes(Math.log10(q))];
  const number = { x: "x", textAnchor: "end", dx: -9, ...TEXT_STYLE } as const;
  return [
    Plot.ruleX(at, { x: "x", stroke: INK, strokeDasharray: "2,3" }),
    Plot.dot(at, {
      x: "x",
      y: "byProbability",
      r: 5,
      symbol: "square",
      fill: PROBABILITY.colour,
      stroke: "white",
    }),
    Plot.dot(at, { x: "x", y: "byLogit", r: 5, fill: LOGIT.colour, stroke: "white" }),
    Plot.text(at, { ...number, y: "byProbability", dy: 10, text: [short(1 / q)] }),
    Plot.text(at, { ...number, y: "byLogit", dy: 13, text: [short(1 - q)] }),
    Plot.text([`q = ${short(q)}`], {
      frameAnchor: "top",
      x: Math.log10(q),
      textAnchor: "end",
      dx: -8,
      ...TEXT_STYLE,
      fontWeight: 600,
    }),
  ];
}

/**
 * Slope of the loss -ln q of the true class by its probability and by its logit, in absolute value,
 * as the probability goes to 0: the first is 1/q and has no bound, the second 1 - q, at most 1.
 *
 * @example At a probability of a tenth
 * ```ts
 * import { probabilityGradient } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = probabilityGradient({ mark: 0.1 });
 * assert(plot.textContent!.includes("0.9"));
 * ```
 *
 * @param options The end of the axis and the probability to read off.
 * @returns The drawing, 640 by 380 pixels: x probability of the true class (log scale), y absolute
 * slope in nats per unit of probability, and in nats per nat of logit (log scale).
 * @throws {RangeError} If `smallest` is not in [1e-300, 0.01] or `mark` not in (0, 1).
 */
export function probabilityGradient(
  { smallest = 1e-12, mark }: ProbabilityGradientOptions = {},
): SVGSVGElement {
  check(smallest, mark);
  const low = Math.floor(Math.log10(smallest));
  const points = Array.from({ length: 201 }, (_, i) => slopes(low + (-0.02 - low) * i / 200));
  const pace = Math.max(1, Math.round(-low / 6));
  const ticks = Array.from({ length: Math.floor(-low / pace) + 1 }, (_, i) => i * pace);
  const label = { ...TEXT_STYLE, textAnchor: "start", fontWeight: 600 } as const;
  return draw({
    marginLeft: 50,
    x: {
      domain: [low, 0],
      ticks: ticks.map((d) => -d),
      tickFormat: powerOfTen,
      label: "probability q of the true class (log scale)",
    },
    y: {
      domain: [low * 0.11, -low],
      ticks,
      tickFormat: powerOfTen,
      label: "slope of the loss, absolute (nats per unit, log scale)",
    },
    marks: [
      Plot.gridX({ ...GRID_STYLE, ticks: ticks.map((d) => -d) }),
      Plot.gridY({ ...GRID_STYLE, ticks }),
      Plot.line(points, {
        x: "x",
        y: "byProbability",
        stroke: PROBABILITY.colour,
        strokeWidth: 2.5,
        strokeDasharray: PROBABILITY.dash,
      }),
      Plot.line(points, { x: "x", y: "byLogit", stroke: LOGIT.colour, strokeWidth: 2.5 }),
      ...(mark === undefined ? [] : reading(mark)),
      Plot.text([slopes(low * 0.66)], {
        x: "x",
        y: "byProbability",
        dx: 12,
        dy: -8,
        text: ["by the probability: 1/q, without bound"],
        ...label,
        fill: PROBABILITY.colour,
      }),
      Plot.text([slopes(low)], {
        x: "x",
        y: "byLogit",
        dx: 8,
        dy: -13,
        text: ["by the logit: 1 − q, never above 1"],
        ...label,
        fill: LOGIT.colour,
      }),
    ],
  });
}

function check(smallest: number, mark = 0.5): void {
  const fits = smallest >= 1e-300 && smallest <= 0.01;
  checkOne(FIGURE, "in [1e-300, 0.01]", "smallest", smallest, fits);
  checkOne(FIGURE, "in (0, 1)", "mark", mark, mark > 0 && mark < 1);
}
