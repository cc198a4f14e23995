import { escape } from "./serialize.ts";
import { nonEmpty, sizeOf, toSvg } from "./to_svg.ts";

/** The words that every figure carries. */
export interface FigureText {
  /**
   * What the figure shows, for those who cannot see it: the data, their range, what stands out. Not
   * empty; it becomes the `alt` of the image and the description of the SVG.
   */
  readonly alt: string;
  /** The finding, in a sentence that stands under the figure. Not empty. */
  readonly caption: string;
}

/** The three faces of a figure, by MIME type; a notebook shows the first it may. */
export interface FigureBundle {
  /** A `<figure>` whose image is the SVG as a data URL: also shown in notebooks not trusted. */
  readonly "text/html": string;
  /** The same SVG, for tools that compare, convert or print. */
  readonly "image/svg+xml": string;
  /** The words: for a terminal, a screen reader, a comparison. */
  readonly "text/plain": string;
}

/** The method that the Deno kernel looks for on the last value of a cell. */
const DISPLAY: unique symbol = Symbol.for("Jupyter.display");

/** The method that `console.log` looks for in Deno. */
const INSPECT: unique symbol = Symbol.for("Deno.customInspect");

/** UTF-8 as base64, in every runtime. */
function base64(text: string): string {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** A drawing with its words; see {@linkcode figure}, which makes it. */
export class Figure {
  /** The drawing as the text of a self-contained SVG file. */
  readonly svg: string;
  /** What the figure shows, in words. */
  readonly alt: string;
  /** The finding. */
  readonly caption: string;
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;

  /** Use {@linkcode figure}. */
  constructor(plot: Element, { alt, caption }: FigureText) {
    this.alt = nonEmpty("alt", alt);
    this.caption = nonEmpty("caption", caption);
    this.svg = toSvg(plot, { title: caption, desc: alt });
    const { width, height } = sizeOf(plot);
    this.width = width;
    this.height = height;
  }

  /** The figure as an HTML element without scripts, style sheets or links. */
  toHtml(): string {
    return `<figure style="margin:0"><img alt="${escape(this.alt)}"` +
      ` width="${this.width}" height="${this.height}" style="max-width:100%;height:auto"` +
      ` src="data:image/svg+xml;base64,${base64(this.svg)}">` +
      `<figcaption style="max-width:${this.width}px">${escape(this.caption)}</figcaption></figure>`;
  }

  /** The words of the figure: what it shows, then the finding. */
  toString(): string {
    return `[figure] ${this.alt}\n${this.caption}`;
  }

  /** The three faces of the figure, the preferred first. */
  toBundle(): FigureBundle {
    return {
      "text/html": this.toHtml(),
      "image/svg+xml": this.svg,
      "text/plain": this.toString(),
    };
  }

  /** What the Deno kernel shows of the figure. */
  [DISPLAY](): FigureBundle {
    return this.toBundle();
  }

  /** What `console.log` prints of the figure. */
  [INSPECT](): string {
    return this.toString();
  }
}

/**
 * A plot with its words, ready to be the last expression of a notebook cell; sizes in pixels.
 *
 * It is right in JupyterLab (trusted or not, light or dark), VS Code, GitHub, nbviewer, nbconvert
 * and a terminal: HTML with the drawing as an image and its caption, the same drawing as SVG, and
 * the words as plain text. Nothing in it runs, and nothing is fetched.
 *
 * @example The three faces
 * ```ts
 * import { figure, surprisalCurve } from "@surprisal/loss/figures";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const shown = figure(surprisalCurve({ marks: [1 / 8] }), {
 *   alt: "Surprisal in bits against probability, from 6 bits at 1/64 down to 0 bits at 1",
 *   caption: "One chance in eight is worth 3 bits.",
 * });
 * const bundle = shown.toBundle();
 * assertEquals(Object.keys(bundle), ["text/html", "image/svg+xml", "text/plain"]);
 * assert(bundle["text/html"].includes("<figcaption"));
 * ```
 *
 * @param plot The SVG element that Observable Plot or a figure function returned.
 * @param text What it shows (`alt`) and what it finds (`caption`), both as plain text.
 * @returns The figure.
 * @throws {TypeError} If `plot` is not one SVG element, or if alt or caption is empty.
 *
 * @see {@linkcode toSvg} for the drawing alone.
 */
export function figure(plot: Element, text: FigureText): Figure {
  return new Figure(plot, text);
}
