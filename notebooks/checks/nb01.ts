import { surprisal } from "@surprisal/loss";
import { agrees, checker, hasFingerprint } from "../support/exercise.ts";

type CodeBook = Record<string, number>;

/** Cost of a text in bits; refuses a code book that is no distribution. */
function cost(text: string, book: CodeBook): number {
  const total = Object.values(book).reduce((sum, p) => sum + p, 0);
  if (!agrees(total, 1)) throw new Error(`the probabilities add up to ${total}, not to 1`);
  return [...text].reduce((sum, letter) => sum + surprisal(book[letter] ?? 0, { unit: "bits" }), 0);
}

export const exercises = {
  "E1.1": {
    hint: "a weighing has three outcomes: left, right, level",
    accepts: (bits: number) => hasFingerprint(bits, "41e463c5b156b422"),
  },
  "E1.2": {
    hint: "eight letters, less than one bit in all: how likely must an a be?",
    accepts: (book: CodeBook) => cost("aaaaaaaa", book) < 1 && cost("b", book) < Infinity,
  },
  "E1.3": {
    hint: "the keys are independent and equally likely, so their surprisals add",
    accepts: (bits: number) => hasFingerprint(bits, "3eb2d2323d2581dd"),
  },
  "E1.4": {
    hint: "the base of Math.log is e, and a count of 0 contributes nothing",
    accepts: (entropyInBits: (counts: number[]) => number) =>
      agrees(entropyInBits([5, 5, 5, 5]), 2) && agrees(entropyInBits([4, 2, 1, 1]), 1.75) &&
      agrees(entropyInBits([3, 0, 3]), 1),
  },
};

export const check = checker(exercises);
