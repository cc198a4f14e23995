import {
  jensenShannonDistance,
  jensenShannonDivergence,
} from "../../information/jensen_shannon.ts";
import { klDivergence } from "../../information/kl_divergence.ts";
import { fixed, short } from "../format.ts";
import { FAINT, INK, SERIES } from "../theme.ts";
import { run } from "./run.ts";
import { type Chart, chart, CHART_HEIGHT, chartHandle, key, ticks } from "./chart.ts";
import type { LiveModel } from "./model.ts";
import { curve, dot, line, square, text } from "./shapes.ts";
import { amount } from "./words.ts";

/** Properties of the live figure `kl-pair`. */
export interface KlPairProps {
  /** Probability of heads of the first coin, in [0, 1]. */
  readonly p: number;
  /** Probability of heads of the second coin, in [0, 1]. */
  readonly q: number;
}

/** How far two coins are apart, in four ways, in nats (the distance in their square root). */
export interface KlPair {
  readonly forward: number;
  readonly reverse: number;
  readonly divergence: number;
  readonly distance: number;
}

/** Divergences of two coins. */
export function klPair(p: number, q: number): KlPair {
  const [a, b] = [[p, 1 - p], [q, 1 - q]];
  return {
    forward: klDivergence(a!, b!),
    reverse: klDivergence(b!, a!),
    divergence: jensenShannonDivergence(a!, b!),
    distance: jensenShannonDistance(a!, b!),
  };
}

/** The highest value that the chart shows, in nats. */
const MOST = 2;

/** The values of q at which the curves are computed, closer where they are steep. */
const GRID = Array.from({ length: 241 }, (_, i) => (1 - Math.cos(Math.PI * i / 240)) / 2);

const [FORWARD, REVERSE, MIXED] = [SERIES[0]!, SERIES[1]!, SERIES[3]!];

function frame(width: number): Chart {
  return chart(width, {
    x: { domain: [0, 1], ticks: ticks([0, 0.25, 0.5, 0.75, 1], short), label: "q of heads" },
    y: { domain: [0, MOST], ticks: ticks([0, 0.5, 1, 1.5, 2], short), label: "nats" },
  });
}

function draw({ p, q }: KlPairProps, now: KlPair, width: number): string {
  const area = frame(width);
  const { x, y, right, top, bottom } = area;
  const at = (value: number) => y(Math.min(value, MOST));
  const seen = (value: number) => value > MOST ? NaN : y(value);
  const along = GRID.map((each) => ({ x: x(each), ...klPair(p, each) }));
  const path = (pick: (pair: KlPair) => number, style: typeof FORWARD) =>
    curve(along.map((each) => [each.x, seen(pick(each))]), {
      stroke: style.colour,
      "stroke-dasharray": style.dash,
    });
  const lines = path(({ forward }) => forward, FORWARD) + path(({ reverse }) => reverse, REVERSE) +
    path(({ divergence }) => divergence, MIXED);
  const names = [["D(p‖q)", FORWARD], ["D(q‖p)", REVERSE], ["JS", MIXED]] as const;
  return area.svg + lines +
    key(right, names) +
    line(x(p), top, x(p), bottom, { stroke: FAINT, "stroke-dasharray": "6,4" }) +
    text(x(p), top + 14, "p", { "font-weight": 600, fill: FAINT }) +
    line(x(q), top, x(q), bottom, { stroke: INK, "stroke-dasharray": "2,3" }) +
    dot(x(q), at(now.forward), FORWARD.colour, 7) +
    square(x(q), at(now.reverse), REVERSE.colour, 6) +
    dot(x(q), at(now.divergence), MIXED.colour, 5);
}

/** The model of `kl-pair`; its state is the two coins. */
export const KL_PAIR: LiveModel<KlPairProps, KlPairProps> = {
  start({ p, q }) {
    klPair(p, q);
    return { p, q };
  },
  controls(_props, state) {
    return (["p", "q"] as const).map((name) => ({
      kind: "slider",
      name,
      label: `${name} of heads`,
      min: 0,
      max: 1,
      step: 0.01,
      value: state[name],
      text: fixed(state[name], 2),
    }));
  },
  change(_props, state, name, value) {
    const set = Math.min(Math.max(Math.round(Number(value) * 100) / 100, 0), 1);
    return { ...state, [name]: set };
  },
  view(_props, state, width) {
    const now = klPair(state.p, state.q);
    const gap = now.forward - now.reverse;
    return {
      svg: draw(state, now, width),
      height: CHART_HEIGHT,
      handles: [chartHandle("q", frame(width), [0, 1])],
      label: `Divergences of two coins against q, p being ${fixed(state.p, 2)}; at q = ` +
        `${fixed(state.q, 2)}: D(p‖q) ${amount(now.forward, 3)}, D(q‖p) ${
          amount(now.reverse, 3)
        }, ` +
        `JS ${fixed(now.divergence, 3)} nats.`,
      tiles: [
        { name: "forward", label: "D(p‖q) (nats)", value: amount(now.forward, 4) },
        { name: "reverse", label: "D(q‖p) (nats)", value: amount(now.reverse, 4) },
        { name: "divergence", label: "JS (nats)", value: fixed(now.divergence, 4) },
        { name: "distance", label: "√JS, a distance", value: fixed(now.distance, 4) },
      ],
      words: gap === 0 || Number.isNaN(gap)
        ? "Here the two directions agree."
        : `D(p‖q) is ${amount(now.forward, 4)} nats and D(q‖p) is ${
          amount(now.reverse, 4)
        } nats: ` +
          "the direction matters, so neither is a distance.",
    };
  },
};

/**
 * Puts the figure into an element: move two coins, and see the divergence in both directions, the
 * symmetric Jensen-Shannon divergence, and its square root, which is a distance.
 *
 * @example The cell of a notebook
 * ```ts ignore
 * import { figure, live } from "@surprisal/loss/figures";
 *
 * live("kl-pair", { p: 0.5, q: 0.9 }, figure(plotOf(0.5, 0.9), {
 *   alt: "Divergences of two coins against q: D(p‖q) 0.511, D(q‖p) 0.368 nats at q = 0.9",
 *   caption: "The direction matters, so the divergence is no distance; the root of JS is one.",
 * }));
 * ```
 */
export function mount(host: HTMLElement, props: KlPairProps): void {
  run(host, KL_PAIR, props);
}
