import { perplexity } from "../../information/perplexity.ts";
import { nats } from "../../types/unit.ts";
import { fixed, short } from "../format.ts";
import { FAINT, SERIES } from "../theme.ts";
import { run } from "./run.ts";
import { chart, CHART_HEIGHT, key, roundTicks, ticks } from "./chart.ts";
import type { LiveModel } from "./model.ts";
import { curve, dot, line, text } from "./shapes.ts";

/** A recorded training run. */
export interface RecordedRun {
  /** The learning rate, or what else tells the run from the others. */
  readonly name: string;
  /** Loss in nats on the training examples after each epoch in `epochs`. */
  readonly train: readonly number[];
  /** Loss in nats on examples kept back. */
  readonly validation: readonly number[];
}

/** Properties of the live figure `learning-rate`. */
export interface LearningRateProps {
  /** What the names of the runs are, such as "learning rate". */
  readonly label: string;
  /** Epochs at which the losses were recorded, each >= 1, rising; the same for all runs. */
  readonly epochs: readonly number[];
  /** The runs, at least one, with distinct names. */
  readonly runs: readonly RecordedRun[];
  /** Name of the run that is shown at the start. Default: the first. */
  readonly start?: string;
  /** Loss of guessing, drawn as a rule if the scale of the run reaches it. */
  readonly guessing?: number;
}

/** Where a run was best on the examples kept back, and how far it then went away. */
export interface BestEpoch {
  readonly epoch: number;
  readonly loss: number;
  readonly last: number;
  readonly perplexity: number;
}

/** The epoch with the lowest loss on the examples kept back. */
export function bestEpoch(epochs: readonly number[], { validation }: RecordedRun): BestEpoch {
  const loss = Math.min(...validation);
  return {
    epoch: epochs[validation.indexOf(loss)]!,
    loss,
    last: validation.at(-1)!,
    perplexity: perplexity(nats(loss)),
  };
}

const [VALIDATION, TRAIN] = [SERIES[0]!, SERIES[1]!];

function draw(props: LearningRateProps, now: RecordedRun, width: number): string {
  const { epochs, guessing = Infinity } = props;
  const last = Math.log10(epochs.at(-1)!);
  // each run has its own scale: on that of the worst one nobody would see another turn round
  const most = Math.max(...now.train, ...now.validation);
  const levels = roundTicks(0, most);
  const powers = Array.from({ length: Math.floor(last) + 1 }, (_, d) => d);
  const area = chart(width, {
    x: {
      domain: [0, last],
      ticks: ticks(powers, (d) => short(10 ** d)),
      label: "epoch (log scale)",
    },
    y: { domain: [0, levels.at(-1)![0]], ticks: levels, label: "loss (nats)" },
  });
  const { x, y, left, right } = area;
  const path = (losses: readonly number[], { colour, dash }: typeof TRAIN) =>
    curve(losses.map((loss, i) => [x(Math.log10(epochs[i]!)), y(loss)]), {
      stroke: colour,
      "stroke-dasharray": dash,
    });
  const best = bestEpoch(epochs, now);
  const rule = guessing > levels.at(-1)![0] ? "" : line(left, y(guessing), right, y(guessing), {
    stroke: FAINT,
    "stroke-dasharray": "2,3",
  }) + text(right, y(guessing) + 16, "guessing", { "text-anchor": "end", fill: FAINT });
  return area.svg + rule + key(right, [["validation", VALIDATION], ["training", TRAIN]]) +
    path(now.train, TRAIN) + path(now.validation, VALIDATION) +
    dot(x(Math.log10(best.epoch)), y(best.loss), VALIDATION.colour, 7);
}

function chosen({ runs }: LearningRateProps, name: string): RecordedRun {
  return runs.find((each) => each.name === name)!;
}

/** The model of `learning-rate`; its state is the name of a run. */
export const LEARNING_RATE: LiveModel<LearningRateProps, string> = {
  start({ epochs, runs, start = runs[0]?.name ?? "" }) {
    const off = runs.find(({ train, validation }) =>
      train.length !== epochs.length || validation.length !== epochs.length
    );
    if (runs.length === 0 || off) {
      throw new TypeError(
        `Cannot start learning-rate as each run must have ${epochs.length} losses of both kinds: ` +
          (off ? `${off.name} has ${off.train.length} and ${off.validation.length}` : "no run"),
      );
    }
    if (runs.some(({ name }) => name === start)) return start;
    throw new RangeError(
      `Cannot start learning-rate as start must be the name of a run: ${start}`,
    );
  },
  controls({ label, runs }, name) {
    const options = runs.map((each) => each.name);
    return [{ kind: "choice", name: "run", label, options, value: name }];
  },
  change(_props, _name, _control, value) {
    return String(value);
  },
  view(props, name, width) {
    const now = chosen(props, name);
    const best = bestEpoch(props.epochs, now);
    const rose = best.last - best.loss;
    return {
      svg: draw(props, now, width),
      height: CHART_HEIGHT,
      label:
        `Losses against the epoch, ${props.label} ${name}: on the examples kept back lowest at ` +
        `epoch ${best.epoch} with ${fixed(best.loss, 3)} nats, at last ${fixed(best.last, 3)}.`,
      tiles: [
        {
          name: "best",
          label: "best validation (nats)",
          value: fixed(best.loss, 4),
          note: `epoch ${best.epoch}`,
        },
        {
          name: "last",
          label: "at last (nats)",
          value: fixed(best.last, 4),
          note: rose > 5e-5 ? `▲ ${fixed(rose, 4)} above its best` : "its best",
        },
        { name: "perplexity", label: "perplexity at its best", value: fixed(best.perplexity, 3) },
      ],
      words: `With ${props.label} ${name} the validation loss is lowest at epoch ` +
        `${best.epoch}: ${fixed(best.loss, 4)} nats. It ends at ${fixed(best.last, 4)}.`,
    };
  },
};

/**
 * Puts the figure into an element: choose a recorded run, and see its losses on the training
 * examples and on those kept back.
 *
 * @example The cell of a notebook
 * ```ts ignore
 * import { figure, live } from "@surprisal/loss/figures";
 *
 * live("learning-rate", {
 *   label: "learning rate",
 *   epochs: [1, 3, 10, 30],
 *   runs: [{ name: "0.1", train: [0.9, 0.5, 0.3, 0.2], validation: [0.9, 0.6, 0.5, 0.6] }],
 *   guessing: Math.log(10),
 * }, figure(plotOf(runs), {
 *   alt: "Losses against the epoch: on the examples kept back lowest at epoch 10",
 *   caption: "The loss on the examples kept back turns while the training loss still falls.",
 * }));
 * ```
 */
export function mount(host: HTMLElement, props: LearningRateProps): void {
  run(host, LEARNING_RATE, props);
}
