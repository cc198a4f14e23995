/** Entropy of counts, in bits. */
function entropyInBits(counts: number[]): number {
  const total = counts.reduce((sum, n) => sum + n, 0);
  return counts.reduce((sum, n) => n === 0 ? sum : sum - n / total * Math.log2(n / total), 0);
}

export const solutions = {
  "E1.1": 3 * Math.log2(3), // 4.75 bits, and 24 cases need log2 24 = 4.58
  "E1.2": { a: 0.95, b: 0.05 }, // anything above 2^(-1/8) = 0.917 for the a
  "E1.3": 1_000_000 * Math.log2(44), // whatever it typed
  "E1.4": entropyInBits,
  "E1.5": 4, // left, right and level are then equally likely
  "E1.6": "tiles", // 5.83 bits; arose has 5.76
  "E1.7": 2, // it counts nats
};

export const wrong = {
  "E1.1": [Math.log2(24), 3, 3 * Math.log(3)],
  "E1.2": [{ a: 0.9, b: 0.1 }, { a: 1 }, { a: 0.95, b: 0.1 }],
  "E1.3": [1_000_000 * Math.log(44), 1_000_000 * 6, Math.log2(44)],
  "E1.4": [
    (counts: number[]) => Math.LN2 * entropyInBits(counts), // nats
    (counts: number[]) => {
      const total = counts.reduce((sum, n) => sum + n, 0);
      return -counts.reduce((sum, n) => sum + n / total * Math.log2(n / total), 0); // NaN for a count of 0
    },
  ],
  "E1.5": [6, 3, 1],
  "E1.6": ["arose", "adieu", "irate"],
  "E1.7": [1, 3, 4],
};
