import { fitting } from "../format.ts";
import { FAINT, FONT_SIZE, INK, PREDICTION, PREDICTION_TINT, TRUTH } from "../theme.ts";
import type { Handle } from "./model.ts";
import { line, rect, text } from "./shapes.ts";

/** Where columns stand, in pixels, and what they measure. */
export interface ColumnsLayout {
  readonly left: number;
  readonly right: number;
  /** Pixel of a value. */
  readonly y: (value: number) => number;
  /** Index of the true class: filled, and named in colour. */
  readonly target: number;
  /** Values of before, drawn as short dashed rules. */
  readonly ghosts?: readonly number[];
  /** Names under the columns, at this pixel; none if left out. */
  readonly names?: { readonly y: number; readonly texts: readonly string[] };
}

/** Left and right edge of each column. */
function edges({ left, right }: ColumnsLayout, count: number): [number, number][] {
  const slot = (right - left) / count;
  const half = Math.min(30, slot * 0.34);
  return Array.from({ length: count }, (_, k) => {
    const middle = left + (k + 0.5) * slot;
    return [middle - half, middle + half];
  });
}

/** Columns up and down from 0, with their numbers at the ends. */
export function columns(values: readonly number[], layout: ColumnsLayout): string {
  const { left, right, y, target, ghosts, names } = layout;
  const slot = (right - left) / values.length;
  const parts = edges(layout, values.length).map(([x1, x2], k) => {
    const value = values[k]!;
    const tip = y(value);
    const middle = (x1 + x2) / 2;
    const own = k === target;
    return rect(x1, y(0), x2, tip, {
      fill: own ? PREDICTION : PREDICTION_TINT,
      stroke: PREDICTION,
    }) +
      (ghosts === undefined || Math.abs(ghosts[k]! - value) < 5e-4
        ? ""
        : line(x1 - 4, y(ghosts[k]!), x2 + 4, y(ghosts[k]!), {
          stroke: TRUTH,
          "stroke-width": 2,
          "stroke-dasharray": "4,3",
        })) +
      text(middle, value < 0 ? tip + 16 : tip - 6, fitting(value, slot - 2, FONT_SIZE, 3)) +
      (names === undefined ? "" : text(middle, names.y, names.texts[k]!, {
        fill: own ? TRUTH : FAINT,
        "font-weight": own ? 600 : undefined,
      }));
  });
  return parts.join("") + line(left, y(0), right, y(0), { stroke: INK });
}

/** Grips: the tip of each named column, and all the height over and under it. */
export function columnHandles(
  names: readonly (string | undefined)[],
  layout: ColumnsLayout,
  [low, high]: readonly [number, number],
): Handle[] {
  const { left, right, y } = layout;
  const slot = (right - left) / names.length;
  const [bottom, top] = [y(low), y(high)];
  return names.flatMap((name, k) =>
    name === undefined ? [] : [{
      name,
      box: { x: left + k * slot, y: top - 12, w: slot, h: bottom - top + 24 },
      along: "y",
      at: (_x, pixel) => low + (bottom - pixel) / (bottom - top) * (high - low),
    }]
  );
}
