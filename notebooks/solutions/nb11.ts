import { calibrationError, entropy, reliabilityCurve } from "@surprisal/loss";

const mean = (v: readonly number[]) => v.reduce((sum, v_i) => sum + v_i, 0) / v.length;

/** The mean over pieces of equal count of a distance of confidence and accuracy. */
function overPieces(
  confidence: number[],
  correct: boolean[],
  bins: number,
  distance: (confidence: number, accuracy: number) => number,
): number {
  const order = confidence.map((_, i) => i).sort((a, b) => confidence[a]! - confidence[b]!);
  const size = order.length / bins;
  return mean(Array.from({ length: bins }, (_, b) => {
    const piece = order.slice(b * size, (b + 1) * size);
    return distance(
      mean(piece.map((i) => confidence[i]!)),
      mean(piece.map((i) => Number(correct[i]))),
    );
  }));
}

export const solutions = {
  "E11.1": (y: number[]) => entropy(y),
  "E11.2": (confidence: number[], correct: boolean[], bins: number) =>
    overPieces(confidence, correct, bins, (c, a) => Math.abs(c - a)),
  "E11.3": (epsilon: number, K: number) => Math.log((1 - epsilon + epsilon / K) / (epsilon / K)),
  "E11.4": [1, 4],
};

export const wrong = {
  "E11.1": [(y: number[]) => Math.log(y.length), () => 0],
  "E11.2": [
    (confidence: number[], correct: boolean[], bins: number) =>
      calibrationError(reliabilityCurve(confidence, correct, { bins })), // equal widths
    (confidence: number[], correct: boolean[], bins: number) =>
      overPieces(confidence, correct, bins, (c, a) => c - a), // too sure here and too shy there cancel
  ],
  "E11.3": [
    (epsilon: number) => Math.log((1 - epsilon) / epsilon), // the rest on one class
    (epsilon: number, K: number) => Math.log((1 - epsilon) / (epsilon / K)), // the true class gets none back
  ],
  "E11.4": [[1, 2], [2, 4], [3, 4], [4, 5]],
};
