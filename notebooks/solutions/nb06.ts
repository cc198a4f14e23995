import { softmax } from "@surprisal/loss";

/** q - y at the temperature, divided by the temperature. */
function temperatureGradient(z: number[], t: number, temperature: number): number[] {
  const q = softmax(z.map((z_i) => z_i / temperature));
  return Array.from(q, (q_i, i) => (q_i - (i === t ? 1 : 0)) / temperature);
}

export const solutions = {
  "E6.1": temperatureGradient,
  "E6.2": (q: number[]) => 1 - q.reduce((sum, q_i) => sum + q_i ** 2, 0),
  "E6.3": Math.log(1 + 4 / Math.E), // even a first softmax that is certain and right leaves this loss
  "E6.4": 3, // g(z + b) = g(z) + b
  "E6.5": (z: number[], y: number[]) => {
    const total = y.reduce((sum, y_j) => sum + y_j, 0);
    return Array.from(softmax(z), (q_i, i) => q_i * total - y[i]!);
  },
};

export const wrong = {
  "E6.1": [
    (z: number[], t: number, T: number) => temperatureGradient(z, t, T).map((g) => g * T), // q - y
    (z: number[], t: number, T: number) => temperatureGradient(z, t, 1).map((g) => g / T), // q without the temperature
  ],
  "E6.2": [() => 1, (q: number[]) => q.reduce((sum, q_i) => sum + q_i ** 2, 0)],
  "E6.3": [0, Math.log(5), Math.log(1 + 5 / Math.E)],
  "E6.4": [1, 2, 4],
  "E6.5": [
    (z: number[], y: number[]) => Array.from(softmax(z), (q_i, i) => q_i - y[i]!), // right if they add up to 1
    (z: number[], y: number[]) => {
      const total = y.reduce((sum, y_j) => sum + y_j, 0);
      return Array.from(softmax(z), (q_i, i) => q_i - y[i]! / total); // of the truth divided by its sum
    },
  ],
};
