import * as Plot from "@observablehq/plot";
import { draw, GRID_STYLE, TEXT_STYLE } from "./draw.ts";
import { short } from "./format.ts";
import { checkOne } from "./refuse.ts";
import { INK, PREDICTION, TRUTH } from "./theme.ts";

/** Options of {@linkcode logSumExpAndMax}. */
export interface LogSumExpAndMaxOptions {
  /** The logit that stays put, in nats. Default: 0. */
  readonly fixed?: number;
  /** How far the other logit moves to either side of it, in nats; > 0. Default: 6. */
  readonly reach?: number;
}

const FIGURE = "log-sum-exp and max";

interface Point {
  readonly z: number;
  readonly lse: number;
  readonly max: number;
  /** Softmax of the moving logit: the slope of log-sum-exp. */
  readonly q: number;
}

function point(z: number, fixed: number): Point {
  const gap = z - fixed;
  const max = Math.max(z, fixed);
  return { z, max, lse: max + Math.log1p(Math.exp(-Math.abs(gap))), q: 1 / (1 + Math.exp(-gap)) };
}

/** A short piece of the tangent, whose slope is the softmax, with that number. */
function slope(at: Point, reach: number): Plot.Markish[] {
  const half = reach * 0.16;
  const ends = {
    x1: at.z - half,
    x2: at.z + half,
    y1: at.lse - half * at.q,
    y2: at.lse + half * at.q,
  };
  return [
    Plot.link([ends], { x1: "x1", x2: "x2", y1: "y1", y2: "y2", stroke: INK, strokeWidth: 4 }),
    Plot.text([at], {
      x: "z",
      y: "lse",
      text: [`slope q₁ = ${short(at.q, 3)}`],
      textAnchor: "end",
      dx: -10,
      dy: -14,
      ...TEXT_STYLE,
    }),
  ];
}

/** The gap between the two curves at the tie, ln 2. */
function tie(at: Point): Plot.Markish[] {
  return [
    Plot.link([at], { x1: "z", x2: "z", y1: "max", y2: "lse", stroke: TRUTH, strokeWidth: 3 }),
    Plot.text([at], {
      x: "z",
      y: "max",
      text: ["tie: gap ln 2 = 0.6931 nats"],
      dy: 16,
      ...TEXT_STYLE,
      fill: TRUTH,
      fontWeight: 600,
    }),
  ];
}

/**
 * Log-sum-exp of two logits against their maximum, along one of them, in nats: a maximum without a
 * corner, never below it, ln 2 above it at the tie, and with the softmax as its slope.
 *
 * @example One logit passes the other
 * ```ts
 * import { logSumExpAndMax } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = logSumExpAndMax();
 * assert(plot.textContent!.includes("slope q₁ = 0.5"));
 * ```
 *
 * @param options The fixed logit and how far the other one moves.
 * @returns The drawing, 640 by 380 pixels: x the moving logit (nats), y both functions (nats).
 * @throws {RangeError} If `fixed` is not finite, or `reach` is not finite and > 0.
 */
export function logSumExpAndMax(
  { fixed = 0, reach = 6 }: LogSumExpAndMaxOptions = {},
): SVGSVGElement {
  checkOne(FIGURE, "finite", "fixed", fixed, Number.isFinite(fixed));
  checkOne(FIGURE, "finite and > 0", "reach", reach, reach > 0 && reach < Infinity);
  const at = (share: number) => point(fixed + reach * share, fixed);
  const points = Array.from({ length: 201 }, (_, i) => at(i / 100 - 1));
  const label = { ...TEXT_STYLE, fontWeight: 600 } as const;
  return draw({
    x: {
      domain: [fixed - reach, fixed + reach],
      label: `logit z₁ (nats); the other logit z₂ is ${short(fixed)}`,
    },
    y: { domain: [fixed - reach * 0.18, fixed + reach * 1.04], label: "value (nats)" },
    marks: [
      Plot.gridX(GRID_STYLE),
      Plot.gridY(GRID_STYLE),
      Plot.line(points, {
        x: "z",
        y: "max",
        stroke: TRUTH,
        strokeWidth: 2,
        strokeDasharray: "7,3",
      }),
      Plot.line(points, { x: "z", y: "lse", stroke: PREDICTION, strokeWidth: 2.5 }),
      ...tie(at(0)),
      ...[-0.45, 0, 0.45].flatMap((share) => slope(at(share), reach)),
      Plot.text([at(0.86)], {
        x: "z",
        y: "lse",
        text: ["lse(z) = ln(exp z₁ + exp z₂)"],
        textAnchor: "end",
        dx: -12,
        dy: -6,
        ...label,
        fill: PREDICTION,
      }),
      Plot.text([at(0.62)], {
        x: "z",
        y: "max",
        text: ["max(z)"],
        textAnchor: "start",
        dx: 12,
        dy: 8,
        ...label,
        fill: TRUTH,
      }),
    ],
  });
}
