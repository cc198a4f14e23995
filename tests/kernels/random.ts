/** Numbers in [0, 1) that are the same in every run (Marsaglia's xorshift with 32 bits). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  next(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return (x >>> 0) / 2 ** 32;
  }

  /** A whole number in [least, most]. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** About normal, with deviation 1. */
  normal(): number {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += this.next();
    return sum;
  }
}

/** What a row of logits is like: each kind strains another part of a kernel. */
export const FAMILIES: readonly ((random: Random, row: Float64Array) => void)[] = [
  (random, row) => fill(row, () => 3 * random.normal()),
  (random, row) => fill(row, () => 30 * random.normal()),
  (random, row) => fill(row, () => 1e-3 * random.normal() - 150),
  (random, row) => fill(row, () => 400 * random.normal()),
  (random, row) => fill(row, () => random.next() < 0.5 ? -Infinity : random.normal()),
  (random, row) => fill(row, () => random.whole(-3, 3)),
  dominated,
  (random, row) => fill(row, () => random.normal() * 10 ** random.whole(-320, 307)),
  (_, row) => {
    row.fill(-Infinity);
    row[row.length >> 1] = 7;
  },
];

function dominated(random: Random, row: Float64Array): void {
  const depth = 10 ** (3 * random.next());
  fill(row, () => random.normal() - depth);
  row[random.whole(0, row.length - 1)] = random.normal();
}

function fill(row: Float64Array, entry: () => number): void {
  for (let j = 0; j < row.length; j++) row[j] = entry();
}
