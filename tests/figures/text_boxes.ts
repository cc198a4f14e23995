import widths from "./text_widths.json" with { type: "json" };

/** A line of text on a drawing, in pixels of the drawing. */
export interface TextBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Its colour, as written. */
  readonly fill: string;
}

/** What an element inherits: its place, turned or not, and its type. */
interface Context {
  readonly x: number;
  readonly y: number;
  readonly turned: boolean;
  readonly size: number;
  readonly anchor: string;
  readonly bold: boolean;
  readonly mono: boolean;
  readonly fill: string;
}

/** Ascent and descent of the letters above and below the base line, in em. */
const [ASCENT, DESCENT] = [0.76, 0.2];

function widthOf(text: string, { bold, mono, size }: Context): number {
  const table: Record<string, number> = bold ? widths.bold : widths.regular;
  let em = 0;
  for (const character of text) em += mono ? widths.mono : table[character] ?? 1;
  return em * size;
}

/** Pixels of a length in pixels or em. */
function length(value: string | null, size: number): number {
  if (value === null) return 0;
  return value.endsWith("em") ? parseFloat(value) * size : parseFloat(value);
}

function inherit(element: Element, from: Context): Context {
  const transform = element.getAttribute("transform") ?? "";
  const [, x = "0", y = "0"] = transform.match(/translate\(([^,)]+),?([^)]*)\)/) ?? [];
  const weight = element.getAttribute("font-weight");
  return {
    x: from.x + Number(x),
    y: from.y + Number(y),
    turned: from.turned || transform.includes("rotate(-90)"),
    size: Number(element.getAttribute("font-size") ?? from.size),
    anchor: element.getAttribute("text-anchor") ?? from.anchor,
    bold: weight === null ? from.bold : Number(weight) >= 600,
    mono: element.getAttribute("font-family")?.includes("mono") ?? from.mono,
    fill: element.getAttribute("fill") ?? from.fill,
  };
}

/** The box of one line whose base line lies `dy` below, and whose anchor `dx` right of, its origin. */
function box(text: string, context: Context, dx: number, dy: number): TextBox {
  const width = widthOf(text, context);
  const start = dx -
    (context.anchor === "start" ? 0 : context.anchor === "end" ? width : width / 2);
  const [left, right] = [start, start + width];
  const [top, bottom] = [dy - ASCENT * context.size, dy + DESCENT * context.size];
  const { x, y, fill } = context;
  return context.turned
    ? { text, fill, left: x + top, right: x + bottom, top: y - right, bottom: y - left }
    : { text, fill, left: x + left, right: x + right, top: y + top, bottom: y + bottom };
}

function linesOf(element: Element, context: Context): TextBox[] {
  const place = (from: Element) =>
    length(from.getAttribute("y"), context.size) + length(from.getAttribute("dy"), context.size);
  const x = length(element.getAttribute("x"), context.size);
  const spans = [...element.querySelectorAll("tspan")];
  if (spans.length === 0) return [box(element.textContent ?? "", context, x, place(element))];
  let y = 0;
  return spans.map((span) => {
    y += place(span);
    return box(span.textContent ?? "", context, x, y);
  });
}

/** Every line of text in a drawing. */
export function textBoxes(element: Element, from?: Context): TextBox[] {
  const context = inherit(
    element,
    from ??
      { x: 0, y: 0, turned: false, size: 13, anchor: "middle", bold: false, mono: false, fill: "" },
  );
  if (element.localName === "text") {
    return linesOf(element, context).filter(({ text }) => text.trim() !== "");
  }
  return [...element.children].flatMap((child) => textBoxes(child, context));
}

/** By how many pixels two boxes cover each other, in the direction in which they cover less. */
export function overlap(a: TextBox, b: TextBox): number {
  const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return Math.min(x, y);
}
