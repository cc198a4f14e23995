import { escape } from "../serialize.ts";
import { FAINT, FONT_SIZE, GRID, INK } from "../theme.ts";

/** Attributes of an SVG element; undefined ones are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** A number in pixels with at most two decimals. */
function pixels(value: string | number): string {
  return typeof value === "number" ? String(Math.round(value * 100) / 100 + 0) : value;
}

/** An SVG element as text. */
export function tag(name: string, attributes: Attributes, content = ""): string {
  const list = Object.entries(attributes).filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escape(pixels(value!))}"`).join("");
  return `<${name}${list}>${content}</${name}>`;
}

/** Text with a halo of paper, anchored in its middle unless said otherwise. */
export function text(x: number, y: number, content: string, more: Attributes = {}): string {
  const look = {
    fill: INK,
    "font-size": FONT_SIZE,
    "text-anchor": "middle",
    stroke: "#fff",
    "stroke-width": 3,
    "stroke-linejoin": "round",
    "paint-order": "stroke",
  };
  return tag("text", { x, y, ...look, ...more }, escape(content));
}

/** A rectangle between two corners, in any order. */
export function rect(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  more: Attributes = {},
): string {
  const [x, y] = [Math.min(x1, x2), Math.min(y1, y2)];
  return tag("rect", { x, y, width: Math.abs(x2 - x1), height: Math.abs(y2 - y1), ...more });
}

/** A straight line. */
export function line(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  more: Attributes = {},
): string {
  return tag("line", { x1, y1, x2, y2, stroke: INK, ...more });
}

/** A line through points; it stops at points that are not finite. */
export function curve(points: readonly (readonly [number, number])[], more: Attributes): string {
  let d = "";
  let pen = "M";
  for (const [x, y] of points) {
    const seen = Number.isFinite(x) && Number.isFinite(y);
    if (seen) d += `${pen}${pixels(x)},${pixels(y)}`;
    pen = seen ? "L" : "M";
  }
  return tag("path", { d, fill: "none", "stroke-width": 2.5, ...more });
}

/** A dot with a rim of paper. */
export function dot(cx: number, cy: number, fill: string, r = 6): string {
  return tag("circle", { cx, cy, r, fill, stroke: "#fff", "stroke-width": 1.5 });
}

/** A square with a rim of paper: a dot of a second series. */
export function square(x: number, y: number, fill: string, r = 5): string {
  return rect(x - r, y - r, x + r, y + r, { fill, stroke: "#fff", "stroke-width": 1.5 });
}

/** From numbers to pixels along a straight scale. */
export function linear(
  [a, b]: readonly [number, number],
  [from, to]: readonly [number, number],
): (x: number) => number {
  return (x) => from + (x - a) / (b - a) * (to - from);
}

/** A tick: where it stands and what it says. */
export type Tick = readonly [at: number, label: string];

/** Grid lines and numbers of a vertical scale, its label above. */
export function axisY(
  ticks: readonly Tick[],
  y: (value: number) => number,
  [left, right]: readonly [number, number],
  label: string,
): string {
  const lines = ticks.map(([at, name]) =>
    line(left, y(at), right, y(at), { stroke: GRID }) +
    text(left - 6, y(at) + 4.5, name, { "text-anchor": "end", fill: FAINT })
  );
  const top = Math.min(...ticks.map(([at]) => y(at)));
  return lines.join("") + text(2, top - 12, label, { "text-anchor": "start", fill: FAINT });
}

/** Ticks and numbers of a horizontal scale, its label under them. */
export function axisX(
  ticks: readonly Tick[],
  x: (value: number) => number,
  [left, right]: readonly [number, number],
  base: number,
  label: string,
): string {
  const marks = ticks.map(([at, name]) =>
    line(x(at), base, x(at), base + 5) + text(x(at), base + 19, name, { fill: FAINT })
  );
  return line(left, base, right, base) + marks.join("") +
    text(right, base + 38, label, { "text-anchor": "end", fill: FAINT });
}
