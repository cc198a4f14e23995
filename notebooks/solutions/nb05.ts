import { softmaxCrossEntropy, softmaxCrossEntropyGradient } from "@surprisal/loss";

function step(z: number[]): number[] {
  const gradient = softmaxCrossEntropyGradient(z, 0);
  return z.map((z_i, i) => z_i - gradient[i]!);
}

function lossAfter(q: number[], steps: number): number {
  let z = q.map(Math.log);
  for (let k = 0; k < steps; k++) z = step(z);
  return softmaxCrossEntropy(z, 0);
}

const A = [0.1, 0.5, 0.1, 0.1, 0.2];
const B = [0.1, 0.6, 0.1, 0.1, 0.1];
const gap = (steps: number) => lossAfter(A, steps) - lossAfter(B, steps);
const outer = (u: number[], x: number[]) => u.map((u_i) => x.map((x_j) => u_i * x_j));

/** Along -e_t / q_t; the constant that would make the entries add up to 0 changes no prediction. */
function naturalStep(q: number[], size: number): number[] {
  return q.map((q_i, i) => Math.log(q_i) + (i === 0 ? size / q_i : 0));
}

export const solutions = {
  // both have the sum 0.9 and the sum of squares 0.27
  "E5.1": [[0.1, 0.3, 0.3, 0.3, 0], [0.1, 0.45, 0.15, 0.15, 0.15]],
  "E5.2": gap(2), // smaller than after one step
  "E5.3": outer([-0.9, 0.5, 0.1, 0.1, 0.2], [1, 2]), // (q - y) x'
  "E5.4": naturalStep,
  "E5.5": 4,
};

export const wrong = {
  "E5.1": [[A, B], [A, [0.1, 0.2, 0.1, 0.1, 0.5]]],
  "E5.2": [gap(1), 0, -gap(2)],
  "E5.3": [
    outer([0.1, 0.5, 0.1, 0.1, 0.2], [1, 2]),
    outer([0.9, -0.5, -0.1, -0.1, -0.2], [1, 2]),
    outer([-0.9, 0.5, 0.1, 0.1, 0.2], [1, 1]),
  ],
  "E5.4": [
    (q: number[], size: number) => {
      const gradient = softmaxCrossEntropyGradient(q.map(Math.log), 0);
      return q.map((q_i, i) => Math.log(q_i) - size * gradient[i]!); // the plain gradient
    },
    (q: number[], size: number) => q.map((q_i, i) => Math.log(q_i) - size * [-8, 2, 2, 2, 2][i]!), // right for A and B only
    (q: number[], size: number) => naturalStep(q, -size), // uphill
  ],
  "E5.5": [1, 2, 3],
};
