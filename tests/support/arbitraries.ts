import fc from "fast-check";

/** Every property is tried on the same inputs each time. */
export const settings = { seed: 20260107, numRuns: 300 };

/** A number within bounds. */
export function within(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min, max, noNaN: true });
}

function normalized(masses: readonly number[]): number[] {
  const sum = masses.reduce((a, b) => a + b);
  return sum > 0 ? masses.map((mass) => mass / sum) : masses.map((_, j) => (j === 0 ? 1 : 0));
}

const mass = fc.oneof(within(0, 1), fc.constant(0), within(-300, 0).map((e) => 10 ** e));

/** A distribution of 1 to 8 classes: some impossible, some all but impossible. */
export const anyDistribution = fc.array(mass, { minLength: 1, maxLength: 8 }).map(normalized);

/** Two distributions of one length, no class impossible. */
export const pairOfDistributions = fc.array(fc.tuple(within(0.01, 1), within(0.01, 1)), {
  minLength: 2,
  maxLength: 8,
}).map((pairs) =>
  [
    normalized(pairs.map(([p]) => p)),
    normalized(pairs.map(([, q]) => q)),
  ] as const
);

/** Logits of 2 to 8 classes, far apart and near. */
export const anyLogits = fc.array(fc.oneof(within(-5, 5), within(-800, 800)), {
  minLength: 2,
  maxLength: 8,
});
