import { columns, type ColumnsLayout } from "./columns.ts";
import { linear, text } from "./shapes.ts";

/** Height of one panel in pixels: its title, columns with their numbers, their names. */
const [TITLE, NUMBER, COLUMNS, NAMES] = [22, 20, 104, 32];

/** Height of a row of panels in pixels. */
const PANEL_HEIGHT = TITLE + NUMBER + COLUMNS + NUMBER + NAMES;

/** Pixels between neighbouring panels. */
const GAP = 26;

/** Below this width panels stand one under the other. */
const NARROW = 480;

/** Columns with a title. */
export interface Panel {
  readonly title: string;
  readonly values: readonly number[];
  /** Lowest and highest value that the panel holds. */
  readonly domain: readonly [number, number];
  /** Index of the true class. */
  readonly target: number;
}

/** Panels side by side, or one under the other where there is no room. */
export interface Panels {
  readonly svg: string;
  readonly height: number;
  /** Where the columns of each panel stand. */
  readonly layouts: readonly ColumnsLayout[];
}

/** Draws panels of columns into a width. */
export function panels(all: readonly Panel[], width: number): Panels {
  const across = width < NARROW ? 1 : all.length > 3 ? 2 : all.length;
  const size = (width - GAP * (across - 1)) / across;
  const layouts = all.map(({ values, domain, target }, k): ColumnsLayout => {
    const left = (k % across) * (size + GAP);
    const top = Math.floor(k / across) * PANEL_HEIGHT;
    const bottom = top + TITLE + NUMBER + COLUMNS;
    const y = linear(domain, [bottom, top + TITLE + NUMBER]);
    const texts = values.map((_, i) => i === target ? `▲ ${i}` : String(i));
    return { left, right: left + size, y, target, names: { y: bottom + NUMBER + 14, texts } };
  });
  const parts = all.map(({ title, values }, k) => {
    const { left } = layouts[k]!;
    const top = Math.floor(k / across) * PANEL_HEIGHT;
    return text(left, top + 15, title, { "text-anchor": "start", "font-weight": 600 }) +
      columns(values, layouts[k]!);
  });
  const height = Math.ceil(all.length / across) * PANEL_HEIGHT;
  return { svg: parts.join(""), height, layouts };
}
