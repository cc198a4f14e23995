import { binaryEntropy } from "../../information/binary_entropy.ts";
import { surprisal } from "../../information/surprisal.ts";
import { fixed, short } from "../format.ts";
import { INK, SERIES } from "../theme.ts";
import { run } from "./card.ts";
import type { LiveModel } from "./model.ts";
import { axisX, axisY, curve, dot, line, linear, square, text } from "./shapes.ts";
import { amount } from "./words.ts";

/** Properties of the live figure `coin`. */
export interface CoinProps {
  /** Probability of heads at the start, in [0, 1]. */
  readonly p: number;
}

/** What `coin` computes from the probability of heads. */
export interface Coin {
  /** Entropy of the coin in bits. */
  readonly bits: number;
  /** The same in nats. */
  readonly nats: number;
  /** Surprisal of heads in bits. */
  readonly heads: number;
  /** Surprisal of tails in bits. */
  readonly tails: number;
}

/** Entropy of a coin in two units, and the surprisal of its sides. */
export function coin(p: number): Coin {
  return {
    bits: binaryEntropy(p, { unit: "bits" }),
    nats: binaryEntropy(p),
    heads: surprisal(p, { unit: "bits" }),
    tails: surprisal(1 - p, { unit: "bits" }),
  };
}

/** Layout in pixels. */
const [TOP, PLOT, LEFT, HEIGHT] = [32, 220, 34, 296];

const [BITS, NATS] = [SERIES[0]!, SERIES[1]!];

/** Points of the two curves; the slope is without limit at the ends, so they lie closer there. */
const CURVE = Array.from({ length: 121 }, (_, i) => {
  const p = (1 - Math.cos(Math.PI * i / 120)) / 2;
  return { p, bits: binaryEntropy(p, { unit: "bits" }), nats: binaryEntropy(p) };
});

function scaleX(width: number): (p: number) => number {
  return linear([0, 1], [LEFT, width - 14]);
}

function draw(p: number, now: Coin, width: number): string {
  const x = scaleX(width);
  const y = linear([0, 1], [TOP + PLOT, TOP]);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((at) => [at, short(at)] as const);
  const name = { "text-anchor": "start", "font-weight": 600 } as const;
  return axisY(ticks, y, [LEFT, width - 14], "entropy of the coin") +
    axisX(ticks, x, y(0), "probability p of heads") +
    curve(CURVE.map((at) => [x(at.p), y(at.bits)]), { stroke: BITS.colour }) +
    curve(CURVE.map((at) => [x(at.p), y(at.nats)]), {
      stroke: NATS.colour,
      "stroke-dasharray": NATS.dash,
    }) +
    text(x(0.72), y(0.93), "bits", { ...name, fill: BITS.colour }) +
    text(x(0.5), y(0.62), "nats", { ...name, fill: NATS.colour, "text-anchor": "middle" }) +
    line(x(p), y(0), x(p), y(1), { stroke: INK, "stroke-dasharray": "2,3" }) +
    dot(x(p), y(now.bits), BITS.colour, 7) +
    square(x(p), y(now.nats), NATS.colour, 6);
}

/** The model of `coin`; its state is the probability of heads. */
export const COIN: LiveModel<CoinProps, number> = {
  start({ p }) {
    coin(p);
    return p;
  },
  controls(_props, p) {
    return [{
      kind: "slider",
      name: "p",
      label: "p of heads",
      min: 0,
      max: 1,
      step: 0.01,
      value: p,
      text: fixed(p, 2),
    }];
  },
  change(_props, _p, _name, value) {
    return Math.min(Math.max(Math.round(Number(value) * 100) / 100, 0), 1);
  },
  view(_props, p, width) {
    const now = coin(p);
    const x = scaleX(width);
    const [left, right] = [x(0), x(1)];
    return {
      svg: draw(p, now, width),
      height: HEIGHT,
      handles: [{
        name: "p",
        box: { x: left - 14, y: TOP - 10, w: right - left + 28, h: PLOT + 20 },
        along: "x",
        at: (pixel) => (pixel - left) / (right - left),
      }],
      label: `Entropy of a coin against the probability of heads, in bits and in nats; at ` +
        `${fixed(p, 2)} it is ${fixed(now.bits, 3)} bits.`,
      tiles: [
        { name: "bits", label: "entropy (bits)", value: fixed(now.bits, 4) },
        { name: "nats", label: "entropy (nats)", value: fixed(now.nats, 4) },
        { name: "heads", label: "heads surprises by (bits)", value: amount(now.heads, 3) },
        { name: "tails", label: "tails surprises by (bits)", value: amount(now.tails, 3) },
      ],
      words: `A coin that shows heads with probability ${fixed(p, 2)} has an entropy of ` +
        `${fixed(now.bits, 4)} bits = ${fixed(now.nats, 4)} nats a throw.`,
    };
  },
};

/**
 * Puts the figure into an element: move the probability of heads, and see the entropy of the coin in
 * bits and in nats, and how much each side surprises.
 *
 * ```ts ignore
 * import { binaryEntropyCurve, figure, live } from "@surprisal/loss/figures";
 *
 * live("coin", { p: 0.1 }, figure(binaryEntropyCurve({ mark: 0.1 }), { alt: "…", caption: "…" }));
 * ```
 */
export function mount(host: HTMLElement, props: CoinProps): void {
  run(host, COIN, props);
}
