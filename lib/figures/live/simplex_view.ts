import { short } from "../format.ts";
import { FAINT, INK, PREDICTION, TRUTH } from "../theme.ts";
import { alongRay, levelLines, type Place, placeOf, RISE, stepOf } from "./level_lines.ts";
import type { Handle } from "./model.ts";
import { curve, dot, line, square, tag, text } from "./shapes.ts";

/** Layout in pixels: words and the upper corner above the triangle, the lower corners below it. */
const [TOP, BOTTOM, LONGEST_SIDE] = [48, 30, 430];

/** Size of a grip in pixels: what a finger needs. */
const GRIP = 44;

/** Fewest pixels from the middle of one height to the next. */
const APART = 17;

/** What the drawing shows. */
export interface SimplexScene {
  readonly p: readonly number[];
  readonly q: readonly number[];
  readonly labels: readonly string[];
  /** Divergence of q in nats. */
  readonly divergence: number;
  readonly levels: readonly number[];
  readonly width: number;
}

/** Room for a point's letter beside a corner. */
const MARGIN = 26;

function sideOf(width: number): number {
  return Math.min(width - 2 * MARGIN, LONGEST_SIDE);
}

/** Height of the drawing for a width. */
export function heightOfSimplex(width: number): number {
  return Math.ceil(TOP + sideOf(width) * RISE + BOTTOM);
}

/** From places in the triangle to pixels. */
function pixelsOf(width: number): (place: Place) => Place {
  const side = sideOf(width);
  return ([x, y]) => [(width - side) / 2 + side * x, TOP + side * (RISE - y)];
}

/** The distribution at a pixel, in hundredths; outside the triangle one on its rim, close by. */
function distributionAt(width: number, px: number, py: number): number[] {
  const side = sideOf(width);
  const [left, base] = [(width - side) / 2, TOP + side * RISE];
  const step = stepOf([(px - left) / side, (base - py) / side]); // from corner 1
  const raw = step.map((d, i) => Math.max(d + Number(i === 1), 0));
  const sum = raw.reduce((a, b) => a + b);
  const top = Math.round(100 * raw[0]! / sum);
  const second = Math.min(Math.round(100 * raw[1]! / sum), 100 - top);
  return [top, second, 100 - top - second].map((share) => share / 100);
}

/** Both points may be dragged; where they meet, q comes first. */
export function handlesOfSimplex({ p, q, width }: SimplexScene): Handle[] {
  const place = pixelsOf(width);
  return ([["p", p], ["q", q]] as const).map(([name, at]) => {
    const [x, y] = place(placeOf(at));
    return {
      name,
      box: { x: x - GRIP / 2, y: y - GRIP / 2, w: GRIP, h: GRIP },
      along: "xy",
      at: (px, py) => distributionAt(width, px, py),
    };
  });
}

/** Heights of the lines, on the way from p to the farthest corner, where there is room. */
function heights({ p, q, levels, width }: SimplexScene): string {
  const pixels = pixelsOf(width);
  const farthest = p.indexOf(Math.min(...p));
  const step = p.map((p_i, i) => Number(i === farthest) - p_i);
  const taken = [pixels(placeOf(p)), pixels(placeOf(q))];
  return alongRay(p, step, levels).map((at, k) => {
    const here = pixels(placeOf(at!));
    if (taken.some(([x, y]) => Math.hypot(here[0] - x, here[1] - y) < APART)) return "";
    taken.push(here);
    return text(here[0], here[1] + 4.5, short(levels[k]!), { fill: FAINT });
  }).join("");
}

/** The corners, named, and the sides. */
function frame({ labels, width }: SimplexScene): string {
  const pixels = pixelsOf(width);
  const [top, left, right] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]].map((q) => pixels(placeOf(q)));
  const points = [top, left, right].map((at) => at!.join(",")).join(" ");
  return tag("polygon", { points, fill: "none", stroke: INK, "stroke-width": 1.5 }) +
    text(top![0], top![1] - 8, labels[0]!) +
    text(left![0] - 20, left![1] + 20, labels[1]!, { "text-anchor": "start" }) +
    text(right![0] + 20, right![1] + 20, labels[2]!, { "text-anchor": "end" });
}

/** Truth and prediction, joined by the straight way; their names on the sides turned away. */
function points({ p, q, width }: SimplexScene): string {
  const pixels = pixelsOf(width);
  const [[px, py], [qx, qy]] = [pixels(placeOf(p)), pixels(placeOf(q))];
  const away = qx > px ? 1 : -1;
  const name = (x: number, y: number, letter: string, side: number, fill: string) =>
    text(x + 13 * side, y + 5, letter, {
      "text-anchor": side > 0 ? "start" : "end",
      "font-weight": 600,
      "font-size": 15,
      fill,
    });
  return line(px, py, qx, qy, { stroke: INK, "stroke-dasharray": "2,3" }) +
    square(px, py, TRUTH, 7) + name(px, py, "p", -away, TRUTH) +
    dot(qx, qy, PREDICTION, 8) + name(qx, qy, "q", away, PREDICTION);
}

/** The drawing: lines of equal divergence around p, the one through q thick, and both points. */
export function drawSimplex(scene: SimplexScene): string {
  const { p, divergence, levels, width } = scene;
  const pixels = pixelsOf(width);
  const path = (places: (Place | undefined)[], look: Record<string, string | number>) =>
    curve(places.map((at) => at ? pixels(at) : [NaN, NaN]), look);
  const thin = { stroke: FAINT, "stroke-width": 1 };
  const thick = { stroke: PREDICTION, "stroke-width": 2.5 };
  const own = divergence > 0 && divergence < Infinity ? levelLines(p, [divergence]) : [];
  return text(2, 14, "drag p and q; lines of equal D(p‖q) in nats", {
    "text-anchor": "start",
    fill: FAINT,
  }) +
    levelLines(p, levels).map((places) => path(places, thin)).join("") +
    own.map((places) => path(places, thick)).join("") +
    frame(scene) + heights(scene) + points(scene);
}
