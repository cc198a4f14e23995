import fc from "fast-check";
import * as loss from "@surprisal/loss";
import * as exact from "@surprisal/loss/exact";
import { type Subject, subject } from "./subject.ts";
import * as v from "./values.ts";

const { unit, tolerance, reduction, onZero, number, probability, positive } = v;
const inUnit = v.some({ unit });

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

const ofLargeBatch = subject(
  "softmaxCrossEntropyWithGradient",
  fc.tuple(
    fc.array(number, { minLength: 5, maxLength: 6 }).map(largeBatch),
    fc.constant(Array.from({ length: 48 }, (_, i) => i % 12)),
    v.some({ unit, reduction, temperature: positive, labelSmoothing: probability }),
  ),
  loss.softmaxCrossEntropyWithGradient,
);

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

const binary: Subject[] = [
  ...([
    ["sigmoidBinaryCrossEntropy", loss.sigmoidBinaryCrossEntropy],
    ["sigmoidBinaryCrossEntropyGradient", loss.sigmoidBinaryCrossEntropyGradient],
  ] as const).flatMap(([name, call]) => {
    const options = v.some({ unit, reduction, positiveWeight: positive });
    return [
      subject(name, fc.tuple(number, probability, options), call),
      subject(name, fc.tuple(v.pairs, options).map(([[z, y], o]) => [z, y, o]), call),
    ];
  }),
  subject(
    "binaryCrossEntropy",
    fc.tuple(v.pairs, v.some({ unit, reduction, onZero })).map(([[, q, y], o]) => [q, y, o]),
    loss.binaryCrossEntropy,
  ),
  subject(
    "exact.sigmoidBinaryCrossEntropy",
    fc.tuple(number, probability, inUnit),
    exact.sigmoidBinaryCrossEntropy,
  ),
];

const accumulator = subject(
  "LossAccumulator",
  fc.tuple(number, positive, number, positive),
  (total: number, weight: number, other: number, otherWeight: number) => {
    const sum = new loss.LossAccumulator().add(total, weight);
    const { mean } = sum.merge(new loss.LossAccumulator().add(other, otherWeight));
    return [mean, sum.total, sum.weight];
  },
);

/** The functions of lib/losses, and the same of the exact tier. */
export const LOSSES: readonly Subject[] = [
  ...softmaxLosses,
  ofLargeBatch,
  hessian,
  ...ofProbabilities,
  ...binary,
  accumulator,
];
