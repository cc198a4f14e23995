type Interval = (losses: number[], random: () => number) => [number, number];

const sum = (v: number[]) => v.reduce((total, v_i) => total + v_i, 0);
const mean = (v: number[]) => sum(v) / v.length;

/** Means of samples of a size, drawn with replacement, in ascending order. */
function means(losses: number[], size: number, random: () => number): number[] {
  const sample = () =>
    Array.from({ length: size }, () => losses[Math.floor(random() * losses.length)]!);
  return Array.from({ length: 2000 }, () => mean(sample())).sort((a, b) => a - b);
}

const bootstrap: Interval = (losses, random) => {
  const drawn = means(losses, losses.length, random);
  return [drawn[49]!, drawn[1949]!];
};

/** The 95 percent in the middle of the losses: where a loss lies, not their mean. */
const spread: Interval = (losses) => {
  const sorted = losses.toSorted((a, b) => a - b);
  return [sorted[Math.floor(0.025 * losses.length)]!, sorted[Math.floor(0.975 * losses.length)]!];
};

const tenTimes: Interval = (losses, random) => {
  const drawn = means(losses, 10 * losses.length, random);
  return [drawn[49]!, drawn[1949]!];
};

export const solutions = {
  "E9.1": (batches: number[][]) =>
    sum(batches.map(sum)) / sum(batches.map((batch) => batch.length)),
  "E9.2": (perCharacter: number, characters: number, words: number) =>
    perCharacter ** (characters / words),
  "E9.3": 1.5 / Math.LN2 / 4,
  "E9.4": 3, // with a thousand classes guessing costs 6.9
  "E9.5": bootstrap,
};

export const wrong = {
  "E9.1": [
    (batches: number[][]) => mean(batches.map(mean)),
    (batches: number[][]) => mean(batches.filter((batch) => batch.length > 0).map(mean)),
    (batches: number[][]) => sum(batches.map(sum)),
  ],
  "E9.2": [
    (perCharacter: number, characters: number, words: number) => perCharacter * characters / words,
    (perCharacter: number, characters: number, words: number) =>
      perCharacter ** (words / characters),
  ],
  "E9.3": [1.5 / 4, 1.5 * Math.LN2 / 4, 1.5 / Math.LN2 * 4],
  "E9.4": [1, 2, 4],
  "E9.5": [spread, tenTimes],
};
