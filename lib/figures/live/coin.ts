import { binaryEntropy } from "../../information/binary_entropy.ts";
import { surprisal } from "../../information/surprisal.ts";
import { fixed, short } from "../format.ts";
import { INK, SERIES } from "../theme.ts";
import { run } from "./run.ts";
import { type Chart, chart, CHART_HEIGHT, chartHandle, key, ticks } from "./chart.ts";
import type { LiveModel } from "./model.ts";
import { curve, dot, line, square } from "./shapes.ts";
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

const [BITS, NATS] = [SERIES[0]!, SERIES[1]!];

/** Points of the two curves; the slope is without limit at the ends, so they lie closer there. */
const CURVE = Array.from({ length: 121 }, (_, i) => {
  const p = (1 - Math.cos(Math.PI * i / 120)) / 2;
  return { p, bits: binaryEntropy(p, { unit: "bits" }), nats: binaryEntropy(p) };
});

function frame(width: number): Chart {
  const quarters = ticks([0, 0.25, 0.5, 0.75, 1], short);
  return chart(width, {
    x: { domain: [0, 1], ticks: quarters, label: "probability p of heads" },
    y: { domain: [0, 1], ticks: quarters, label: "entropy of the coin" },
  });
}

function draw(p: number, now: Coin, width: number): string {
  const { svg, x, y, right } = frame(width);
  return svg + key(right, [["bits", BITS], ["nats", NATS]]) +
    curve(CURVE.map((at) => [x(at.p), y(at.bits)]), { stroke: BITS.colour }) +
    curve(CURVE.map((at) => [x(at.p), y(at.nats)]), {
      stroke: NATS.colour,
      "stroke-dasharray": NATS.dash,
    }) +
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
    return {
      svg: draw(p, now, width),
      height: CHART_HEIGHT,
      handles: [chartHandle("p", frame(width), [0, 1])],
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
 * @example The cell of a notebook
 * ```ts
 * import { binaryEntropyCurve, figure, live } from "@surprisal/loss/figures";
 *
 * live("coin", { p: 0.1 }, figure(binaryEntropyCurve({ mark: 0.1 }), {
 *   alt: "Entropy of a coin against p of heads: 0 at 0 and 1, 1 bit or 0.693 nats at 1/2",
 *   caption: "One quantity, two units: the curve in nats is the curve in bits times ln 2.",
 * }));
 * ```
 */
export function mount(host: HTMLElement, props: CoinProps): void {
  run(host, COIN, props);
}
