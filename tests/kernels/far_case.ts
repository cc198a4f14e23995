import { alloc, type Matrix } from "@surprisal/loss";
import type { Type } from "./cases.ts";
import type { Random } from "./random.ts";

/** Of each type: how many neighbours are as deep, how deep is deep, how far from 0 rows lie, and sizes of rows. */
const OF_TYPE = {
  float32: { run: 16, deepest: 126, away: 380, sizes: [64, 67, 80, 129, 1000, 2049, 4100] },
  float64: { run: 8, deepest: 300, away: 3800, sizes: [16, 67, 80, 255, 257, 1000, 2049, 4101] },
} as const;

/** How deep entries lie below the largest logit: each kind strains a sum in another way. */
function depthsOf(random: Random, type: Type): (j: number) => number {
  const { run, deepest } = OF_TYPE[type];
  const kinds: readonly (() => (j: number) => number)[] = [
    () => () => 3 * Math.abs(random.normal()),
    () => always(12 * random.next()),
    () => inTurns(random, 1),
    () => inTurns(random, 4),
    () => inTurns(random, run),
    () => () => 1e-3 * random.next(),
    () => () => deepest * random.next(),
    () => () => 40 + random.next(),
  ];
  return kinds[random.whole(0, kinds.length - 1)]!();
}

function always(depth: number): () => number {
  return () => depth;
}

/** Four depths in turns, each for so many entries. */
function inTurns(random: Random, run: number): (j: number) => number {
  const depths = Array.from({ length: 4 }, () => 6 * random.next());
  return (j) => depths[Math.floor(j / run) % 4]!;
}

/**
 * Rows whose labels lie about 4 or more below the largest logit, from where a sum need not be so exact; the
 * largest may be where nobody looks first.
 */
export function farCase(
  random: Random,
  type: Type,
  sizes: readonly number[] = OF_TYPE[type].sizes,
): { z: Matrix; labels: Int32Array } {
  const columns = sizes[random.whole(0, sizes.length - 1)]!;
  const z = alloc(8, columns, type);
  const labels = new Int32Array(8).fill(columns - 1);
  for (let i = 0; i < 8; i++) {
    const row = z.data.subarray(i * columns, (i + 1) * columns);
    const top = random.next() < 0.5 ? 0 : Math.fround(OF_TYPE[type].away * (random.next() - 0.5));
    const depthOf = depthsOf(random, type);
    row.forEach((_, j) => row[j] = top - depthOf(j));
    row[random.whole(0, columns - 2)] = top;
    row[columns - 1] = top - 4 - [0, 1e-3 * random.next(), 30 * random.next()][random.whole(0, 2)]!;
  }
  return { z, labels };
}
