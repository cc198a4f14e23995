import * as Plot from "@observablehq/plot";
import { draw, GRID_STYLE, TEXT_STYLE } from "./draw.ts";
import { short, withUnit } from "./format.ts";
import { checkOne } from "./refuse.ts";
import { FAINT, INK, SERIES } from "./theme.ts";

/** Options of {@linkcode binaryEntropyCurve}. */
export interface BinaryEntropyCurveOptions {
  /** Probability at which both curves are read off, in [0, 1]. Default: none. */
  readonly mark?: number;
}

interface Point {
  readonly p: number;
  readonly nats: number;
  readonly bits: number;
}

const [BITS, NATS] = [SERIES[0]!, SERIES[1]!];

/** Entropy of a coin in both units; 0 at the ends. */
function point(p: number): Point {
  const term = (x: number) => x === 0 ? 0 : -x * Math.log(x);
  const nats = term(p) + term(1 - p);
  return { p, nats, bits: nats / Math.LN2 };
}

/** Points of the curves, denser at the ends, where they are steep. */
function curve(): Point[] {
  return Array.from({ length: 201 }, (_, i) => point((1 - Math.cos(Math.PI * i / 200)) / 2));
}

/** The two values at one probability, read off on a rule inside the arches. */
function reading(p: number): Plot.Markish[] {
  const at = point(p);
  const text = `p = ${short(p)}: ${withUnit(short(at.bits), "bits")} = ${
    withUnit(short(at.nats), "nats")
  }`;
  const side = p <= 0.5
    ? { textAnchor: "start", dx: 9 } as const
    : { textAnchor: "end", dx: -9 } as const;
  return [
    Plot.ruleX([at], { x: "p", y1: 0, y2: "bits", stroke: INK, strokeDasharray: "2,2" }),
    Plot.dot([at], { x: "p", y: "bits", r: 5, fill: BITS.colour, stroke: "white" }),
    Plot.dot([at], {
      x: "p",
      y: "nats",
      r: 5,
      symbol: "square",
      fill: NATS.colour,
      stroke: "white",
    }),
    Plot.text([at], { x: "p", y: 0.09, text: [text], ...TEXT_STYLE, fontWeight: 600, ...side }),
  ];
}

/** The tops of the arches, marked and named: the label of a curve is that of its maximum. */
function tops(): Plot.Markish[] {
  const at = point(0.5);
  const label = { ...TEXT_STYLE, lineAnchor: "bottom", dy: -9, fontWeight: 600 } as const;
  return [
    Plot.dot([at], {
      x: "p",
      y: "bits",
      r: 4.5,
      stroke: BITS.colour,
      fill: "white",
      strokeWidth: 2,
    }),
    Plot.dot([at], {
      x: "p",
      y: "nats",
      r: 4.5,
      symbol: "square",
      stroke: NATS.colour,
      fill: "white",
      strokeWidth: 2,
    }),
    Plot.text([at], {
      x: "p",
      y: "bits",
      text: ["in bits: at most 1, for a fair coin"],
      ...label,
      fill: BITS.colour,
    }),
    Plot.text([at], {
      x: "p",
      y: "nats",
      text: ["in nats: at most ln 2 = 0.6931"],
      ...label,
      fill: NATS.colour,
    }),
  ];
}

/**
 * Entropy of a coin against its probability of heads, in bits and in nats: one curve, two scales.
 *
 * @example A coin that shows heads one time in nine
 * ```ts
 * import { binaryEntropyCurve } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = binaryEntropyCurve({ mark: 0.11 });
 * assert(plot.textContent!.includes("p = 0.11: 0.4999 bits = 0.3465 nats"));
 * ```
 *
 * @param options The probability to read off.
 * @returns The drawing, 640 by 380 pixels: x probability of heads (0 to 1), y entropy in bits and
 * in nats, as each curve says.
 * @throws {RangeError} If the mark is not in [0, 1].
 */
export function binaryEntropyCurve({ mark }: BinaryEntropyCurveOptions = {}): SVGSVGElement {
  if (mark !== undefined) {
    checkOne("binary entropy curve", "in [0, 1]", "mark", mark, mark >= 0 && mark <= 1);
  }
  const points = curve();
  return draw({
    x: { domain: [0, 1], label: "probability p of heads (0 to 1)" },
    y: {
      domain: [0, 1.12],
      ticks: [0, 0.25, 0.5, 0.75, 1],
      tickFormat: (value: number) => short(value),
      label: "entropy H(p) (bits or nats, as named)",
    },
    marks: [
      Plot.gridX(GRID_STYLE),
      Plot.gridY({ ...GRID_STYLE, ticks: [0.25, 0.5, 0.75, 1] }),
      Plot.ruleY([0], { stroke: FAINT }),
      Plot.line(points, { x: "p", y: "bits", stroke: BITS.colour, strokeWidth: 2.5 }),
      Plot.line(points, {
        x: "p",
        y: "nats",
        stroke: NATS.colour,
        strokeWidth: 2.5,
        strokeDasharray: NATS.dash,
      }),
      ...(mark === undefined ? [] : reading(mark)),
      ...tops(),
    ],
  });
}
