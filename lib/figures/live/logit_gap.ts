import { softmaxCrossEntropy } from "../../losses/softmax_cross_entropy.ts";
import { powerOfTen, short } from "../format.ts";
import { INK, SERIES } from "../theme.ts";
import { run } from "./run.ts";
import { type Chart, chart, CHART_HEIGHT, chartHandle, key, ticks } from "./chart.ts";
import type { LiveModel } from "./model.ts";
import { curve, dot, line, square } from "./shapes.ts";

/** Properties of the live figure `logit-gap`. */
export interface LogitGapProps {
  /** How far the logit of the true class is ahead at the start, in [0, 760]. */
  readonly gap: number;
}

/** The loss of one prediction for two classes, computed twice. */
export interface LogitGap {
  /** `-ln(e^z_t / Σ e^z)` as it is written, in nats. */
  readonly naive: number;
  /** What the library answers, in nats. */
  readonly stable: number;
}

/** The loss of the logits [gap, 0] for class 0. */
export function logitGap(gap: number): LogitGap {
  const [a, b] = [Math.exp(gap), Math.exp(0)];
  return { naive: -Math.log(a / (a + b)) + 0, stable: softmaxCrossEntropy([gap, 0], 0) };
}

/** Relative error of the naive loss as a share of the true one, in words. */
function lost({ naive, stable }: LogitGap): string {
  if (Number.isNaN(naive)) return "not a number";
  if (naive === stable) return "all digits right";
  if (naive === 0) return stable === 0 ? "all digits right" : "all digits lost";
  const right = Math.max(0, Math.floor(-Math.log10(Math.abs(naive / stable - 1))));
  return `${right} digit${right === 1 ? "" : "s"} right`;
}

/** Ends of the slider, and of the scale of losses as a decimal logarithm. */
const [LAST, LOWEST] = [760, -330];

const GRID = Array.from({ length: 191 }, (_, i) => i * 4);

const [STABLE, NAIVE] = [SERIES[0]!, SERIES[1]!];

function frame(width: number): Chart {
  return chart(width, {
    x: { domain: [0, LAST], ticks: ticks([0, 200, 400, 600], short), label: "logit gap" },
    y: {
      domain: [LOWEST, 0],
      ticks: ticks([0, -100, -200, -300], powerOfTen),
      label: "loss (nats, log)",
    },
  });
}

function draw(gap: number, now: LogitGap, width: number): string {
  const { svg, x, y, right, top, bottom } = frame(width);
  const height = (loss: number) => y(Math.max(Math.log10(loss), LOWEST));
  const path = (pick: (now: LogitGap) => number, style: typeof STABLE) =>
    curve(GRID.map((each) => [x(each), height(pick(logitGap(each)))]), {
      stroke: style.colour,
      "stroke-dasharray": style.dash,
    });
  const fails = Number.isNaN(now.naive) ? "" : square(x(gap), height(now.naive), NAIVE.colour, 6);
  return svg + key(right, [["log1p", STABLE], ["naive", NAIVE]]) +
    line(x(gap), top, x(gap), bottom, { stroke: INK, "stroke-dasharray": "2,3" }) +
    path(({ stable }) => stable, STABLE) + path(({ naive }) => naive, NAIVE) +
    dot(x(gap), height(now.stable), STABLE.colour, 7) + fails;
}

/** The model of `logit-gap`; its state is the gap. */
export const LOGIT_GAP: LiveModel<LogitGapProps, number> = {
  start({ gap }) {
    if (gap >= 0 && gap <= LAST) return gap;
    throw new RangeError(`Cannot start logit-gap as gap must be in [0, ${LAST}]: gap is ${gap}`);
  },
  controls(_props, gap) {
    return [{
      kind: "slider",
      name: "gap",
      label: "logit gap",
      min: 0,
      max: LAST,
      step: 1,
      value: gap,
      text: short(gap),
    }];
  },
  change(_props, _gap, _name, value) {
    return Math.min(Math.max(Math.round(Number(value)), 0), LAST);
  },
  view(_props, gap, width) {
    const now = logitGap(gap);
    return {
      svg: draw(gap, now, width),
      height: CHART_HEIGHT,
      handles: [chartHandle("gap", frame(width), [0, LAST])],
      label:
        `Loss of two logits against their gap, naive and by this library; at a gap of ${gap} ` +
        `they are ${short(now.naive)} and ${short(now.stable)} nats.`,
      tiles: [
        {
          name: "naive",
          label: "naive (nats)",
          value: String(now.naive),
          note: lost(now),
          wide: true,
        },
        {
          name: "stable",
          label: "log1p, the library (nats)",
          value: String(now.stable),
          wide: true,
        },
      ],
      words:
        `At a gap of ${gap} the naive formula gives ${now.naive} (${lost(now)}), the library ` +
        `${now.stable} nats.`,
    };
  },
};

/**
 * Puts the figure into an element: move how far the true logit is ahead, and see the naive formula
 * lose its digits near 37 and fail at 710, while the library keeps them.
 *
 * @example The cell of a notebook
 * ```ts ignore
 * import { figure, live } from "@surprisal/loss/figures";
 *
 * live("logit-gap", { gap: 20 }, figure(plotOf(20), {
 *   alt: "Loss against the logit gap: the naive one is 0 from a gap of 37 on",
 *   caption: "The naive formula loses all digits at 37 and fails at 710; log1p keeps them.",
 * }));
 * ```
 */
export function mount(host: HTMLElement, props: LogitGapProps): void {
  run(host, LOGIT_GAP, props);
}
