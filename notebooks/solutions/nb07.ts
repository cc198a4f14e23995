/** Sum over the classes that can come; the largest logit is taken out so that nothing overflows. */
function maskedLoss(z: number[], y: number[]): number {
  const top = Math.max(...z);
  const lse = top + Math.log(z.reduce((sum, z_i) => sum + Math.exp(z_i - top), 0));
  return z.reduce((sum, z_i, i) => y[i] === 0 ? sum : sum + y[i]! * (lse - z_i), 0);
}

const nines = (x: number) => Array<number>(9).fill(x);

export const solutions = {
  "E7.1": [[0, ...nines(0.9)], [0.1, ...nines(0.12)]],
  "E7.2": 1e-15, // -ln(1e-15) / 4
  "E7.3": maskedLoss,
  "E7.4": (p: number, epsilon: number) => p * (1 + 2 * epsilon) - epsilon,
  "E7.5": (counts: number[]) => {
    const total = counts.reduce((sum, n) => sum + n + 1, 0);
    return counts.map((n) => (n + 1) / total);
  },
  "E7.6": 1, // it reaches as far as its epsilon
};

export const wrong = {
  "E7.1": [
    [[0, ...nines(0.9)], [0.9, ...nines(0.9)]],
    [[0.1, ...nines(0.12)], [0, ...nines(0.9)]],
  ],
  "E7.2": [2 ** -52, 1e-7, 8.634694],
  "E7.3": [
    (z: number[], y: number[]) => {
      const lse = Math.log(z.reduce((sum, z_i) => sum + Math.exp(z_i), 0));
      return z.reduce((sum, z_i, i) => sum + y[i]! * (lse - z_i), 0); // 0 times infinity
    },
    (z: number[], y: number[]) => {
      const weights = z.map((z_i) => Math.exp(z_i - Math.max(...z)));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return -y.reduce((sum, y_i, i) => sum + y_i * Math.log(weights[i]! / total + 1e-7), 0);
    },
  ],
  "E7.4": [
    (p: number) => p,
    (p: number, epsilon: number) => p - epsilon,
    (p: number, epsilon: number) => (p + epsilon) / (1 + 2 * epsilon),
  ],
  "E7.5": [
    (counts: number[]) => {
      const total = counts.reduce((sum, n) => sum + n, 0);
      return counts.map((n) => n / total); // as it was
    },
    (counts: number[]) => {
      const total = counts.reduce((sum, n) => sum + n, 0);
      return counts.map((n) => (n + 1) / (total + 1)); // one more in all, not one each
    },
    (counts: number[]) => {
      const some = counts.map((n) => Math.max(n, 1)); // only where there is none
      return some.map((n) => n / some.reduce((sum, each) => sum + each, 0));
    },
  ],
  "E7.6": [2, 3, 4],
};
