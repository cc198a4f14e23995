import * as Plot from "@observablehq/plot";
import { powerOfTen } from "./format.ts";
import { FAINT, INK, PAPER } from "./theme.ts";

/** A horizontal axis of powers of ten on [0, 1]. */
export interface DecadeAxis {
  /** Where a decimal logarithm stands, from 0 (left) to 1 (right). */
  place(decade: number): number;
  /** Where ticks stand, and what they say. */
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  /** Marks that show where the axis is broken, at the height `low` of its line; may be none. */
  breakMarks(low: number): Plot.Markish[];
}

/** More decades than this do not fit side by side. */
const MOST_DECADES = 40;

/** Decades that stay whole when the axis is broken, and the share of the width left to the rest. */
const [WHOLE, REST] = [20, 0.22];

function plainAxis(low: number, high: number): DecadeAxis {
  const place = (decade: number) => (decade - low) / (high - low || 1);
  const pace = Math.max(1, Math.ceil((high - low) / 8));
  const ticks = Array.from(
    { length: Math.floor((high - low) / pace) + 1 },
    (_, i) => high - i * pace,
  ).map((decade) => ({ at: place(decade), label: powerOfTen(decade) }));
  return { place, ticks, breakMarks: () => [] };
}

/** Two slanted strokes across the axis line, and a faint rule: left of it the scale is another. */
function breakAt(at: number, low: number): Plot.Markish[] {
  const slant = { x: at, y: low, text: ["/"], fontSize: 17, fill: INK, stroke: PAPER } as const;
  return [
    Plot.ruleX([at], { stroke: FAINT, strokeDasharray: "2,4" }),
    Plot.text([0], { ...slant, dx: -3, strokeWidth: 6 }),
    Plot.text([0], { ...slant, dx: 4, strokeWidth: 3 }),
  ];
}

/**
 * An axis for decimal logarithms, whole decades at both ends. Over 40 decades it is broken: the 20
 * largest keep their width, the rest is compressed into a fifth of the axis.
 */
export function brokenDecades(decades: readonly number[]): DecadeAxis {
  const low = Math.floor(Math.min(...decades));
  const high = Math.ceil(Math.max(...decades));
  if (high - low <= MOST_DECADES) return plainAxis(low, high);
  const bend = high - WHOLE;
  const place = (decade: number) =>
    decade >= bend
      ? REST + (1 - REST) * (decade - bend) / WHOLE
      : REST * (decade - low) / (bend - low);
  const whole = Array.from({ length: WHOLE / 4 }, (_, i) => high - 4 * i);
  const ticks = [low, Math.round((low + bend) / 2 / 50) * 50, ...whole.reverse()]
    .map((decade) => ({ at: place(decade), label: powerOfTen(decade) }));
  return { place, ticks, breakMarks: (line) => breakAt(REST, line) };
}
