import { escape, serialize, serializeChildren } from "./serialize.ts";
import { FONT_FAMILY, FONT_SIZE, INK, PAPER } from "./theme.ts";

/** What {@linkcode toSvg} tells those who cannot see the drawing. */
export interface SvgText {
  /** Name of the drawing: one sentence, best its finding. Not empty. */
  readonly title: string;
  /** What the drawing shows, in words: the data, their range, what stands out. Not empty. */
  readonly desc: string;
}

/** The radius in pixels of the corners of the paper, seen in a dark notebook only. */
const CORNER = 8;

/** FNV-1a of 32 bits: the same text gets the same id in every run. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return value.toString(16).padStart(8, "0");
}

/** The one SVG element of a plot, or a refusal that says what was given instead. */
function svgOf(plot: Element): Element {
  const name = plot?.localName ?? String(plot);
  if (name === "svg") return plot;
  throw new TypeError(
    `Cannot show plot as a self-contained figure as it must be one SVG element: found <${name}>` +
      (name === "figure" ? ", which Plot makes for a legend, a title or a caption" : ""),
  );
}

/** Text that says something, or a refusal that names it. */
export function nonEmpty(name: string, text: string): string {
  if (typeof text === "string" && text.trim() !== "") return text;
  const found = typeof text === "string" ? "an empty text" : `${text}`;
  throw new TypeError(`Cannot show figure as ${name} must say something in words: found ${found}`);
}

/** New names for the ids inside a drawing: Plot numbers them through the process. */
function renamed(svg: Element, prefix: string): Map<string, string> {
  const old = [...svg.querySelectorAll("[id]")].map((element) => element.getAttribute("id")!);
  return new Map(old.map((id, i) => [id, `${prefix}-${i + 1}`]));
}

/** Width and height of a drawing in pixels. */
export function sizeOf(plot: Element): { width: number; height: number } {
  const svg = svgOf(plot);
  return {
    width: Number(svg.getAttribute("width")),
    height: Number(svg.getAttribute("height")),
  };
}

/**
 * A plot as the text of a self-contained SVG file, sizes in pixels.
 *
 * It looks the same in a page, in an `<img>`, in print and in a viewer that strips style sheets: it
 * carries its own white paper, explicit ink in place of `currentColor`, attributes in place of
 * Plot's style sheet, and a title and description for screen readers. The same drawing gives the
 * same bytes in every run.
 *
 * @example A drawing that stands alone
 * ```ts
 * import { surprisalCurve, toSvg } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const svg = toSvg(surprisalCurve({ marks: [1 / 8] }), {
 *   title: "One chance in eight is worth 3 bits",
 *   desc: "Curve of surprisal against probability, falling from infinity at 0 to 0 bits at 1",
 * });
 * assert(svg.startsWith(`<svg xmlns="http://www.w3.org/2000/svg"`));
 * assert(!svg.includes("currentColor"));
 * ```
 *
 * @param plot The SVG element that Observable Plot or a figure function returned.
 * @param text Title and description; both must say something.
 * @returns The text of an SVG document without an XML declaration.
 * @throws {TypeError} If `plot` is not one SVG element (Plot wraps a drawing with a legend, a title
 * or a caption in HTML, which no SVG file can hold), or if a text is empty.
 *
 * @see {@linkcode figure} for showing it in a notebook.
 */
export function toSvg(plot: Element, text: SvgText): string {
  const svg = svgOf(plot);
  const title = nonEmpty("title", text.title);
  const desc = nonEmpty("desc", text.desc);
  const id = `figure-${hash(title + desc + serialize(svg, renamed(svg, "part")))}`;
  const { width, height } = sizeOf(svg);
  const viewBox = svg.getAttribute("viewBox") ?? `0 0 ${width} ${height}`;
  const [left, top, boxWidth, boxHeight] = viewBox.trim().split(/[\s,]+/);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"` +
    ` viewBox="${viewBox}" role="img" aria-labelledby="${id}-title ${id}-desc"` +
    ` font-family="${escape(svg.getAttribute("font-family") ?? FONT_FAMILY)}"` +
    ` font-size="${escape(svg.getAttribute("font-size") ?? String(FONT_SIZE))}"` +
    ` text-anchor="middle" fill="${INK}">` +
    `<title id="${id}-title">${escape(title)}</title><desc id="${id}-desc">${escape(desc)}</desc>` +
    `<rect x="${left}" y="${top}" width="${boxWidth}" height="${boxHeight}"` +
    ` rx="${CORNER}" fill="${PAPER}"/>` +
    `${serializeChildren(svg, renamed(svg, id))}</svg>\n`;
}
