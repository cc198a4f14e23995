const dot = (p: number[], f: (x: number) => number) => p.reduce((sum, x) => sum + f(x), 0);

export const solutions = {
  // 45.4 nats straight, 2.5 with a stop
  "E4.1": { p: [0.5, 0.5], q: [1, 1e-40], r: [0.99, 0.01] },
  // both are 2.625 bits
  "E4.2": [[1 / 2, 1 / 4, 1 / 8, 1 / 8], [1 / 8, 1 / 8, 1 / 4, 1 / 2]],
  // q adds up to 1.4: it is no distribution, and for one the sum is never below 0
  "E4.3": { p: [0.5, 0.5], q: [0.7, 0.7] },
  "E4.4": (p: number[]) => dot(p, (x) => x * Math.log(x)),
  "E4.5": 3,
  "E4.6": { p: [0.5, 0.3, 0.2], q: [0.6, 0.4, 0] },
};

export const wrong = {
  "E4.1": [
    { p: [0.5, 0.5], q: [0.9, 0.1], r: [0.7, 0.3] },
    { p: [0.5, 0.5], q: [1, 0], r: [0.99, 0.01] }, // both ways are infinite
  ],
  "E4.2": [
    [[1 / 4, 1 / 4, 1 / 4, 1 / 4], [1 / 4, 1 / 4, 1 / 4, 1 / 4]],
    [[0.4, 0.3, 0.2, 0.1], [0.25, 0.25, 0.25, 0.25]],
  ],
  "E4.3": [
    { p: [0.5, 0.5], q: [0.9, 0.1] },
    { p: [0.5, 0.5], q: [0.5, 0.5] },
    { p: [0.9, 0.9], q: [1, 1] },
  ],
  "E4.4": [
    (p: number[]) => dot(p, (x) => x * x),
    (p: number[]) => -dot(p, (x) => x * Math.log(x)),
    (p: number[]) => -dot(p, Math.log),
  ],
  "E4.5": [1, 2, 4],
  "E4.6": [
    { p: [0.6, 0.4, 0], q: [0.5, 0.3, 0.2] }, // the other way round
    { p: [0.5, 0, 0.5], q: [0, 0.5, 0.5] }, // both are infinite
    { p: [0.9, 0.05, 0.05], q: [0.05, 0.9, 0.05] }, // neither is
  ],
};
