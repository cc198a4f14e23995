import { calibrationError } from "../../learning/calibration_error.ts";
import { type ReliabilityBin, reliabilityCurve } from "../../learning/reliability_curve.ts";
import { softmaxCrossEntropy } from "../../losses/softmax_cross_entropy.ts";
import { softmax } from "../../numerics/softmax.ts";
import { fixed, short } from "../format.ts";
import { FAINT, PREDICTION, PREDICTION_TINT } from "../theme.ts";
import { run } from "./run.ts";
import { chart, CHART_HEIGHT, key, ticks } from "./chart.ts";
import type { LiveModel } from "./model.ts";
import { curve, dot, line, rect } from "./shapes.ts";

/** Properties of the live figure `temperature`. */
export interface TemperatureProps {
  /** Recorded logits, N rows of K. */
  readonly logits: readonly (readonly number[])[];
  /** True classes, shape `[N]`. */
  readonly labels: readonly number[];
  /** Temperature at the start, in [0.25, 8]. Default: 1. */
  readonly temperature?: number;
  /** Number of bins of the reliability curve. Default: 10. */
  readonly bins?: number;
}

/** How well recorded logits are calibrated at one temperature. */
export interface Calibration {
  readonly curve: readonly ReliabilityBin[];
  /** Expected calibration error over the bins. */
  readonly error: number;
  /** Mean loss in nats. */
  readonly loss: number;
  readonly accuracy: number;
}

/** Reliability, calibration error, loss and accuracy of logits divided by T. */
export function calibration(
  { logits, labels, bins = 10 }: TemperatureProps,
  temperature: number,
): Calibration {
  const predictions = logits.map((z) => Array.from(softmax(z, { temperature })));
  const confidence = predictions.map((q) => Math.max(...q));
  const correct = predictions.map((q, i) => q.indexOf(confidence[i]!) === labels[i]);
  const curve = reliabilityCurve(confidence, correct, { bins });
  return {
    curve,
    error: calibrationError(curve),
    loss: softmaxCrossEntropy(logits.map((z) => [...z]), labels, { temperature }),
    accuracy: correct.filter(Boolean).length / labels.length,
  };
}

/** Ends and step of the slider: binary logarithms of T. */
const [LOW, HIGH, STEP] = [-2, 3, 0.05];

function temperatureOf(exponent: number): number {
  return 2 ** exponent;
}

/** A dot's area grows with the number of predictions, so that a bin of two does not look like one of 200. */
function radius(count: number, most: number): number {
  return 2 + 5 * Math.sqrt(count / most);
}

function draw({ curve: bins }: Calibration, width: number): string {
  const tenths = ticks([0, 0.25, 0.5, 0.75, 1], short);
  const { svg, x, y, right, bottom } = chart(width, {
    x: { domain: [0, 1], ticks: tenths, label: "confidence (bars: how many)" },
    y: { domain: [0, 1], ticks: tenths, label: "share that was right" },
  });
  const most = Math.max(...bins.map(({ count }) => count));
  const full = bins.filter(({ count }) => count > 0);
  const counts = full.map(({ lower, upper, count }) =>
    rect(x(lower) + 1, bottom, x(upper) - 1, bottom - 60 * count / most, { fill: PREDICTION_TINT })
  );
  const points = full.map((bin) => [x(bin.confidence!), y(bin.accuracy!)] as const);
  return svg + counts.join("") +
    line(x(0), y(0), x(1), y(1), { stroke: FAINT, "stroke-dasharray": "6,4" }) +
    key(right, [["honest", { colour: FAINT, dash: "6,4", symbol: "circle" }]]) +
    curve(points, { stroke: PREDICTION }) +
    points.map(([px, py], i) => dot(px, py, PREDICTION, radius(full[i]!.count, most))).join("");
}

/** The model of `temperature`; its state is the binary logarithm of T. */
export const TEMPERATURE: LiveModel<TemperatureProps, number> = {
  start(props) {
    const { temperature = 1 } = props;
    if (!(temperature >= temperatureOf(LOW) && temperature <= temperatureOf(HIGH))) {
      throw new RangeError(
        `Cannot start temperature as temperature must be in [0.25, 8]: it is ${temperature}`,
      );
    }
    calibration(props, temperature);
    return Math.log2(temperature);
  },
  controls(_props, exponent) {
    return [{
      kind: "slider",
      name: "temperature",
      label: "T (log scale)",
      min: LOW,
      max: HIGH,
      step: STEP,
      value: exponent,
      text: fixed(temperatureOf(exponent), 2),
    }, { kind: "buttons", name: "preset", label: "Go to", options: ["T = 1"] }];
  },
  change(_props, _exponent, name, value) {
    return name === "preset" ? 0 : Math.min(Math.max(Number(value), LOW), HIGH);
  },
  view(props, exponent, width) {
    const T = temperatureOf(exponent);
    const now = calibration(props, T);
    const error = fixed(100 * now.error, 1);
    return {
      svg: draw(now, width),
      height: CHART_HEIGHT,
      label: `Share that was right against confidence at temperature ${fixed(T, 2)}: ` +
        now.curve.filter(({ count }) => count > 0).map(({ confidence, accuracy, count }) =>
          `${short(confidence!, 2)} gives ${short(accuracy!, 2)} (${count})`
        ).join(", "),
      tiles: [
        { name: "loss", label: "loss (nats)", value: fixed(now.loss, 4) },
        { name: "error", label: "calibration error (%)", value: error },
        {
          name: "accuracy",
          label: "accuracy",
          value: fixed(now.accuracy, 3),
          note: "does not move",
        },
      ],
      words:
        `At temperature ${fixed(T, 2)} the loss is ${fixed(now.loss, 4)} nats and confidence is ` +
        `off by ${error} points on average; ${fixed(100 * now.accuracy, 1)} % are right at any ` +
        `temperature.`,
    };
  },
};

/**
 * Puts the figure into an element: move the temperature of recorded logits, and see confidence meet
 * the share that was right, while the accuracy stays.
 *
 * @example The cell of a notebook
 * ```ts ignore
 * import { figure, live } from "@surprisal/loss/figures";
 *
 * // a few hundred rows, rounded to two decimals, keep the notebook small
 * live("temperature", { logits, labels }, figure(reliabilityOf(logits, labels), {
 *   alt: "Share that was right against confidence in ten bins: below the diagonal throughout",
 *   caption: "A temperature above 1 brings confidence down to the share that was right.",
 * }));
 * ```
 */
export function mount(host: HTMLElement, props: TemperatureProps): void {
  run(host, TEMPERATURE, props);
}
