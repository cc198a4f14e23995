import { FAINT, GRID, INK, TRUTH, TRUTH_TINT } from "../theme.ts";
import { short } from "../format.ts";
import { columnHandles, columns, type ColumnsLayout } from "./columns.ts";
import type { Handle } from "./model.ts";
import { axisY, line, linear, rect, text } from "./shapes.ts";

/** What `five-classes` computes from a prediction. */
export interface FiveClasses {
  /** Cross-entropy in nats. */
  readonly loss: number;
  readonly brier: number;
  /** Loss in nats after one gradient step of size 1 in the logits. */
  readonly next: number;
  /** The gradient of the loss by each of four coordinates. */
  readonly gradients: readonly { readonly by: string; readonly values: readonly number[] }[];
}

/** Layout in pixels: the bars of the prediction, then panels of the gradients. */
const [TOP, BARS, FOOT, HEADING, PANEL, GAP] = [30, 130, 44, 26, 118, 24];

/** Below this width the panels stand one under the other. */
const NARROW = 480;

interface Scene {
  readonly q: readonly number[];
  readonly start: readonly number[];
  readonly target: number;
  readonly now: FiveClasses;
  readonly before: FiveClasses;
  readonly width: number;
}

function panelColumns(width: number): number {
  return width < NARROW ? 1 : 2;
}

/** Height of the drawing for a width. */
export function heightOfFiveClasses(width: number): number {
  return TOP + BARS + FOOT + HEADING + 4 / panelColumns(width) * PANEL;
}

/** Where the bars of the prediction stand. */
function barsLayout(K: number, target: number, width: number): ColumnsLayout {
  const y = linear([0, 1], [TOP + BARS, TOP]);
  const texts = Array.from({ length: K }, (_, k) => k === target ? `${k} (true)` : String(k));
  return { left: 34, right: width, y, target, names: { y: TOP + BARS + 18, texts } };
}

/** The bars of the wrong classes may be dragged. */
export function handlesOfFiveClasses(
  q: readonly number[],
  target: number,
  width: number,
): Handle[] {
  const names = q.map((_, k) => k === target ? undefined : String(k));
  return columnHandles(names, barsLayout(q.length, target, width), [0, 1]);
}

/** Whether two gradients are the same as far as a reader can see. */
function same(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, k) => Math.abs(value - b[k]!) < 5e-4);
}

/** One gradient: its coordinates, whether it moved, and its columns. */
function panel(
  { by, values }: FiveClasses["gradients"][number],
  before: readonly number[],
  target: number,
  [left, top, width]: readonly [number, number, number],
): string {
  const low = Math.min(0, ...values, ...before);
  const high = Math.max(0, ...values, ...before);
  const y = linear([low, high], [top + PANEL - 30, top + 42]);
  const still = same(values, before);
  const ground = still ? "" : rect(left, top + 4, left + width, top + PANEL - 4, {
    fill: TRUTH_TINT,
    opacity: 0.55,
    rx: 6,
  });
  return ground +
    text(left + 8, top + 21, by, { "text-anchor": "start", "font-weight": 600 }) +
    text(left + width - 8, top + 21, still ? "= start" : "≠ start", {
      "text-anchor": "end",
      "font-weight": 600,
      fill: still ? FAINT : TRUTH,
    }) +
    columns(values, { left: left + 4, right: left + width - 4, y, target, ghosts: before });
}

/** The drawing: bars to drag, and the four gradients under them, the start dashed. */
export function drawFiveClasses({ q, start, target, now, before, width }: Scene): string {
  const layout = { ...barsLayout(q.length, target, width), ghosts: start };
  const ticks = [0, 0.5, 1].map((at) => [at, short(at)] as const);
  const count = panelColumns(width);
  const size = (width - GAP * (count - 1)) / count;
  const top = TOP + BARS + FOOT + HEADING;
  const panels = now.gradients.map((gradient, k) =>
    panel(gradient, before.gradients[k]!.values, target, [
      (k % count) * (size + GAP),
      top + Math.floor(k / count) * PANEL,
      size,
    ])
  );
  return axisY(ticks, layout.y, [34, width], "prediction q: drag a wrong class") +
    columns(q, layout) +
    line(0, top - HEADING - 8, width, top - HEADING - 8, { stroke: GRID }) +
    text(0, top - 10, "gradients of the loss; dashed: at the start", {
      "text-anchor": "start",
      fill: INK,
    }) +
    panels.join("");
}
