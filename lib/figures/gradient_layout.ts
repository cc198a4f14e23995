import { INNER_WIDTH } from "./draw.ts";
import { short } from "./format.ts";
import type { GradientRow } from "./gradient_row.ts";

/** Layout in pixels: a row is a heading, then bars with room for a number at either end. */
export const [TOP, ROW, HEADING, NUMBER, BARS, FOOT] = [26, 118, 24, 17, 50, 56];

/** Width of the strip between two predictions, where the sign = or ≠ stands. */
const GUTTER = 52;

export interface Cell {
  readonly x: number;
  readonly half: number;
  readonly zero: number;
  readonly end: number;
  readonly value: number;
  /** Pixels from one bar to the next. */
  readonly slot: number;
  readonly target: boolean;
}

/** Left edge and width of the panel of each prediction. */
export function panels(count: number): { left: number; width: number }[] {
  const width = (INNER_WIDTH - GUTTER * (count - 1)) / count;
  return Array.from({ length: count }, (_, i) => ({ left: i * (width + GUTTER), width }));
}

/** Bars of one row: all its panels share one scale, so that equal gradients look equal. */
export function rowCells(row: GradientRow, top: number, target: number): Cell[] {
  const all = row.predictions.flatMap(({ gradient }) => gradient);
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  const scale = BARS / (high - low || 1);
  const zero = top + HEADING + NUMBER + high * scale;
  return panels(row.predictions.length).flatMap(({ left, width }, i) => {
    const { gradient } = row.predictions[i]!;
    const slot = width / gradient.length;
    return gradient.map((value, k) => ({
      x: left + (k + 0.5) * slot,
      half: Math.min(18, slot * 0.32),
      zero,
      end: zero - value * scale,
      value,
      slot,
      target: k === target,
    }));
  });
}

/** Whether two gradients agree as far as a measured derivative can tell, and far below a pixel. */
function same(a: readonly number[], b: readonly number[]): boolean {
  const size = Math.max(...a.map(Math.abs), ...b.map(Math.abs));
  return a.every((x, i) => Math.abs(x - b[i]!) <= 1e-6 * size);
}

/** Between neighbouring panels: = where the gradients agree, ≠ where they differ. */
export function signs(row: GradientRow, top: number) {
  const places = panels(row.predictions.length);
  return row.predictions.slice(1).map(({ gradient }, i) => ({
    x: places[i + 1]!.left - GUTTER / 2,
    y: top + HEADING + NUMBER + BARS / 2,
    equal: same(row.predictions[i]!.gradient, gradient),
  }));
}

/** What a row says above its bars: the coordinates, and what the height of the bars means. */
export function heading(row: GradientRow, top: number) {
  const all = row.predictions.flatMap(({ gradient }) => gradient);
  const range = [Math.min(0, ...all), Math.max(0, ...all)].map((x) => short(x)).join(" to ");
  return { y: top + 11, coordinates: row.coordinates, range: `scale: ${range}` };
}

/** The numbers of the classes, once, under the last row. */
export function classNames(rows: readonly GradientRow[], target: number) {
  const { predictions } = rows[0]!;
  return panels(predictions.length).flatMap(({ left, width }, i) => {
    const K = predictions[i]!.gradient.length;
    return Array.from({ length: K }, (_, k) => ({
      x: left + (k + 0.5) * width / K,
      y: TOP + rows.length * ROW + 8,
      text: String(k),
      target: k === target,
    }));
  });
}
