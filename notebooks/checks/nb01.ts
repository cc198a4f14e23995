import { entropy, surprisal } from "@surprisal/loss";
import dictionary from "../data/five_letter_words.json" with { type: "json" };
import { agrees, checker, hasFingerprint } from "../support/exercise.ts";

type CodeBook = Record<string, number>;

/** Cost of a text in bits; refuses a code book that is no distribution. */
function cost(text: string, book: CodeBook): number {
  const total = Object.values(book).reduce((sum, p) => sum + p, 0);
  if (!agrees(total, 1)) throw new Error(`the probabilities add up to ${total}, not to 1`);
  return [...text].reduce((sum, letter) => sum + surprisal(book[letter] ?? 0, { unit: "bits" }), 0);
}

/** Bits that a weighing of k coins against k tells of one odd coin in twelve, too heavy or too light. */
function weighing(k: number): number {
  return entropy([k / 12, k / 12, (12 - 2 * k) / 12], { unit: "bits" });
}

const GUESSES = [
  ...["about", "adieu", "arose", "beach", "cigar", "dream", "enter", "house", "irate", "jazzy"],
  ...["lemon", "mount", "nails", "night", "ocean", "react", "sales", "tiles", "water", "youth"],
];
const words = dictionary.words.split(" ");

/** The colours of an answer as a number: letter by letter 2 in its place, 1 elsewhere, 0 not there. */
function colours(guess: string, hidden: string): number {
  const open = new Map<string, number>();
  for (let i = 0; i < 5; i++) {
    if (guess[i] !== hidden[i]) open.set(hidden[i]!, (open.get(hidden[i]!) ?? 0) + 1);
  }
  let answer = 0;
  for (let i = 0; i < 5; i++) {
    const left = open.get(guess[i]!) ?? 0;
    const elsewhere = guess[i] !== hidden[i] && left > 0;
    if (elsewhere) open.set(guess[i]!, left - 1);
    answer = 3 * answer + (guess[i] === hidden[i] ? 2 : elsewhere ? 1 : 0);
  }
  return answer;
}

/** What the answer to a first guess tells, in bits. */
function told(guess: string): number {
  const counts = new Array<number>(243).fill(0);
  for (const word of words) counts[colours(guess, word)]!++;
  return entropy(counts.map((count) => count / words.length), { unit: "bits" });
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
    hint: "in which unit does Math.log count? And try it on counts with a 0",
    accepts: (entropyInBits: (counts: number[]) => number) =>
      agrees(entropyInBits([5, 5, 5, 5]), 2) && agrees(entropyInBits([4, 2, 1, 1]), 1.75) &&
      agrees(entropyInBits([3, 0, 3]), 1),
  },
  "E1.5": {
    hint: "three outcomes tell most when they are equally likely",
    accepts: (k: number) =>
      [1, 2, 3, 4, 5, 6].includes(k) &&
      [1, 2, 3, 4, 5, 6].every((other) => weighing(other) <= weighing(k)),
  },
  "E1.6": {
    hint: "the notebook has a function for it: information",
    accepts: (guess: string) => {
      if (!GUESSES.includes(guess)) throw new Error(`${guess} is not in the list`);
      return GUESSES.every((other) => told(other) <= told(guess));
    },
  },
  "E1.7": {
    hint: "C1.7 says what the natural logarithm counts",
    accepts: (line: number) => hasFingerprint(line, "68cf414a425a6ede"),
  },
};

export const check = checker(exercises);
