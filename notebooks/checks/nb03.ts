import { crossEntropy, klDivergence, oneHot } from "@surprisal/loss";
import { agrees, checker, hasFingerprint } from "../support/exercise.ts";

/** Whether the library refuses a prediction. */
function isRefused(q: number[]): boolean {
  try {
    crossEntropy(oneHot(0, q.length), q);
    return false;
  } catch {
    return true;
  }
}

export const exercises = {
  "E3.1": {
    hint: "one bit is one halving",
    accepts: (q: number[]) => agrees(crossEntropy(oneHot(0, 5), q, { unit: "bits" }), 1),
  },
  "E3.2": {
    hint: "how uncertain is a label that is certain?",
    accepts: (nats: number) => hasFingerprint(nats, "de7a0407c5bdaeda"),
  },
  "E3.3": {
    hint: "-ln q is negative where q is larger than …",
    accepts: (q: number[]) => q.length === 5 && -Math.log(q[0]!) < 0 && isRefused(q),
  },
  "E3.4": {
    hint: "-½ log₂ q − ½ log₂ (1 − q) has to be 2: an equation of second degree",
    accepts: (q: number) => agrees(klDivergence([0.5, 0.5], [q, 1 - q], { unit: "bits" }), 1),
  },
};

export const check = checker(exercises);
