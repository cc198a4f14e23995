import { sigmoid, softmax } from "@surprisal/loss";

type Shares = number[];

export const solutions = {
  "E8.1": (z: number[], y: number[]) => z.map((z_i, i) => sigmoid(z_i) - y[i]!),
  "E8.2": 8, // 1 + e (e^1.2740 - 1)
  "E8.3": (z: number[], before: Shares, after: Shares) =>
    z.map((z_k, k) => z_k + Math.log(after[k]! / before[k]!)),
  "E8.4": 3, // each lies between 0 and 1; nothing ties them together
};

export const wrong = {
  "E8.1": [
    (z: number[], y: number[]) => Array.from(softmax(z), (q_i, i) => q_i - y[i]!), // the other head
    (z: number[], y: number[]) => z.map((z_i, i) => y[i] === 1 ? sigmoid(z_i) - 1 : 0), // only the true ones
    (z: number[], y: number[]) => z.map((z_i, i) => y[i]! - sigmoid(z_i)), // downhill, not up
  ],
  "E8.2": [4, 9, 3.5746], // e^1.2740: the classes of a guess
  "E8.3": [
    (z: number[], _: Shares, after: Shares) => z.map((z_k, k) => z_k + Math.log(after[k]!)), // the old shares stay in
    (z: number[], before: Shares, after: Shares) =>
      z.map((z_k, k) => z_k + Math.log(before[k]! / after[k]!)), // upside down
    (z: number[], before: Shares, after: Shares) => z.map((z_k, k) => z_k * after[k]! / before[k]!), // a factor of q is no factor of z
  ],
  "E8.4": [1, 2, 4],
};
