import { figure } from "../../../lib/figures/figure.ts";
import { COIN } from "../../../lib/figures/live/coin.ts";
import { FIVE_BARS } from "../../../lib/figures/live/five_bars.ts";
import { FIVE_CLASSES } from "../../../lib/figures/live/five_classes.ts";
import { live } from "../../../lib/figures/live/live.ts";
import type { LiveModel } from "../../../lib/figures/live/model.ts";
import type { LiveName } from "../../../lib/figures/live/registry.ts";
import type { LiveProps } from "../../../lib/figures/live/registry.ts";
import { SOFTMAX_SLIDERS } from "../../../lib/figures/live/softmax_sliders.ts";
import { predictionBars } from "../../../lib/figures/prediction_bars.ts";
import { ARITHMETIC_CODER } from "../../../lib/figures/live/arithmetic_coder.ts";
import { CLIPPING } from "../../../lib/figures/live/clipping.ts";
import { CODE_LENGTHS } from "../../../lib/figures/live/code_lengths.ts";
import { HEADS } from "../../../lib/figures/live/heads.ts";
import { KL_PAIR } from "../../../lib/figures/live/kl_pair.ts";
import { LEARNING_RATE } from "../../../lib/figures/live/learning_rate.ts";
import { LOGIT_GAP } from "../../../lib/figures/live/logit_gap.ts";
import { SIMPLEX } from "../../../lib/figures/live/simplex.ts";
import { SURPRISAL_STRIP } from "../../../lib/figures/live/surprisal_strip.ts";
import { TEMPERATURE } from "../../../lib/figures/live/temperature.ts";

/** A live figure with properties, for the tests and the proof in a browser. */
export interface LiveCase {
  readonly name: LiveName;
  readonly props: unknown;
  readonly model: LiveModel<unknown, unknown>;
  readonly html: () => string;
}

function liveCase<Name extends LiveName, State>(
  name: Name,
  model: LiveModel<LiveProps[Name], State>,
  props: LiveProps[Name],
): LiveCase {
  const still = () =>
    figure(predictionBars([0.1, 0.5, 0.1, 0.1, 0.2], { target: 0 }), {
      alt: "The start of the figure",
      caption: "What stands here where scripts do not run.",
    });
  return {
    name,
    props,
    model: model as LiveModel<unknown, unknown>,
    html: () => live(name, props, still()).toHtml(),
  };
}

/** Numbers in [0, 1) from a seed. */
function* seeded(seed: number): Generator<number> {
  for (let state = seed;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** Logits of a classifier that is surer than it should be, and the labels. */
function overconfident(rows: number): { logits: number[][]; labels: number[] } {
  const random = seeded(11);
  const next = () => random.next().value!;
  const labels = Array.from({ length: rows }, () => Math.floor(next() * 4));
  const logits = labels.map((label) =>
    [0, 1, 2, 3].map((k) => Math.round(100 * ((k === label ? 4 : 0) + 10 * (next() - 0.5))) / 100)
  );
  return { logits, labels };
}

const A = [0.1, 0.5, 0.1, 0.1, 0.2];

/** Every live figure once. */
export const LIVE_CASES: readonly LiveCase[] = [
  liveCase("coin", COIN, { p: 0.1 }),
  liveCase("five-bars", FIVE_BARS, { q: A, target: 0 }),
  liveCase("five-classes", FIVE_CLASSES, {
    q: A,
    target: 0,
    presets: {
      A,
      B: [0.1, 0.6, 0.1, 0.1, 0.1],
      even: [0.1, 0.225, 0.225, 0.225, 0.225],
      "one rival": [0.1, 0.9, 0, 0, 0],
    },
  }),
  liveCase("softmax-sliders", SOFTMAX_SLIDERS, { z: A.map(Math.log), target: 0 }),
  liveCase("code-lengths", CODE_LENGTHS, { p: A, lengths: [3, 3, 3, 3, 3] }),
  liveCase("arithmetic-coder", ARITHMETIC_CODER, {
    letters: "aehlw",
    counts: [8, 12, 6, 4, 2],
    text: "hal",
  }),
  liveCase("kl-pair", KL_PAIR, { p: 0.5, q: 0.9 }),
  liveCase("simplex", SIMPLEX, {
    p: [0.6, 0.3, 0.1],
    q: [0.4, 0.35, 0.25],
    presets: { far: [0.4, 0.35, 0.25], near: [0.63, 0.369, 0.001] },
  }),
  liveCase("clipping", CLIPPING, {
    models: [
      { name: "bold", q: [0, ...Array(99).fill(0.95)] },
      { name: "careful", q: Array(100).fill(0.8) },
    ],
  }),
  liveCase("heads", HEADS, { z: [2, 1, 0, -1], target: 0 }),
  liveCase("surprisal-strip", SURPRISAL_STRIP, {
    text: "call me",
    bits: [[4, 4, 4, 4, 4, 4, 4], [4, 3, 2, 1, 2, 3, 2.5], [4, 3, 1, 0.5, 1, 2, 1.5]],
  }),
  liveCase("learning-rate", LEARNING_RATE, {
    label: "learning rate",
    epochs: [1, 3, 10, 30],
    runs: [
      { name: "0.1", train: [1, 0.8, 0.6, 0.5], validation: [1.1, 0.9, 0.7, 0.65] },
      { name: "1", train: [0.5, 0.2, 0.1, 0.05], validation: [0.6, 0.5, 0.9, 1.2] },
    ],
    guessing: Math.log(10),
  }),
  liveCase("temperature", TEMPERATURE, overconfident(200)),
  liveCase("logit-gap", LOGIT_GAP, { gap: 20 }),
];
