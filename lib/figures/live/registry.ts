import { WIDTH } from "../theme.ts";
import { script as coin } from "./bundled/coin.ts";
import { script as fiveBars } from "./bundled/five_bars.ts";
import { script as fiveClasses } from "./bundled/five_classes.ts";
import { script as softmaxSliders } from "./bundled/softmax_sliders.ts";
import { COIN, type CoinProps } from "./coin.ts";
import { FIVE_BARS, type FiveBarsProps } from "./five_bars.ts";
import { FIVE_CLASSES, type FiveClassesProps } from "./five_classes.ts";
import type { LiveModel } from "./model.ts";
import type { LiveName } from "./names.ts";
import { SOFTMAX_SLIDERS, type SoftmaxSlidersProps } from "./softmax_sliders.ts";

/** Properties of every live figure, by its name. */
export interface LiveProps {
  /** A coin: its entropy in bits and nats against the probability of heads. */
  "coin": CoinProps;
  /** Five bars of a prediction: what the true one costs in three units. */
  "five-bars": FiveBarsProps;
  /** One true class, its probability fixed: how the rest splits over the wrong ones. */
  "five-classes": FiveClassesProps;
  /** Logits, their softmax and the gradient of the loss. */
  "softmax-sliders": SoftmaxSlidersProps;
}

/** A live figure as the library keeps it. */
export interface LiveEntry<Props> {
  /** Draws the start once, so that wrong properties are refused before they are put into a page. */
  readonly tryOut: (props: Props) => void;
  /** The script that runs the figure in a page. */
  readonly script: string;
}

function entry<Props, State>(model: LiveModel<Props, State>, script: string): LiveEntry<Props> {
  return { tryOut: (props) => void model.view(props, model.start(props), WIDTH), script };
}

/** Every live figure, by its name. */
export const LIVE: { readonly [Name in LiveName]: LiveEntry<LiveProps[Name]> } = {
  "coin": entry(COIN, coin),
  "five-bars": entry(FIVE_BARS, fiveBars),
  "five-classes": entry(FIVE_CLASSES, fiveClasses),
  "softmax-sliders": entry(SOFTMAX_SLIDERS, softmaxSliders),
};
