// @ts-types="@types/sanitize-html"
import sanitizeHtml from "sanitize-html";
import { escapeHtml, type Html, trusted, unescapeHtml } from "./html.ts";

/** Shapes, text, gradients and clips; no scripts, links, animations, styles, foreign content. */
const ELEMENTS =
  "svg g path rect circle ellipse line polyline polygon text tspan textPath title desc defs " +
  "clipPath mask pattern marker symbol use image linearGradient radialGradient stop";

/** Attributes of place, shape and paint, as the SVG specification spells them. */
const ATTRIBUTES =
  "id d x y x1 y1 x2 y2 dx dy cx cy r rx ry fx fy width height points transform rotate " +
  "viewBox preserveAspectRatio fill fill-opacity fill-rule stroke stroke-width stroke-opacity " +
  "stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit opacity color " +
  "font-family font-size font-style font-weight font-variant letter-spacing text-anchor " +
  "dominant-baseline alignment-baseline baseline-shift text-decoration textLength lengthAdjust " +
  "clip-path clip-rule clipPathUnits mask maskUnits maskContentUnits patternUnits patternTransform " +
  "patternContentUnits marker-start marker-mid marker-end markerWidth markerHeight markerUnits orient " +
  "refX refY offset stop-color stop-opacity gradientUnits gradientTransform spreadMethod startOffset " +
  "paint-order shape-rendering image-rendering visibility display vector-effect xml:space href";

/** Attributes that may also be given as declarations in `style`, where a page's policy drops them. */
const PAINT = new Set(
  ATTRIBUTES.split(" ").filter((name) =>
    /^[a-z]+(?:-[a-z]+)*$/.test(name) && !/^(?:id|d|href)$/.test(name)
  ),
);

/** A hexadecimal colour standing alone, as our figures write them. */
const COLOUR = /^#(?:[0-9a-f]{6}|[0-9a-f]{3})$/i;

/** Names that stand for paper and ink. */
const NAMED: Readonly<Record<string, string>> = { white: "#ffffff", black: "#000000" };

/** Collects the colours of all figures: the dark style sheet says what each becomes. */
export class Palette {
  readonly #colours = new Set<string>();

  /** The colour as a variable that falls back to the colour itself. */
  variable(hex: string): string {
    const name = hex.toLowerCase();
    this.#colours.add(name);
    return `var(--c${name.slice(1)},${name})`;
  }

  /** All colours, in order. */
  colours(): string[] {
    return [...this.#colours].sort();
  }
}

/** A drawing that can stand in a page. */
export interface InlineSvg {
  /** The element. */
  readonly markup: Html;
  /** Whether it says in words what it shows. */
  readonly described: boolean;
  /** Width in pixels, if it says so. */
  readonly width: number | undefined;
}

function declarations(style: string): [string, string][] {
  return style.split(";").flatMap((part) => {
    const [name, value] = [
      part.slice(0, part.indexOf(":")).trim(),
      part.slice(part.indexOf(":") + 1),
    ];
    return PAINT.has(name) && !/url|expression|@|\\/i.test(value) ? [[name, value.trim()]] : [];
  });
}

/** An attribute's value with names of its own and colours that follow the theme, or nothing if it leads elsewhere. */
function valueOf(
  name: string,
  value: string,
  prefix: string,
  palette: Palette,
): string | undefined {
  if (name === "id") return prefix + value;
  if (name === "href") {
    if (value.startsWith("#")) return `#${prefix}${value.slice(1)}`;
    return /^data:image\/(?:png|jpeg|gif|webp);base64,/.test(value) ? value : undefined;
  }
  if (/url\(/i.test(value)) {
    const inner = value.match(/^url\(["']?#([\w:.-]+)["']?\)$/)?.[1];
    return inner === undefined ? undefined : `url(#${prefix}${inner})`;
  }
  const colour = NAMED[value] ?? value;
  return COLOUR.test(colour) ? palette.variable(colour) : value;
}

/** The text of the first element of a name. */
function textOf(svg: string, name: string): string {
  const [, text = ""] = svg.match(new RegExp(`<${name}\\b[^>]*>([^<]*)</${name}>`)) ?? [];
  return unescapeHtml(text).trim();
}

/**
 * An SVG as part of a page: only shapes and text are left, its names are its own, its colours follow
 * the theme, and it is one picture with one description to those who cannot see it.
 *
 * @param svg The text of the drawing, from anyone.
 * @param options `prefix` goes before every id; `alt` stands in where the drawing has no words.
 */
export function inlineSvg(
  svg: string,
  { prefix, palette, alt }: { prefix: string; palette: Palette; alt: string | undefined },
): InlineSvg | undefined {
  const label = textOf(svg, "desc") || textOf(svg, "title") ||
    unescapeHtml(svg.match(/<svg\b[^>]*\baria-label="([^"]*)"/)?.[1] ?? "") || alt;
  const words = svg.replace(/<(title|desc)\b[^>]*>[^<]*<\/\1>/g, "");
  const clean = sanitizeHtml(words, {
    allowedTags: ELEMENTS.split(" "),
    allowedAttributes: { "*": ATTRIBUTES.split(" ") },
    allowedSchemes: ["data"],
    nonTextTags: [
      "script",
      "style",
      "textarea",
      "option",
      "noscript",
      "foreignObject",
      "iframe",
      "template",
    ],
    parser: { lowerCaseTags: false, lowerCaseAttributeNames: false },
    transformTags: {
      "*": (tagName, given) => {
        const { style = "", ["xlink:href"]: old, ...rest } = given;
        const all = {
          ...(old === undefined ? {} : { href: old }),
          ...rest,
          ...Object.fromEntries(declarations(style)),
        };
        const attribs: Record<string, string> = {};
        for (const [name, value] of Object.entries(all)) {
          const own = valueOf(name, value, prefix, palette);
          if (own !== undefined) attribs[name] = own;
        }
        return { tagName, attribs };
      },
    },
  });
  const start = clean.match(/^\s*<svg\b([^>]*)>/);
  if (!start) return undefined;
  const [whole, attributes = ""] = start;
  const size = (name: string) =>
    Number(attributes.match(new RegExp(` ${name}="([\\d.]+)(?:px)?"`))?.[1] ?? NaN);
  const [width, height] = [size("width"), size("height")];
  const box = / viewBox="/.test(attributes) || !(width > 0 && height > 0)
    ? attributes
    : `${attributes} viewBox="0 0 ${width} ${height}"`;
  const name = escapeHtml(label || "A figure without a description");
  return {
    markup: trusted(
      `<svg${box} role="img" aria-label="${name}">${
        clean.slice(clean.indexOf(whole) + whole.length).trim()
      }`,
    ),
    described: label !== undefined && label !== "",
    width: width > 0 ? width : undefined,
  };
}
