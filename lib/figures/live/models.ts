import { ARITHMETIC_CODER } from "./arithmetic_coder.ts";
import { CLIPPING } from "./clipping.ts";
import { CODE_LENGTHS } from "./code_lengths.ts";
import { COIN } from "./coin.ts";
import { FIVE_BARS } from "./five_bars.ts";
import { FIVE_CLASSES } from "./five_classes.ts";
import { HEADS } from "./heads.ts";
import { KL_PAIR } from "./kl_pair.ts";
import { LEARNING_RATE } from "./learning_rate.ts";
import { LOGIT_GAP } from "./logit_gap.ts";
import type { LiveModel } from "./model.ts";
import type { LiveName } from "./registry.ts";
import { SIMPLEX } from "./simplex.ts";
import { SOFTMAX_SLIDERS } from "./softmax_sliders.ts";
import { SURPRISAL_STRIP } from "./surprisal_strip.ts";
import { TEMPERATURE } from "./temperature.ts";

/** Every live figure as pure functions, for a page that shows several of them with one script. */
export const LIVE_MODELS: { readonly [Name in LiveName]: LiveModel<unknown, unknown> } = {
  "coin": COIN,
  "code-lengths": CODE_LENGTHS,
  "arithmetic-coder": ARITHMETIC_CODER,
  "five-bars": FIVE_BARS,
  "kl-pair": KL_PAIR,
  "simplex": SIMPLEX,
  "five-classes": FIVE_CLASSES,
  "softmax-sliders": SOFTMAX_SLIDERS,
  "clipping": CLIPPING,
  "heads": HEADS,
  "surprisal-strip": SURPRISAL_STRIP,
  "learning-rate": LEARNING_RATE,
  "temperature": TEMPERATURE,
  "logit-gap": LOGIT_GAP,
};
