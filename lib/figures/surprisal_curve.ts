import * as Plot from "@observablehq/plot";
import { draw, GRID_STYLE, TEXT_STYLE } from "./draw.ts";
import { probability, short, withUnit } from "./format.ts";
import { checkEach } from "./refuse.ts";
import { spread } from "./spread.ts";
import { INK, PREDICTION } from "./theme.ts";

/** Options of {@linkcode surprisalCurve}. */
export interface SurprisalCurveOptions {
  /** Probabilities to mark with a dot and its value in bits; each in (0, 1]. Default: none. */
  readonly marks?: readonly number[];
}

interface Mark {
  readonly p: number;
  readonly bits: number;
}

const FIGURE = "surprisal curve";
const HEIGHT = 380;
const MARGINS = 92;

/** The curve -log2 p from where it enters the drawing, denser where it is steep. */
function curve(top: number): Mark[] {
  const steps = 200;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const bits = top * (1 - i / steps);
    return { p: 2 ** -bits, bits };
  });
}

/** Dots and their labels; labels give way upward or downward to keep a line of text apart. */
function markLabels(marks: readonly Mark[], top: number): Plot.Markish[] {
  const line = 18 * top / (HEIGHT - MARGINS);
  const placed = spread(marks.map((mark) => mark.bits + line * 0.7), line);
  const labels = marks.map((mark, i) => ({
    ...mark,
    y: placed[i]!,
    text: `p = ${probability(mark.p)} → ${withUnit(short(mark.bits), "bits")}`,
  }));
  const shared = { x: "p", y: "y", text: "text", ...TEXT_STYLE } as const;
  return [
    Plot.dot(marks, { x: "p", y: "bits", r: 5, fill: PREDICTION, stroke: "white" }),
    Plot.text(labels.filter(({ p }) => p <= 0.7), { ...shared, textAnchor: "start", dx: 11 }),
    Plot.text(labels.filter(({ p }) => p > 0.7), { ...shared, textAnchor: "end", dx: 4, dy: -14 }),
  ];
}

/**
 * Surprisal against probability, in bits: the curve -log2 p, with dots at given probabilities.
 *
 * @example One chance in eight
 * ```ts
 * import { surprisalCurve } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = surprisalCurve({ marks: [1 / 2, 1 / 8] });
 * assert(plot.textContent!.includes("p = 1/8 → 3 bits"));
 * ```
 *
 * @param options Probabilities to mark.
 * @returns The drawing, 640 by 380 pixels: x probability (0 to 1), y surprisal in bits.
 * @throws {RangeError} If a mark is not in (0, 1].
 */
export function surprisalCurve({ marks = [] }: SurprisalCurveOptions = {}): SVGSVGElement {
  checkEach(FIGURE, "each mark must be in (0, 1]", "marks", marks, (p) => p > 0 && p <= 1);
  const dots = marks.map((p) => ({ p, bits: -Math.log2(p) + 0 }));
  const top = Math.max(6, ...dots.map(({ bits }) => Math.ceil(bits + 0.5)));
  return draw({
    height: HEIGHT,
    x: { domain: [0, 1], label: "probability p (0 to 1)" },
    y: { domain: [0, top], label: "surprisal −log₂ p (bits)" },
    marks: [
      Plot.gridX(GRID_STYLE),
      Plot.gridY(GRID_STYLE),
      Plot.ruleY([0], { stroke: INK }),
      Plot.line(curve(top), { x: "p", y: "bits", stroke: PREDICTION, strokeWidth: 2.5 }),
      ...markLabels(dots, top),
    ],
  });
}
