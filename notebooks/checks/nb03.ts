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

const BERGEN = [1 / 2, 1 / 4, 1 / 8, 1 / 8];
const CAIRO = [1 / 8, 1 / 8, 1 / 4, 1 / 2];

/** Mean length of a message when each town sends half of them. */
function meanLength(q: number[]): number {
  return (crossEntropy(BERGEN, q) + crossEntropy(CAIRO, q)) / 2;
}

/** Whether no small shift of probability from one kind of weather to another makes messages shorter. */
function isShortest(q: number[]): boolean {
  const shifted = (from: number, to: number) =>
    q.map((q_i, i) => q_i + 1e-4 * (Number(i === to) - Number(i === from)));
  return q.every((_, from) =>
    q.every((_, to) => from === to || meanLength(shifted(from, to)) > meanLength(q))
  );
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
  "E3.5": {
    hint: "how often is each kind of weather telegraphed, all messages together?",
    accepts: (q: number[]) => q.length === 4 && isShortest(q),
  },
  "E3.6": {
    hint: "C3.2 says what the whole is and what its parts are",
    accepts: (line: number) => hasFingerprint(line, "ed943e0faadda456"),
  },
};

export const check = checker(exercises);
