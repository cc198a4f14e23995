import fc from "fast-check";
import { compat } from "@surprisal/loss";

// Good arguments of every kind: small and huge, in every container that the library takes.

export const number = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -6, max: 6, noNaN: true }) },
  { weight: 2, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) },
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1, -1, 5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, 2 ** -53),
);

export const probability = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 1, 0.5, 5e-324, 1 - 2 ** -53, 2 ** -53),
);

/** Numbers of which none is negative: weights, orders. */
export const positive = fc.oneof(
  { weight: 3, arbitrary: fc.double({ min: 1e-3, max: 10, noNaN: true }) },
  fc.double({ min: 5e-324, max: 1e300, noNaN: true }),
  fc.constantFrom(1, 2, 0.5),
);

/** Weights of which three may be multiplied. */
const weight = fc.oneof(
  { weight: 3, arbitrary: fc.double({ min: 1e-3, max: 10, noNaN: true }) },
  fc.double({ min: 1e-100, max: 1e100, noNaN: true }),
  fc.constantFrom(1, 2, 0.5),
);

type Contained = readonly number[] | ArrayLike<number>;

/** The same numbers as a plain array, as floats, as an object like an array. */
function contained(numbers: fc.Arbitrary<number[]>): fc.Arbitrary<Contained> {
  return fc.oneof(
    { weight: 3, arbitrary: numbers },
    { weight: 2, arbitrary: numbers.map((x) => Float64Array.from(x)) },
    numbers.map((x) => ({ ...x, length: x.length })),
  );
}

const logit = fc.oneof({ weight: 9, arbitrary: number }, fc.constant(-Infinity));

function logitsOf(K: number): fc.Arbitrary<number[]> {
  return fc.array(logit, { minLength: K, maxLength: K }).map((z) =>
    z.every((x) => x === -Infinity) ? z.map(() => 0) : z
  );
}

const mass = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 1e-300, 5e-324, 2 ** -40, 1),
);

export function distributionOf(K: number): fc.Arbitrary<number[]> {
  return fc.array(mass, { minLength: K, maxLength: K }).map((masses) => {
    const sum = masses.reduce((a, b) => a + b);
    return sum > 1e-290 ? masses.map((x) => x / sum) : masses.map((_, j) => j === 0 ? 1 : 0);
  });
}

function times<T>(n: number, x: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(x, { minLength: n, maxLength: n });
}

const size = fc.integer({ min: 1, max: 5 });

export const vector = contained(fc.array(number, { minLength: 1, maxLength: 6 }));
export const anyLogits = size.chain((K) => contained(logitsOf(K)));
export const anyDistribution = size.chain((K) => contained(distributionOf(K)));
export const twoDistributions = size.chain((K) =>
  fc.tuple(contained(distributionOf(K)), contained(distributionOf(K)))
);

/** Rows of one length, as nested arrays or as a matrix. */
function tableOf(rows: fc.Arbitrary<number[][]>): fc.Arbitrary<object> {
  const flat = (x: number[][]) => ({
    data: Float64Array.from(x.flat()),
    rows: x.length,
    columns: x[0]!.length,
  });
  return fc.oneof(rows, rows.map(flat), rows.map((x) => x.map((row) => Float64Array.from(row))));
}

const shape = fc.tuple(fc.integer({ min: 1, max: 3 }), size);

export const joint = shape.chain(([N, K]) =>
  distributionOf(N * K).map((p) => Array.from({ length: N }, (_, i) => p.slice(i * K, i * K + K)))
);

export const anyTable = shape.chain(([N, K]) => tableOf(times(N, times(K, number))));
export const logitsTable = shape.chain(([N, K]) => tableOf(times(N, logitsOf(K))));
export const distributionTable = shape.chain(([N, K]) => tableOf(times(N, distributionOf(K))));

/** What a loss takes: predictions and truths, of one example or of many. */
export interface Task {
  readonly input: unknown;
  readonly target: unknown;
  readonly N: number;
  readonly K: number;
  readonly batched: boolean;
  readonly byLabel: boolean;
}

export function taskOf(row: (K: number) => fc.Arbitrary<number[]>): fc.Arbitrary<Task> {
  return fc.tuple(shape, fc.boolean(), fc.boolean()).chain(([[N, K], batched, byLabel]) => {
    const label = fc.nat(K - 1);
    const input = batched ? tableOf(times(N, row(K))) : contained(row(K));
    const target = batched
      ? byLabel ? times(N, label) : tableOf(times(N, distributionOf(K)))
      : byLabel
      ? label
      : contained(distributionOf(K));
    return fc.record({ input, target }).map((both) => ({ ...both, N, K, batched, byLabel }));
  });
}

export const logitsTask: fc.Arbitrary<Task> = taskOf(logitsOf);
export const distributionTask: fc.Arbitrary<Task> = taskOf(distributionOf);

export const unit = fc.constantFrom("nats", "bits");
export const reduction = fc.constantFrom("mean", "sum", "none");
export const tolerance = fc.double({ min: 2.5e-7, max: 1, noNaN: true });

/** Rules for a predicted 0 that give an answer: "throw" is an error by request. */
export const onZero = fc.oneof(
  fc.constant("infinity"),
  fc.constantFrom(...Object.values(compat).map((preset) => preset.onZero)),
);

/** Any of the options given. */
export function some(options: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> {
  return fc.record(options, { requiredKeys: [] });
}

/** Any combination of the options of softmax cross-entropy; every example counts. */
export function softmaxOptions({ N, K, batched, byLabel }: Task): fc.Arbitrary<object> {
  return some({
    unit,
    reduction,
    tolerance,
    labelSmoothing: probability,
    classWeights: times(K, weight),
    sampleWeights: times(batched ? N : 1, weight),
    classMask: fc.constant(Array(K).fill(true)),
    temperature: positive,
    zLoss: weight,
    // Times three weights, a slope must not overflow: infinities of both signs have no difference.
    focal: fc.record({
      gamma: fc.double({ min: 0, max: 1e6, noNaN: true }),
      alpha: fc.oneof(weight, times(K, weight)),
    }, {
      requiredKeys: ["gamma"],
    }),
    ...(byLabel ? { ignoreIndex: fc.constant(-100) } : {}),
  });
}

/** What a slip of the keyboard, a wrong column or another language puts in an argument's place. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[NaN, Infinity, -Infinity, -1, 1.5, 2, 1e308, -0, 0, 1],
    ...["", "1", "nats", "bits", "none", 1n, true, false, null, Symbol.iterator],
    ...[[], {}, [[]], [NaN], ["1"], [1n], [[1], [1, 2]], [null], { length: 2 }, { length: -1 }],
    ...[new Float64Array(), Float32Array.of(NaN), BigInt64Array.of(1n), new Set([1]), new Map()],
    ...[{ data: [1], rows: 1, columns: 1 }, { data: new Float64Array(2), rows: 1, columns: 3 }],
    ...[new Date(0), /x/, Object.create(null), { gamma: "2" }, { clip: "0.1" }, { clampLog: 1 }],
    // Without arguments some other value than it gets, so that it is no loss, slope or random number.
    (...x: unknown[]) => x.length === 0 ? "x" : {},
  ),
  fc.double(),
  fc.integer({ min: -3, max: 5 }),
);

/** As many logits and probabilities, twice, as there are examples. */
export const pairs = fc.integer({ min: 1, max: 5 }).chain((N) =>
  fc.tuple(
    fc.array(number, { minLength: N, maxLength: N }),
    fc.array(probability, { minLength: N, maxLength: N }),
    fc.array(probability, { minLength: N, maxLength: N }),
  )
);
