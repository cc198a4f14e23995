import { figure } from "../../../lib/figures/figure.ts";
import { COIN } from "../../../lib/figures/live/coin.ts";
import { FIVE_BARS } from "../../../lib/figures/live/five_bars.ts";
import { FIVE_CLASSES } from "../../../lib/figures/live/five_classes.ts";
import { live } from "../../../lib/figures/live/live.ts";
import type { LiveModel } from "../../../lib/figures/live/model.ts";
import type { LiveName } from "../../../lib/figures/live/names.ts";
import type { LiveProps } from "../../../lib/figures/live/registry.ts";
import { SOFTMAX_SLIDERS } from "../../../lib/figures/live/softmax_sliders.ts";
import { predictionBars } from "../../../lib/figures/prediction_bars.ts";

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
];
