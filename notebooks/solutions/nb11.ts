import { calibrationError, entropy, reliabilityCurve, sigmoid } from "@surprisal/loss";

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

/** Newton's method on the two slopes. */
function platt(scores: number[], outcomes: number[]): [number, number] {
  let [a, b] = [0, 0];
  for (let step = 0; step < 50; step++) {
    const q = scores.map((s) => sigmoid(a * s + b));
    const off = q.map((q_i, i) => q_i - outcomes[i]!);
    const weight = q.map((q_i) => q_i * (1 - q_i));
    const [g, h] = [mean(off.map((each, i) => each * scores[i]!)), mean(off)];
    const ss = mean(weight.map((w, i) => w * scores[i]! ** 2));
    const [s, one] = [mean(weight.map((w, i) => w * scores[i]!)), mean(weight)];
    const determinant = ss * one - s * s;
    a -= (one * g - s * h) / determinant;
    b -= (ss * h - s * g) / determinant;
  }
  return [a, b];
}

/** The best factor without a shift. */
function stretchOnly(scores: number[], outcomes: number[]): number {
  let a = 0;
  for (let step = 0; step < 2000; step++) {
    a -= 0.1 * mean(scores.map((s, i) => (sigmoid(a * s) - outcomes[i]!) * s));
  }
  return a;
}

function murphy(forecasts: number[], outcomes: number[]): [number, number, number] {
  const all = mean(outcomes);
  const groups = [...new Set(forecasts)].map((f) => {
    const group = outcomes.filter((_, i) => forecasts[i] === f);
    return { f, o: mean(group), share: group.length / outcomes.length };
  });
  const total = (part: (f: number, o: number) => number) =>
    groups.reduce((sum, { f, o, share }) => sum + share * part(f, o), 0);
  return [total((f, o) => (f - o) ** 2), total((_, o) => (o - all) ** 2), all * (1 - all)];
}

export const solutions = {
  "E11.1": (y: number[]) => entropy(y),
  "E11.2": (confidence: number[], correct: boolean[], bins: number) =>
    overPieces(confidence, correct, bins, (c, a) => Math.abs(c - a)),
  "E11.3": (epsilon: number, K: number) => Math.log((1 - epsilon + epsilon / K) / (epsilon / K)),
  "E11.4": [1, 4],
  "E11.5": platt,
  "E11.6": murphy,
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
  "E11.5": [
    () => [1, 0], // the scores as they are
    (scores: number[], outcomes: number[]) => [stretchOnly(scores, outcomes), 0], // a temperature
    (_: number[], outcomes: number[]) => [0, Math.log(mean(outcomes) / (1 - mean(outcomes)))], // the share alone
  ],
  "E11.6": [
    (forecasts: number[], outcomes: number[]) => {
      const [calibration, resolution, uncertainty] = murphy(forecasts, outcomes);
      return [calibration, uncertainty - resolution, uncertainty]; // the refinement
    },
    (forecasts: number[], outcomes: number[]) => {
      const [calibration, resolution] = murphy(forecasts, outcomes);
      return [calibration, resolution, mean(outcomes.map((o, i) => (forecasts[i]! - o) ** 2))]; // the whole
    },
  ],
};
