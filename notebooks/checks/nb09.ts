import { agrees, checker, hasFingerprint } from "../support/exercise.ts";
import { seeded } from "../support/random.ts";

/** Random batches of 0 to 9 losses, at least one of them not empty. */
function draw(random: () => number): number[][] {
  const losses = (count: number) => Array.from({ length: count }, () => 5 * random());
  return [losses(3), ...Array.from({ length: 5 }, () => losses(Math.floor(10 * random())))];
}

/** The mean of losses in their order, with a running mean that needs no division at the end. */
function running(losses: number[]): number {
  return losses.reduce((mean, loss, i) => mean + (loss - mean) / (i + 1), 0);
}

/** How often intervals for the mean of 40 exponential losses hold the true mean, 1. */
function coverage(interval: (losses: number[], random: () => number) => [number, number]): number {
  const random = seeded(95);
  const trials = Array.from({ length: 100 }, () => {
    const losses = Array.from({ length: 40 }, () => -Math.log1p(-random()));
    const [low, high] = interval(losses, random);
    return low < 1 && 1 < high ? 1 : 0;
  });
  return trials.reduce((sum: number, hit) => sum + hit, 0) / trials.length;
}

export const exercises = {
  "E9.1": {
    hint: "C9.10 says what to add up; and what is the mean of an empty batch?",
    accepts: (meanOfBatches: (batches: number[][]) => number) => {
      const random = seeded(91);
      return Array.from({ length: 100 }, () => draw(random))
        .every((batches) => agrees(meanOfBatches(batches), running(batches.flat())));
    },
  },
  "E9.2": {
    hint: "the text costs the same in all; only what it is divided by changes, in the exponent",
    accepts: (perWord: (perCharacter: number, characters: number, words: number) => number) =>
      [[2, 60, 10], [4.5, 118_158, 20_744], [1, 9, 3], [30, 7, 7]].every((
        [each, characters, words],
      ) =>
        agrees(
          Math.log2(1 + perWord(each!, characters!, words!)),
          Math.log2(1 + Math.exp(Math.log(each!) / words! * characters!)),
        )
      ),
  },
  "E9.3": {
    hint: "first the unit, then what it is divided by",
    accepts: (bits: number) => hasFingerprint(bits, "9e6fafbaed6c144a"),
  },
  "E9.4": {
    hint: "try each line on two batches of yours; one does not know the number of classes",
    accepts: (line: number) => hasFingerprint(line, "eec48e1c2bebfee4"),
  },
  "E9.5": {
    hint: "sort the 2,000 means: the 50th and the 1,950th are the ends",
    accepts: (interval: (losses: number[], random: () => number) => [number, number]) => {
      const [low, high] = interval(Array<number>(20).fill(3), seeded(1));
      const constant = Math.abs(low - 3) < 1e-9 && Math.abs(high - 3) < 1e-9;
      const covered = coverage(interval);
      return constant && covered > 0.8 && covered < 0.995;
    },
  },
};

export const check = checker(exercises);
