import fc from "fast-check";
import * as loss from "@surprisal/loss";
import * as exact from "@surprisal/loss/exact";
import * as v from "./values.ts";

/** A function of the library, with good arguments for it. */
export interface Subject {
  readonly name: string;
  readonly args: fc.Arbitrary<readonly unknown[]>;
  readonly call: (...args: never[]) => unknown;
  /** How good arguments may be refused: data for which there is no answer. */
  readonly refuses?: RegExp;
}

function subject(
  name: string,
  args: fc.Arbitrary<readonly unknown[]>,
  call: (...args: never[]) => unknown,
  refuses?: RegExp,
): Subject {
  return { name, args, call, ...(refuses && { refuses }) };
}

const { unit, tolerance, reduction, onZero, number, probability, positive } = v;
const measure = v.some({ unit, tolerance });
const inUnit = v.some({ unit });

/** The functions that measure one distribution. */
const ofOne: Subject[] = [
  subject("entropy", fc.tuple(v.anyDistribution, measure), loss.entropy),
  subject("renyiEntropy", fc.tuple(v.anyDistribution, positive, measure), loss.renyiEntropy),
  subject("tsallisEntropy", fc.tuple(v.anyDistribution, positive), loss.tsallisEntropy),
  subject("softmaxJacobian", fc.tuple(v.anyDistribution), loss.softmaxJacobian),
  subject(
    "probabilities",
    fc.tuple(v.anyDistribution, v.some({ tolerance, normalize: fc.boolean() })),
    loss.probabilities,
  ),
  subject(
    "smoothLabels",
    fc.tuple(fc.oneof(v.anyDistribution, v.distributionTable), probability),
    loss.smoothLabels,
  ),
  subject("mutualInformation", fc.tuple(v.joint, measure), loss.mutualInformation),
  subject("conditionalEntropy", fc.tuple(v.joint, measure), loss.conditionalEntropy),
  subject("exact.entropy", fc.tuple(v.anyDistribution, measure), exact.entropy),
];

/** The functions that compare two distributions. */
const ofTwo: Subject[] = ([
  ["klDivergence", loss.klDivergence],
  ["jensenShannonDivergence", loss.jensenShannonDivergence],
  ["jensenShannonDistance", loss.jensenShannonDistance],
  ["exact.crossEntropy", exact.crossEntropy],
  ["exact.klDivergence", exact.klDivergence],
  ["exact.jensenShannonDivergence", exact.jensenShannonDivergence],
] as const).map(([name, call]) =>
  subject(
    name,
    fc.tuple(v.twoDistributions, measure).map(([[p, q], options]) => [p, q, options]),
    call,
  )
);

const crossEntropy = subject(
  "crossEntropy",
  fc.tuple(v.twoDistributions, v.some({ unit, tolerance, onZero })).map(([[p, q], o]) => [p, q, o]),
  loss.crossEntropy,
);

/** The functions of numbers, one or many. */
const elementary: Subject[] = [
  ...([
    ["sigmoid", loss.sigmoid],
    ["logSigmoid", loss.logSigmoid],
    ["softplus", loss.softplus],
  ] as const).map(([name, call]) => subject(name, fc.tuple(fc.oneof(number, v.vector)), call)),
  subject("log1mExp", fc.tuple(number.map((x) => -Math.abs(x))), loss.log1mExp),
  subject("xLogX", fc.tuple(fc.oneof(positive, fc.constant(0))), loss.xLogX),
  subject("xLogY", fc.tuple(number, fc.oneof(positive, fc.constant(0))), loss.xLogY),
  subject("compensatedSum", fc.tuple(v.vector), loss.compensatedSum),
  subject("surprisal", fc.tuple(probability, inUnit), loss.surprisal),
  subject("binaryEntropy", fc.tuple(probability, inUnit), loss.binaryEntropy),
  subject("perplexity", fc.tuple(number, inUnit), loss.perplexity),
  ...([
    ["nats", loss.nats],
    ["bits", loss.bits],
    ["toBits", loss.toBits],
    ["toNats", loss.toNats],
  ] as const).map(([name, call]) => subject(name, fc.tuple(number), call)),
  subject(
    "oneHot",
    fc.integer({ min: 1, max: 9 }).chain((K) => fc.tuple(fc.nat(K - 1), fc.constant(K))),
    loss.oneHot,
  ),
  subject("uniform", fc.tuple(fc.integer({ min: 1, max: 9 })), loss.uniform),
  subject("matrix", fc.tuple(v.anyTable.filter(Array.isArray)), loss.matrix),
];

const softmaxArgs = fc.tuple(
  fc.oneof(v.anyLogits, v.logitsTable),
  v.some({ temperature: positive }),
);

const ofLogits: Subject[] = [
  subject("softmax", softmaxArgs, loss.softmax),
  subject("logSoftmax", softmaxArgs, loss.logSoftmax),
  subject("logSumExp", fc.tuple(fc.oneof(v.anyLogits, v.logitsTable)), loss.logSumExp),
  subject(
    "softmaxEntropy",
    fc.tuple(fc.oneof(v.anyLogits, v.logitsTable), inUnit),
    loss.softmaxEntropy,
  ),
  subject("exact.softmaxEntropy", fc.tuple(v.anyLogits, inUnit), exact.softmaxEntropy),
  subject("exact.softmax", fc.tuple(v.anyLogits), exact.softmax),
  subject("exact.logSoftmax", fc.tuple(v.anyLogits), exact.logSoftmax),
  subject("exact.logSumExp", fc.tuple(v.anyLogits), exact.logSumExp),
  ...([
    ["exact.softmaxCrossEntropy", exact.softmaxCrossEntropy],
    ["exact.softmaxCrossEntropyGradient", exact.softmaxCrossEntropyGradient],
  ] as const).map(([name, call]) =>
    subject(
      name,
      v.logitsTask.filter((t) => !t.batched).map(({ input, target }) => [input, target]),
      call,
    )
  ),
];

const softmaxLosses: Subject[] = ([
  ["softmaxCrossEntropy", loss.softmaxCrossEntropy],
  ["softmaxCrossEntropyGradient", loss.softmaxCrossEntropyGradient],
  ["softmaxCrossEntropyWithGradient", loss.softmaxCrossEntropyWithGradient],
] as const).map(([name, call]) =>
  subject(
    name,
    v.logitsTask.chain((task) =>
      v.softmaxOptions(task).map((options) => [task.input, task.target, options])
    ),
    call,
  )
);

/** A batch large enough for the kernels, by the few logits that it repeats. */
function largeBatch(logits: readonly number[]): loss.Matrix {
  const z = loss.alloc(48, 12, logits.length % 2 === 0 ? "float64" : "float32");
  z.data.forEach((_, i) => {
    const logit = Math.fround(logits[i * 7 % logits.length]!);
    z.data[i] = logit < Infinity ? logit : 0;
  });
  return z;
}

const kernels: Subject[] = [
  subject(
    "alloc",
    fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom("float32", "float64"),
    ),
    loss.alloc,
  ),
  subject(
    "chooseKernels",
    fc.constant(["portable"]),
    loss.chooseKernels,
  ),
  subject(
    "softmaxCrossEntropyWithGradient",
    fc.tuple(
      fc.array(number, { minLength: 5, maxLength: 6 }).map(largeBatch),
      fc.constant(Array.from({ length: 48 }, (_, i) => i % 12)),
      v.some({ unit, reduction, temperature: positive, labelSmoothing: probability }),
    ),
    loss.softmaxCrossEntropyWithGradient,
  ),
];

/** N finite rows of K, of the shape of a task's input. */
const hessian = subject(
  "softmaxCrossEntropyHessianProduct",
  v.logitsTask.chain(({ input, target, N, K, batched }) => {
    const row = fc.array(number, { minLength: K, maxLength: K });
    const direction = batched ? fc.array(row, { minLength: N, maxLength: N }) : row;
    return fc.tuple(fc.constant(input), fc.constant(target), direction, v.some({ reduction }));
  }),
  loss.softmaxCrossEntropyHessianProduct,
);

const ofProbabilities: Subject[] = [
  subject(
    "categoricalCrossEntropy",
    fc.tuple(v.distributionTask, v.some({ unit, reduction, tolerance, onZero }))
      .map(([{ input, target }, options]) => [input, target, options]),
    loss.categoricalCrossEntropy,
  ),
  subject(
    "brierScore",
    fc.tuple(v.distributionTask, v.some({ reduction }))
      .map(([{ input, target }, options]) => [input, target, options]),
    loss.brierScore,
  ),
  subject(
    "negativeLogLikelihood",
    fc.tuple(v.logitsTask.filter((t) => t.byLabel), v.some({ unit, reduction }))
      .map(([{ input, target }, options]) => [loss.logSoftmax(input as number[]), target, options]),
    loss.negativeLogLikelihood,
  ),
];

const pairs = fc.integer({ min: 1, max: 5 }).chain((N) =>
  fc.tuple(
    fc.array(number, { minLength: N, maxLength: N }),
    fc.array(probability, { minLength: N, maxLength: N }),
    fc.array(probability, { minLength: N, maxLength: N }),
  )
);

const binary: Subject[] = [
  ...([
    ["sigmoidBinaryCrossEntropy", loss.sigmoidBinaryCrossEntropy],
    ["sigmoidBinaryCrossEntropyGradient", loss.sigmoidBinaryCrossEntropyGradient],
  ] as const).flatMap(([name, call]) => {
    const options = v.some({ unit, reduction, positiveWeight: positive });
    return [
      subject(name, fc.tuple(number, probability, options), call),
      subject(name, fc.tuple(pairs, options).map(([[z, y], o]) => [z, y, o]), call),
    ];
  }),
  subject(
    "binaryCrossEntropy",
    fc.tuple(pairs, v.some({ unit, reduction, onZero })).map(([[, q, y], o]) => [q, y, o]),
    loss.binaryCrossEntropy,
  ),
  subject(
    "exact.sigmoidBinaryCrossEntropy",
    fc.tuple(number, probability, inUnit),
    exact.sigmoidBinaryCrossEntropy,
  ),
  subject(
    "reliabilityCurve",
    fc.tuple(pairs, v.some({ bins: fc.integer({ min: 1, max: 20 }) })).map(([[, q, y], o]) => [
      q,
      y.map((x) => x > 0.5),
      o,
    ]),
    loss.reliabilityCurve,
  ),
  subject(
    "calibrationError",
    pairs.map(([, q, y]) => [loss.reliabilityCurve(q, y.map((x) => x > 0.5))]),
    loss.calibrationError,
  ),
];

const METHODS = ["plugin", "miller-madow", "grassberger", "chao-shen", "shrinkage", "dirichlet"];

/** "nsb" integrates: a hundred times slower than the others, and tried less often. */
const method = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...METHODS) },
  { weight: 1, arbitrary: fc.constant("nsb") },
);

const ofCounts = subject(
  "entropyFromCounts",
  fc.tuple(
    fc.array(fc.oneof(fc.nat(20), fc.nat(1e6)), { minLength: 1, maxLength: 6 }),
    fc.record(
      { method, unit, classes: fc.integer({ min: 6, max: 1e6 }), prior: positive },
      { requiredKeys: ["method"] },
    ),
  ).map(([counts, options]) => [counts.some((n) => n > 0) ? counts : [1], options]),
  loss.entropyFromCounts,
);

const point = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 1, maxLength: 3 });
const step = fc.constantFrom(0.5, 1e-3, 1e-6);
const wave = (x: Float64Array) => Math.sin(x[0]!);
const slopes = (x: ArrayLike<number>) => Array.from(x, (xj, j) => j === 0 ? Math.cos(xj) : 0);
const line = (x: readonly loss.Complex[]) => x[0]!.times(0.5);

const differences: Subject[] = [
  subject("forwardDifference", fc.tuple(fc.constant(wave), point, step), loss.forwardDifference),
  subject("centralDifference", fc.tuple(fc.constant(wave), point, step), loss.centralDifference),
  subject("complexStep", fc.tuple(fc.constant(line), point), loss.complexStep),
  subject(
    "checkGradient",
    fc.tuple(fc.constant(wave), point, v.some({ tolerance })).map(([f, x, o]) => [
      f,
      x,
      slopes(x),
      o,
    ]),
    loss.checkGradient,
  ),
];

const learning: Subject[] = [
  subject(
    "fitTemperature",
    v.logitsTask.filter((t) => t.batched && t.byLabel).map(({ input, target }) => [input, target]),
    loss.fitTemperature,
    /one temperature .* must be the best|must leave every label possible/,
  ),
  subject(
    "SoftmaxRegression",
    fc.tuple(
      fc.constant(2),
      fc.constant(3),
      fc.array(fc.tuple(probability, probability).map((x) => [...x]), {
        minLength: 2,
        maxLength: 2,
      }),
      fc.array(fc.nat(2), { minLength: 2, maxLength: 2 }),
      fc.record(
        { rate: fc.constantFrom(0.1, 1), batchSize: fc.constantFrom(1, 2), unit },
        { requiredKeys: ["rate"] },
      ),
    ),
    (
      features: number,
      classes: number,
      x: number[][],
      labels: number[],
      options: loss.TrainEpochOptions,
    ) => {
      const model = new loss.SoftmaxRegression(features, classes);
      const seen = model.trainEpoch(x, labels, options);
      return [seen, model.logits(x), model.gradient(x, labels), model.weights, model.bias];
    },
  ),
  subject(
    "LossAccumulator",
    fc.tuple(number, positive, number, positive),
    (total: number, weight: number, other: number, otherWeight: number) => {
      const sum = new loss.LossAccumulator().add(total, weight);
      const { mean } = sum.merge(new loss.LossAccumulator().add(other, otherWeight));
      return [mean, sum.total, sum.weight];
    },
  ),
];

export const SUBJECTS: readonly Subject[] = [
  ...ofOne,
  ...ofTwo,
  crossEntropy,
  ...elementary,
  ...ofLogits,
  ...softmaxLosses,
  ...kernels,
  hessian,
  ...ofProbabilities,
  ...binary,
  ofCounts,
  ...differences,
  ...learning,
];
