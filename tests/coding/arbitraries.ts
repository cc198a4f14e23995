import fc from "fast-check";

/** Runs of every property here: seeded, so that each run of the suite tries the same cases. */
export const RUNS = { seed: 20261124, numRuns: 300 };

/** Code word lengths that fit a prefix code: those of a random binary tree's leaves, some dropped. */
export const treeLengths: fc.Arbitrary<number[]> = fc.tuple(
  fc.array(fc.nat(1000), { maxLength: 40 }),
  fc.array(fc.boolean(), { minLength: 41, maxLength: 41 }),
).map(([splits, kept]) => {
  const leaves = [0];
  for (const split of splits) {
    const [depth] = leaves.splice(split % leaves.length, 1);
    leaves.push(depth! + 1, depth! + 1);
  }
  return leaves.map((depth, i) => kept[i] === false && i > 0 ? Infinity : depth);
});

/** Positive weights of very different sizes. */
export const weights: fc.Arbitrary<number[]> = fc.array(
  fc.oneof(
    fc.integer({ min: 1, max: 20 }),
    fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
  ),
  { minLength: 1, maxLength: 60 },
);

/** A table of cumulative frequencies, and a symbol of it that has some. */
export const tableAndSymbol: fc.Arbitrary<[Uint32Array, number]> = fc.array(
  fc.oneof(fc.constant(0), fc.constant(1), fc.integer({ min: 0, max: 2 ** 15 })),
  { minLength: 1, maxLength: 31 },
).chain((frequencies) => {
  const table = new Uint32Array(frequencies.length + 2);
  for (const [s, f] of [...frequencies, 1].entries()) table[s + 1] = table[s]! + f;
  const symbols = [...frequencies, 1].flatMap((f, s) => f > 0 ? [s] : []);
  return fc.tuple(fc.constant(table), fc.constantFrom(...symbols));
});
