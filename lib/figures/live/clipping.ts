import { binaryCrossEntropy } from "../../losses/binary_cross_entropy.ts";
import { fixed, powerOfTen, short } from "../format.ts";
import { FAINT, INK, SERIES } from "../theme.ts";
import { run } from "./run.ts";
import { type Chart, chart, CHART_HEIGHT, chartHandle, key, roundTicks, ticks } from "./chart.ts";
import type { LiveModel } from "./model.ts";
import { curve, dot, line, square, text } from "./shapes.ts";

/** Two models to be ranked by `clipping`. */
export interface ClippedModel {
  /** What the model is called. */
  readonly name: string;
  /** The probability that the model gave to what happened, shape `[N]`, each in [0, 1]. */
  readonly q: readonly number[];
}

/** Properties of the live figure `clipping`. */
export interface ClippingProps {
  /** Two models, judged on the same N examples; one of them gave a 0. */
  readonly models: readonly [ClippedModel, ClippedModel];
  /** Decimal logarithm of the clip at the start, in [-16, -1]. Default: -15. */
  readonly exponent?: number;
}

/** Mean log loss in nats of probabilities given to what happened, clipped into [ε, 1 - ε]. */
export function clippedLoss(q: readonly number[], epsilon: number): number {
  return binaryCrossEntropy(q, q.map(() => 1), { onZero: { clip: epsilon } });
}

/** The clip at which two models change places, as a decimal logarithm; none if they never do. */
export function flip({ models: [a, b] }: ClippingProps): number | undefined {
  const ahead = (exponent: number) =>
    clippedLoss(a.q, 10 ** exponent) - clippedLoss(b.q, 10 ** exponent);
  const steps = Array.from({ length: 151 }, (_, i) => LOW + i * (HIGH - LOW) / 150);
  const at = steps.findIndex((exponent, i) => i > 0 && ahead(exponent) * ahead(steps[i - 1]!) < 0);
  if (at < 0) return undefined;
  let [low, high] = [steps[at - 1]!, steps[at]!];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (ahead(low) * ahead(middle) <= 0) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** The state of `clipping`: the clip, and what is the same for every clip. */
export interface ClippingState {
  /** Decimal logarithm of the clip. */
  readonly exponent: number;
  /** Mean losses of both models along the curves. */
  readonly curves: readonly (readonly number[])[];
  /** Where the models change places. */
  readonly crossing: number | undefined;
}

/** Ends of the slider: decimal logarithms of the clip. */
const [LOW, HIGH] = [-16, -1];

/** The clips at which the curves are computed. */
const GRID = Array.from({ length: 61 }, (_, i) => LOW + (HIGH - LOW) * i / 60);

function frame({ curves }: ClippingState, width: number): Chart {
  const values = roundTicks(Math.min(...curves.flat()), Math.max(...curves.flat()));
  return chart(width, {
    x: {
      domain: [LOW, HIGH],
      ticks: ticks([-16, -13, -10, -7, -4, -1], powerOfTen),
      label: "clip ε (log scale)",
    },
    y: {
      domain: [values[0]![0], values.at(-1)![0]],
      ticks: values,
      label: "mean loss (nats)",
    },
  });
}

function draw({ models }: ClippingProps, state: ClippingState, width: number): string {
  const { exponent, curves, crossing } = state;
  const area = frame(state, width);
  const { x, y, top, bottom, right } = area;
  const lines = models.map(({ q }, k) => {
    const { colour, dash } = SERIES[k]!;
    const now = y(clippedLoss(q, 10 ** exponent));
    return curve(GRID.map((e, i) => [x(e), y(curves[k]![i]!)]), {
      stroke: colour,
      "stroke-dasharray": dash,
    }) +
      (k === 0 ? dot(x(exponent), now, colour, 7) : square(x(exponent), now, colour, 6));
  });
  // the words stand where there is more room, and the falling line is not
  const [side, away] = crossing !== undefined && 2 * crossing > LOW + HIGH
    ? ["end", -6] as const
    : ["start", 6] as const;
  const flipped = crossing === undefined ? "" : line(x(crossing), top, x(crossing), bottom, {
    stroke: FAINT,
    "stroke-dasharray": "6,4",
  }) + text(x(crossing) + away, top + 14, "they change places", {
    fill: FAINT,
    "text-anchor": side,
  });
  const names = models.map(({ name }, k) => [name, SERIES[k]!] as const);
  return area.svg + key(right, names) + flipped +
    line(x(exponent), top, x(exponent), bottom, { stroke: INK, "stroke-dasharray": "2,3" }) +
    lines.join("");
}

/** The model of `clipping`. */
export const CLIPPING: LiveModel<ClippingProps, ClippingState> = {
  start(props) {
    const curves = props.models.map(({ q }) => GRID.map((e) => clippedLoss(q, 10 ** e)));
    return { exponent: props.exponent ?? -15, curves, crossing: flip(props) };
  },
  controls(_props, { exponent }) {
    return [{
      kind: "slider",
      name: "exponent",
      label: "clip ε",
      min: LOW,
      max: HIGH,
      step: 0.25,
      value: exponent,
      text: short(10 ** exponent, 2),
    }];
  },
  change(_props, state, _name, value) {
    return { ...state, exponent: Math.min(Math.max(Math.round(Number(value) * 4) / 4, LOW), HIGH) };
  },
  view(props, state, width) {
    const { models } = props;
    const { exponent, crossing } = state;
    const losses = models.map(({ q }) => clippedLoss(q, 10 ** exponent));
    const best = losses[0]! < losses[1]! ? models[0] : models[1];
    const epsilon = short(10 ** exponent, 2);
    return {
      svg: draw(props, state, width),
      height: CHART_HEIGHT,
      handles: [chartHandle("exponent", frame(state, width), [LOW, HIGH])],
      label: `Mean log loss of ${models[0].name} and ${models[1].name} against the clip ε; at ` +
        `${epsilon} they are ${losses.map((loss) => fixed(loss, 3)).join(" and ")} nats.`,
      tiles: [
        ...models.map(({ name }, k) => ({
          name: `loss ${k}`,
          label: `${name} (nats)`,
          value: fixed(losses[k]!, 4),
          note: models[k] === best ? "ranked first" : "",
        })),
        {
          name: "flip",
          label: "they change places at",
          value: crossing === undefined ? "no ε" : `ε = ${short(10 ** crossing, 2)}`,
        },
      ],
      words: `With predictions clipped at ${epsilon}, ${best.name} is ranked first. ` +
        `Nothing about the models has changed, only what a 0 is taken for.`,
    };
  },
};

/**
 * Puts the figure into an element: move the clip that a scorer applies to predicted probabilities,
 * and see which of two models it ranks first.
 *
 * @example The cell of a notebook
 * ```ts ignore
 * import { figure, live } from "@surprisal/loss/figures";
 *
 * const models = [
 *   { name: "bold", q: [0, ...Array(99).fill(0.95)] },
 *   { name: "careful", q: Array(100).fill(0.8) },
 * ] as const;
 * live("clipping", { models }, figure(plotOf(models), {
 *   alt: "Mean loss of two models against the clip: bold falls with it, careful stays at 0.223",
 *   caption: "Which model is better depends on what the scorer takes a 0 for.",
 * }));
 * ```
 */
export function mount(host: HTMLElement, props: ClippingProps): void {
  run(host, CLIPPING, props);
}
