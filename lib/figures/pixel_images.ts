import * as Plot from "@observablehq/plot";
import { draw, INNER_WIDTH } from "./draw.ts";
import { checkCount, checkEach, checkSame } from "./refuse.ts";
import { GRID, INK, PREDICTION, TRUTH } from "./theme.ts";

/** One picture of {@linkcode pixelImages}. */
export interface PixelImage {
  /** What stands below it; a line break starts a second line. */
  readonly label: string;
  /** Its pixels, row after row, as many rows as columns: 0 (paper) to 1 (ink), or signed numbers. */
  readonly pixels: ArrayLike<number>;
}

/** Options of {@linkcode pixelImages}. */
export interface PixelImagesOptions {
  /**
   * Two names, of the pixels > 0 and of those < 0: pixels are then drawn as blue squares and orange
   * diamonds whose areas are proportional to their size, the largest of all pictures filling its
   * place. Default: grey pixels in [0, 1].
   */
  readonly signs?: readonly [string, string];
  /** Pictures side by side, 1 to 10. Default 5. */
  readonly columns?: number;
}

const FIGURE = "pixel images";

/** Levels of grey that are told apart. */
const LEVELS = 15;

/** Pixels of the drawing between pictures, for a line of text, and for the key of the signs. */
const [GAP, LINE, KEY] = [18, 17, 30];

interface Layout {
  readonly columns: number;
  /** Pixels along the side of a picture's pixel. */
  readonly unit: number;
  readonly side: number;
  readonly top: number;
  readonly rowHeight: number;
}

/** The upper left corner of a picture. */
function cornerOf({ columns, unit, side, top, rowHeight }: Layout, i: number): [number, number] {
  const width = INNER_WIDTH / columns;
  const indent = Math.round((width - side * unit) / 2);
  return [Math.floor((i % columns) * width) + indent, top + Math.floor(i / columns) * rowHeight];
}

/** A number of an SVG path, with one decimal at most. */
function at(x: number): string {
  return String(Math.round(10 * x) / 10);
}

function squareAt(x: number, y: number, size: number): string {
  return `M${at(x - size / 2)},${at(y - size / 2)}h${at(size)}v${at(size)}h${at(-size)}z`;
}

/** A diamond of the area of the square of side `size`. */
function diamondAt(x: number, y: number, size: number): string {
  const r = size / Math.SQRT2;
  return `M${at(x - r)},${at(y)}l${at(r)},${at(-r)}l${at(r)},${at(r)}l${at(-r)},${at(r)}z`;
}

function pathMark(d: string, fill: string, stroke = "none"): Plot.Markish {
  return (_index, _scales, _values, _dimensions, context) => {
    const path = context.document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    path.setAttribute("fill", fill);
    path.setAttribute("stroke", stroke);
    return path;
  };
}

/** All pixels of all pictures as calls of `place(value, x, y)`, x and y their middles. */
function eachPixel(
  images: readonly PixelImage[],
  layout: Layout,
  place: (value: number, x: number, y: number) => void,
): void {
  const { side, unit } = layout;
  images.forEach(({ pixels }, i) => {
    const [left, top] = cornerOf(layout, i);
    for (let p = 0; p < side * side; p++) {
      place(
        pixels[p]!,
        left + (p % side + 0.5) * unit,
        top + (Math.floor(p / side) + 0.5) * unit,
      );
    }
  });
}

/** One path for each level of grey: thousands of rectangles would make a heavy drawing. */
function greyMarks(images: readonly PixelImage[], layout: Layout): Plot.Markish[] {
  const paths = new Array<string>(LEVELS + 1).fill("");
  eachPixel(images, layout, (value, x, y) => {
    paths[Math.round(LEVELS * value)] += squareAt(x, y, layout.unit);
  });
  return paths.flatMap((d, level) => {
    const grey = Math.round(255 - 224 * level / LEVELS).toString(16).padStart(2, "0");
    return level === 0 || d === "" ? [] : [pathMark(d, `#${grey}${grey}${grey}`)];
  });
}

function signMarks(images: readonly PixelImage[], layout: Layout): Plot.Markish[] {
  let largest = 0;
  eachPixel(images, layout, (value) => largest = Math.max(largest, Math.abs(value)));
  const paths = { up: "", down: "" };
  eachPixel(images, layout, (value, x, y) => {
    const size = (layout.unit - 0.5) * Math.sqrt(Math.abs(value) / (largest || 1));
    if (size < 0.5) return;
    if (value > 0) paths.up += squareAt(x, y, size);
    else paths.down += diamondAt(x, y, size);
  });
  return [pathMark(paths.up, PREDICTION), pathMark(paths.down, TRUTH)];
}

/** The key: a square and a diamond, and what they stand for. */
function keyMarks(names: readonly [string, string]): Plot.Markish[] {
  const middle = INNER_WIDTH / 2;
  const word = (x: number, name: string) =>
    Plot.text([name], { x: () => x, y: () => 10, text: (name) => name, textAnchor: "start" });
  return [
    pathMark(squareAt(30, 10, 9), PREDICTION),
    word(42, names[0]),
    pathMark(diamondAt(middle + 10, 10, 9), TRUTH),
    word(middle + 22, names[1]),
  ];
}

function frames(images: readonly PixelImage[], layout: Layout): string {
  const size = layout.side * layout.unit;
  return images.map((_, i) => {
    const [left, top] = cornerOf(layout, i);
    return squareAt(left + size / 2, top + size / 2, size + 2);
  }).join("");
}

/**
 * Small square pictures in rows, each with its words: digits in grey, or weights as squares and
 * diamonds, so that the sign does not hang on colour.
 *
 * @example Two pictures of four pixels
 * ```ts
 * import { pixelImages } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = pixelImages([
 *   { label: "falling", pixels: [1, 0, 0, 1] },
 *   { label: "rising", pixels: [0, 1, 1, 0] },
 * ]);
 * assert(plot.textContent!.includes("rising"));
 * ```
 *
 * @param images The pictures, all of one size.
 * @param options Names of the signs, pictures in a row.
 * @returns The drawing, 640 pixels wide.
 * @throws {RangeError} If there is no picture, the number of columns is out of range, a pixel is not
 * finite or, in grey, not in [0, 1].
 * @throws {TypeError} If the pictures are not square, or not of one size.
 */
export function pixelImages(
  images: readonly PixelImage[],
  { signs, columns = 5 }: PixelImagesOptions = {},
): SVGSVGElement {
  const side = check(images, signs !== undefined, columns);
  const lines = Math.max(...images.map(({ label }) => label.split("\n").length));
  const unit = Math.min(Math.floor((INNER_WIDTH / columns - GAP) / side), 24);
  const layout: Layout = {
    columns,
    unit,
    side,
    top: signs ? KEY : 2,
    rowHeight: side * unit + lines * LINE + GAP,
  };
  const identity = { type: "identity", axis: null } as const;
  return draw({
    height: layout.top + Math.ceil(images.length / columns) * layout.rowHeight + 14,
    marginTop: 0,
    marginBottom: 0,
    marginLeft: 0,
    marginRight: 0,
    x: identity,
    y: identity,
    marks: [
      pathMark(frames(images, layout), "none", GRID),
      ...(signs ? signMarks(images, layout) : greyMarks(images, layout)),
      ...(signs ? keyMarks(signs) : []),
      Plot.text(images, {
        x: (_, i) => cornerOf(layout, i)[0] + side * unit / 2,
        y: (_, i) => cornerOf(layout, i)[1] + side * unit + 4,
        text: "label",
        lineAnchor: "top",
        lineHeight: LINE / 13,
        fill: INK,
      }),
    ],
  });
}

/** Refuses what cannot be drawn; gives the pixels along a side. */
function check(images: readonly PixelImage[], signed: boolean, columns: number): number {
  checkCount(FIGURE, "images", images.length);
  checkCount(FIGURE, "columns", columns, 10);
  const side = Math.max(1, Math.round(Math.sqrt(images[0]!.pixels.length)));
  const must = signed ? "each pixel must be finite" : "each pixel must be in [0, 1]";
  images.forEach(({ pixels }, i) => {
    const size = `images[${i}] must be square, as wide as the first`;
    checkSame(FIGURE, size, side * side, pixels.length);
    const fits = signed ? Number.isFinite : (x: number) => x >= 0 && x <= 1;
    checkEach(FIGURE, must, `images[${i}].pixels`, pixels, fits);
  });
  return side;
}
