export const solutions = {
  "E3.1": [0.5, 0.5, 0, 0, 0], // any prediction that gives the true class 1/2
  "E3.2": 0, // a certain label has no entropy: the whole loss is waste
  "E3.3": [2, 0, 0, 0, 0], // numbers that are not probabilities
  "E3.4": (1 + Math.sqrt(3) / 2) / 2, // q (1 - q) = 1/16
  "E3.5": [5 / 16, 3 / 16, 3 / 16, 5 / 16], // the mean of the two
  "E3.6": 1, // that is the divergence; cross-entropy is the total
};

export const wrong = {
  "E3.1": [[0.2, 0.2, 0.2, 0.2, 0.2], [Math.exp(-1), 1 - Math.exp(-1), 0, 0, 0], [
    0.1,
    0.5,
    0.1,
    0.1,
    0.2,
  ]],
  "E3.2": [2.302585, 1.609438, 3.321928],
  "E3.3": [[1, 0, 0, 0, 0], [0.9, 0.1, 0, 0, 0], [-0.1, 0.5, 0.2, 0.2, 0.2]],
  "E3.4": [0.25, 0.5, 1 / 16],
  "E3.5": [
    [1 / 4, 1 / 4, 1 / 4, 1 / 4], // knows nothing
    [1 / 2, 1 / 4, 1 / 8, 1 / 8], // the code of Bergen
    [1 / 4, Math.sqrt(1 / 32), Math.sqrt(1 / 32), 1 / 4].map((x, _, all) =>
      x / all.reduce((sum, y) => sum + y)
    ), // the mean of the word lengths
  ],
  "E3.6": [2, 3, 4],
};
