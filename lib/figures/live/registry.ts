import { WIDTH } from "../theme.ts";
import { ARITHMETIC_CODER, type ArithmeticCoderProps } from "./arithmetic_coder.ts";
import { script as arithmeticCoder } from "./bundled/arithmetic_coder.ts";
import { script as clipping } from "./bundled/clipping.ts";
import { script as codeLengths } from "./bundled/code_lengths.ts";
import { script as coin } from "./bundled/coin.ts";
import { script as fiveBars } from "./bundled/five_bars.ts";
import { script as fiveClasses } from "./bundled/five_classes.ts";
import { script as heads } from "./bundled/heads.ts";
import { script as klPair } from "./bundled/kl_pair.ts";
import { script as learningRate } from "./bundled/learning_rate.ts";
import { script as logitGap } from "./bundled/logit_gap.ts";
import { script as simplex } from "./bundled/simplex.ts";
import { script as softmaxSliders } from "./bundled/softmax_sliders.ts";
import { script as surprisalStrip } from "./bundled/surprisal_strip.ts";
import { script as temperature } from "./bundled/temperature.ts";
import { CLIPPING, type ClippingProps } from "./clipping.ts";
import { CODE_LENGTHS, type CodeLengthsProps } from "./code_lengths.ts";
import { COIN, type CoinProps } from "./coin.ts";
import { FIVE_BARS, type FiveBarsProps } from "./five_bars.ts";
import { FIVE_CLASSES, type FiveClassesProps } from "./five_classes.ts";
import { HEADS, type HeadsProps } from "./heads.ts";
import { KL_PAIR, type KlPairProps } from "./kl_pair.ts";
import { LEARNING_RATE, type LearningRateProps } from "./learning_rate.ts";
import { LOGIT_GAP, type LogitGapProps } from "./logit_gap.ts";
import type { LiveModel } from "./model.ts";
import { SIMPLEX, type SimplexProps } from "./simplex.ts";
import { SOFTMAX_SLIDERS, type SoftmaxSlidersProps } from "./softmax_sliders.ts";
import { SURPRISAL_STRIP, type SurprisalStripProps } from "./surprisal_strip.ts";
import { TEMPERATURE, type TemperatureProps } from "./temperature.ts";

/** Properties of every live figure, by its name. */
export interface LiveProps {
  /** A coin: its entropy in bits and nats against the probability of heads. */
  "coin": CoinProps;
  /** Lengths of words: their budget, a prefix code, its mean beside the entropy. */
  "code-lengths": CodeLengthsProps;
  /** A word, the interval that it narrows to, the bits that name it. */
  "arithmetic-coder": ArithmeticCoderProps;
  /** Five bars of a prediction: what the true one costs in three units. */
  "five-bars": FiveBarsProps;
  /** Two coins and their divergence, both ways. */
  "kl-pair": KlPairProps;
  /** Three classes, truth and prediction in a triangle: what divergence and cross-entropy are. */
  "simplex": SimplexProps;
  /** One true class, its probability fixed: how the rest splits over the wrong ones. */
  "five-classes": FiveClassesProps;
  /** Logits, their softmax and the gradient of the loss. */
  "softmax-sliders": SoftmaxSlidersProps;
  /** Two models with one predicted 0: the clip decides which is ranked first. */
  "clipping": ClippingProps;
  /** The same logits under softmax, sigmoids and a double softmax. */
  "heads": HeadsProps;
  /** Text coloured by what each character costs a model. */
  "surprisal-strip": SurprisalStripProps;
  /** Recorded training runs, one at a time. */
  "learning-rate": LearningRateProps;
  /** Recorded logits: reliability at any temperature. */
  "temperature": TemperatureProps;
  /** The loss of a confident prediction, naive and with log1p. */
  "logit-gap": LogitGapProps;
}

/** Name of a live figure. */
export type LiveName = keyof LiveProps;

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
  "code-lengths": entry(CODE_LENGTHS, codeLengths),
  "arithmetic-coder": entry(ARITHMETIC_CODER, arithmeticCoder),
  "five-bars": entry(FIVE_BARS, fiveBars),
  "kl-pair": entry(KL_PAIR, klPair),
  "simplex": entry(SIMPLEX, simplex),
  "five-classes": entry(FIVE_CLASSES, fiveClasses),
  "softmax-sliders": entry(SOFTMAX_SLIDERS, softmaxSliders),
  "clipping": entry(CLIPPING, clipping),
  "heads": entry(HEADS, heads),
  "surprisal-strip": entry(SURPRISAL_STRIP, surprisalStrip),
  "learning-rate": entry(LEARNING_RATE, learningRate),
  "temperature": entry(TEMPERATURE, temperature),
  "logit-gap": entry(LOGIT_GAP, logitGap),
};
