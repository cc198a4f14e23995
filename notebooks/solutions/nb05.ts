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

export const solutions = {
  // both have the sum 0.9 and the sum of squares 0.27
  "E5.1": [[0.1, 0.3, 0.3, 0.3, 0], [0.1, 0.45, 0.15, 0.15, 0.15]],
  "E5.2": gap(2), // smaller than after one step
  "E5.3": outer([-0.9, 0.5, 0.1, 0.1, 0.2], [1, 2]), // (q - y) x'
};

export const wrong = {
  "E5.1": [[A, B], [A, [0.1, 0.2, 0.1, 0.1, 0.5]]],
  "E5.2": [gap(1), 0, -gap(2)],
  "E5.3": [
    outer([0.1, 0.5, 0.1, 0.1, 0.2], [1, 2]),
    outer([0.9, -0.5, -0.1, -0.1, -0.2], [1, 2]),
    outer([-0.9, 0.5, 0.1, 0.1, 0.2], [1, 1]),
  ],
};
