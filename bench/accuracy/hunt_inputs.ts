import { ulp } from "../../tests/support/ulp.ts";

/** The vectors of one call. */
export type Input = readonly Float64Array[];

/** Seeded random numbers (splitmix32), 64 bits a draw so that low bits vary too. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    return (this.#word() + this.#word() * 2 ** -32) * 2 ** -32 % 1;
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
  }

  #word(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let t = this.#state ^ (this.#state >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t = Math.imul(t ^ (t >>> 15), 0x735a2d97);
    return (t ^ (t >>> 15)) >>> 0;
  }
}

const CLASSES = [2, 2, 2, 3, 3, 4, 5, 8, 20];

export function classCount(r: Random): number {
  return r.pick(CLASSES);
}

/** Logits of many shapes: near, far, log-probabilities, one that dominates. */
export function drawLogits(r: Random, k: number): Float64Array {
  const centre = r.normal() * 10 ** (8 * r.next() - 3);
  const draw = r.pick([
    () => 3 * r.normal(),
    () => r.normal(),
    () => -40 * r.next(),
    () => r.normal() * 10 ** (-8 * r.next()),
    () => centre + r.normal(),
    () => -700 * r.next(),
    () => Math.log(1 - r.next()),
    () => 30 * r.normal(),
  ]);
  return Float64Array.from({ length: k }, draw);
}

/** One or two logits changed a little or a lot, or all of them shifted. */
export function changeLogits(r: Random, z: Float64Array): Float64Array {
  const changed = z.slice();
  const j = r.below(z.length);
  const change = r.pick([
    (x: number) => x + r.normal() * 10 ** (-15 * r.next()),
    (x: number) => x + ulp(x) * (1 + r.below(100)) * r.pick([-1, 1]),
    () => z[r.below(z.length)]!,
    () => r.normal() * 10 ** (4 * r.next() - 2),
    (x: number) => x * (1 + r.normal() * 10 ** (-10 * r.next())),
  ]);
  if (r.next() < 0.15) return shift(changed, r.normal() * 10 ** (-6 * r.next()));
  changed[j] = change(z[j]!);
  return changed;
}

function shift(z: Float64Array, by: number): Float64Array {
  return z.map((x) => x + by);
}

const UNITS = 2 ** 53;

/** A distribution of multiples of 2^-53 that sums to exactly 1, none of them 0. */
export function drawDistribution(r: Random, k: number): Float64Array {
  const power = r.pick([10, 3, 1, 1, 1 / 3]);
  const weights = Array.from({ length: k }, () => (1 - r.next()) ** power);
  const total = weights.reduce((a, b) => a + b);
  const units = weights.map((w) => Math.max(1, Math.floor(w / total * (UNITS - k))));
  const largest = units.indexOf(Math.max(...units));
  units[largest]! += UNITS - units.reduce((a, b) => a + b);
  return Float64Array.from(units, (x) => x / UNITS);
}

/** Some probability moved from one class to another. */
export function changeDistribution(r: Random, p: Float64Array): Float64Array {
  const changed = p.slice();
  const giver = r.below(p.length);
  const taker = (giver + 1 + r.below(p.length - 1)) % p.length;
  const moved = Math.floor(2 ** (53 * r.next())) / UNITS;
  if (p[giver]! <= moved) return changed;
  changed[giver]! -= moved;
  changed[taker]! += moved;
  return changed;
}

/** Two distributions, often close to each other. */
export function drawPair(r: Random): Input {
  const p = drawDistribution(r, classCount(r));
  if (r.next() < 0.3) return [p, drawDistribution(r, p.length)];
  let q = p;
  for (let changes = 1 + r.below(3); changes > 0; changes--) q = changeDistribution(r, q);
  return [p, q];
}
