import { crossEntropy } from "../../information/cross_entropy.ts";
import { perplexity } from "../../information/perplexity.ts";
import { fixed, short } from "../format.ts";
import { FAINT, INK, PREDICTION, TRUTH } from "../theme.ts";
import { run } from "./run.ts";
import { columnHandles, columns, type ColumnsLayout } from "./columns.ts";
import type { LiveModel } from "./model.ts";
import { axisX, axisY, dot, line, linear, text } from "./shapes.ts";
import { share } from "./share.ts";
import { amount, list } from "./words.ts";

/** Properties of the live figure `five-bars`. */
export interface FiveBarsProps {
  /** The prediction at the start, shape `[K]`. */
  readonly q: readonly number[];
  /** Index of the true class, an integer in [0, K). */
  readonly target: number;
}

/** What `five-bars` computes from a prediction. */
export interface FiveBars {
  /** Cross-entropy in nats. */
  readonly nats: number;
  /** The same in bits. */
  readonly bits: number;
  /** Number of equally likely classes among which a guess costs as much. */
  readonly perplexity: number;
  /** What uniform guessing among the K classes costs, in nats. */
  readonly guessing: number;
}

/** Loss of one prediction in three units, and of guessing. */
export function fiveBars(q: readonly number[], target: number): FiveBars {
  const y = q.map((_, k) => Number(k === target));
  const nats = crossEntropy(y, q);
  return {
    nats,
    bits: crossEntropy(y, q, { unit: "bits" }),
    perplexity: perplexity(nats),
    guessing: crossEntropy(y, q.map(() => 1 / q.length)),
  };
}

/** Layout in pixels: the bars, then a ruler of the loss. */
const [TOP, BARS, FOOT, RULER, HEIGHT] = [30, 190, 34, 58, 360];

/** The end of the ruler, in nats. */
const LAST = 5;

function layout(K: number, target: number, width: number): ColumnsLayout {
  const texts = Array.from({ length: K }, (_, k) => k === target ? `${k} (true)` : String(k));
  const names = { y: TOP + BARS + 18, texts };
  return { left: 34, right: width, y: linear([0, 1], [TOP + BARS, TOP]), target, names };
}

/** How a loss compares with guessing. */
function verdict({ nats, guessing }: FiveBars): string {
  if (Math.abs(nats - guessing) < 5e-4) return "as good as guessing";
  return nats < guessing ? "better than guessing" : "worse than guessing";
}

/** The ruler: where the loss stands, and where guessing does. */
function ruler(now: FiveBars, width: number): string {
  const x = linear([0, LAST], [10, width - 10]);
  const y = TOP + BARS + FOOT + RULER;
  const [at, guess] = [x(Math.min(now.nats, LAST)), x(now.guessing)];
  const beyond = now.nats > LAST ? " →" : "";
  const anchor = at < 70 ? "start" : at > width - 70 ? "end" : "middle";
  const ticks = [0, 1, 2, 3, 4, 5].map((tick) => [tick, String(tick)] as const);
  return axisX(ticks, x, [x(0), x(LAST)], y, "loss (nats)") +
    line(guess, y - 18, guess, y, { "stroke-width": 2, "stroke-dasharray": "4,3", stroke: TRUTH }) +
    text(x(0), y + 38, "dashed: guessing", { "text-anchor": "start", fill: TRUTH }) +
    line(x(0), y, at, y, { stroke: PREDICTION, "stroke-width": 4 }) +
    dot(at, y, PREDICTION, 7) +
    text(at, y - 24, `${amount(now.nats, 3)} nats${beyond}`, {
      "text-anchor": anchor,
      "font-weight": 600,
      fill: INK,
    });
}

/** The drawing: bars to drag, the probability of a guess, the ruler of the loss. */
function draw(q: readonly number[], target: number, now: FiveBars, width: number): string {
  const place = layout(q.length, target, width);
  const ticks = [0, 0.5, 1].map((at) => [at, short(at)] as const);
  const guess = place.y(1 / q.length);
  return axisY(ticks, place.y, [34, width], "prediction q: drag any class") +
    columns(q, place) +
    line(34, guess, width, guess, { stroke: FAINT, "stroke-dasharray": "2,3" }) +
    ruler(now, width);
}

/** The model of `five-bars`; its state is the prediction. */
export const FIVE_BARS: LiveModel<FiveBarsProps, readonly number[]> = {
  start({ q, target }) {
    fiveBars(q, target);
    return q;
  },
  controls({ target }, q) {
    const sliders = q.map((value, k) => ({
      kind: "slider" as const,
      name: String(k),
      label: k === target ? `class ${k}, true` : `class ${k}`,
      min: 0,
      max: 1,
      step: 0.01,
      value,
      text: fixed(value, 3),
    }));
    return [...sliders, {
      kind: "buttons",
      name: "preset",
      label: "Go to",
      options: ["start", "guessing"],
    }];
  },
  change({ q: start }, q, name, value) {
    if (value === "start") return start;
    if (value === "guessing") return q.map(() => 1 / q.length);
    return share(q, Number(name), value as number, 1);
  },
  view({ target }, q, width) {
    const now = fiveBars(q, target);
    const K = q.length;
    return {
      svg: draw(q, target, now, width),
      height: HEIGHT,
      handles: columnHandles(q.map((_, k) => String(k)), layout(K, target, width), [0, 1]),
      label: `Prediction ${list(q)}; class ${target} is true. Loss ${amount(now.nats, 3)} nats, ` +
        `guessing ${fixed(now.guessing, 3)} nats.`,
      tiles: [
        { name: "nats", label: "loss (nats)", value: amount(now.nats, 6), note: verdict(now) },
        { name: "bits", label: "loss (bits)", value: amount(now.bits, 6), note: "nats ÷ ln 2" },
        {
          name: "perplexity",
          label: "perplexity",
          value: short(now.perplexity, 5),
          note: `guessing: ${K}`,
        },
      ],
      words:
        `The true class got ${short(q[target]!, 3)}. That costs ${amount(now.nats, 6)} nats, ` +
        `as much as guessing among ${short(now.perplexity, 3)} equally likely classes: ` +
        `${verdict(now)} among ${K}, which costs ${fixed(now.guessing, 3)} nats.`,
    };
  },
};

/**
 * Puts the figure into an element: drag the bars of a prediction, the others make room, and see
 * what only the true one decides: nats, bits, perplexity, and how they compare with guessing.
 *
 * @example The cell of a notebook
 * ```ts
 * import { figure, live, predictionBars } from "@surprisal/loss/figures";
 *
 * const q = [0.1, 0.5, 0.1, 0.1, 0.2];
 * live("five-bars", { q, target: 0 }, figure(predictionBars(q, { target: 0 }), {
 *   alt: "Five predicted probabilities: 0.1 for the true class, then 0.5, 0.1, 0.1 and 0.2",
 *   caption: "The true class got 0.1: 2.302585 nats. The other four bars do not enter.",
 * }));
 * ```
 */
export function mount(host: HTMLElement, props: FiveBarsProps): void {
  run(host, FIVE_BARS, props);
}
