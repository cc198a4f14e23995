import * as loss from "@surprisal/loss";
import * as schemas from "@surprisal/loss/schemas";

/** A schema, and a call of the library that reads the same argument. */
export interface Twin {
  readonly name: string;
  readonly schema: schemas.Schema<unknown>;
  readonly call: (x: never) => unknown;
}

function twin(name: string, schema: schemas.Schema<unknown>, call: (x: never) => unknown): Twin {
  return { name, schema, call };
}

const half = [0.5, 0.5];

export const DISTRIBUTIONS: readonly Twin[] = [
  twin("entropy(p)", schemas.distribution({ name: "p" }), loss.entropy),
  twin(
    "entropy(p, { tolerance })",
    schemas.distribution({ name: "p", tolerance: 0.1 }),
    (x) => loss.entropy(x, { tolerance: 0.1 }),
  ),
  twin("probabilities(x)", schemas.distribution({ name: "x" }), loss.probabilities),
  twin("softmaxJacobian(q)", schemas.distribution({ name: "q" }), loss.softmaxJacobian),
  twin("brierScore(q)", schemas.distribution({ name: "q" }), (x) => loss.brierScore(x, 0)),
];

export const LOGITS: readonly Twin[] = [
  twin("softmax(z)", schemas.logits({ name: "z" }), (x) => loss.softmax(x)),
  twin(
    "softmaxCrossEntropy(z)",
    schemas.logits({ name: "z" }),
    (x) => loss.softmaxCrossEntropy(x, 0),
  ),
];

export const LOG_PROBABILITIES: readonly Twin[] = [
  twin(
    "negativeLogLikelihood(logq)",
    schemas.logProbabilities({ name: "logq" }),
    (x) => loss.negativeLogLikelihood(x, 0),
  ),
  twin(
    "negativeLogLikelihood(logq, { tolerance })",
    schemas.logProbabilities({ name: "logq", tolerance: 0.1 }),
    (x) => loss.negativeLogLikelihood(x, 0, { tolerance: 0.1 }),
  ),
];

/** Zeros, one a row of a batch: labels of as many examples. */
function zerosFor(x: loss.Table): Float64Array {
  return new Float64Array("data" in x ? x.rows : x.length);
}

export const DISTRIBUTION_BATCHES: readonly Twin[] = [
  twin(
    "brierScore(q), a batch",
    schemas.distributionBatch({ name: "q" }),
    (x: loss.Table) => loss.brierScore(x, zerosFor(x)),
  ),
  twin(
    "smoothLabels(y), a batch",
    schemas.distributionBatch({ name: "y" }),
    (x) => loss.smoothLabels(x, 0.1),
  ),
];

export const LOGITS_BATCHES: readonly Twin[] = [
  twin("softmax(z), a batch", schemas.logitsBatch({ name: "z" }), (x) => loss.softmax(x)),
  twin(
    "softmaxCrossEntropy(z), a batch",
    schemas.logitsBatch({ name: "z" }),
    (x: loss.Table) => loss.softmaxCrossEntropy(x, zerosFor(x)),
  ),
];

export const LOG_PROBABILITIES_BATCHES: readonly Twin[] = [
  twin(
    "negativeLogLikelihood(logq), a batch",
    schemas.logProbabilitiesBatch({ name: "logq" }),
    (x: loss.Table) => loss.negativeLogLikelihood(x, zerosFor(x)),
  ),
];

export const TABLES: readonly Twin[] = [
  twin("matrix(rows)", schemas.table({ name: "rows" }), loss.matrix),
];

/** The number of classes of all twins of labels. */
export const CLASSES = 3;

export const CLASS_INDICES: readonly Twin[] = [
  twin("oneHot(t)", schemas.classIndex(CLASSES, { name: "t" }), (t) => loss.oneHot(t, CLASSES)),
];

/** A batch of uniform logits as long as the labels; one row for what has no length. */
function logitsFor(labels: unknown): number[][] {
  const rows = Math.max(1, (labels as ArrayLike<number> | null)?.length ?? 1);
  return Array.from({ length: rows }, () => Array(CLASSES).fill(0));
}

export const LABELS: readonly Twin[] = [
  twin(
    "softmaxCrossEntropy(target), labels",
    schemas.labels(CLASSES, { name: "target" }),
    (x) => loss.softmaxCrossEntropy(logitsFor(x), x),
  ),
];

export const LABELS_OR_IGNORED: readonly Twin[] = [
  twin(
    "softmaxCrossEntropy(target, { ignoreIndex })",
    schemas.labels(CLASSES, { name: "target", ignoreIndex: -1 }),
    // One label more, for where all examples are ignored there is no loss.
    (x: readonly number[]) =>
      loss.softmaxCrossEntropy([...logitsFor(x), [0, 0, 0]], [...x, 0], { ignoreIndex: -1 }),
  ),
];

/** Two examples of two classes. */
const PAIR = [[0, 1], [1, 0]];

/** With distributions `ignoreIndex` is refused. */
function softmaxTwins(
  name: string,
  schema: schemas.Schema<loss.SoftmaxCrossEntropyOptions>,
  f: (z: number[][], target: number[] | number[][], options: object) => unknown,
): Twin[] {
  const withDistributions = (o: { readonly ignoreIndex?: number }) => {
    const { ignoreIndex, ...others } = o;
    return f(PAIR, PAIR, Number.isInteger(ignoreIndex) ? others : o);
  };
  return [
    twin(name, schema, withDistributions),
    twin(`${name} with labels`, schema, (o: object) => f(PAIR, [0, 1], o)),
  ];
}

/** The options of functions that take two examples of two classes, or one distribution of two. */
export const OPTIONS: readonly Twin[] = [
  twin("surprisal", schemas.unitOption, (o) => loss.surprisal(0.5, o)),
  twin("binaryEntropy", schemas.unitOption, (o) => loss.binaryEntropy(0.5, o)),
  twin("perplexity", schemas.unitOption, (o) => loss.perplexity(1, o)),
  twin("entropy", schemas.measureOptions, (o) => loss.entropy(half, o)),
  twin("klDivergence", schemas.measureOptions, (o) => loss.klDivergence(half, half, o)),
  twin(
    "jensenShannonDivergence",
    schemas.measureOptions,
    (o) => loss.jensenShannonDivergence(half, half, o),
  ),
  twin(
    "jensenShannonDistance",
    schemas.measureOptions,
    (o) => loss.jensenShannonDistance(half, half, o),
  ),
  twin("renyiEntropy", schemas.measureOptions, (o) => loss.renyiEntropy(half, 2, o)),
  twin("mutualInformation", schemas.measureOptions, (o) => loss.mutualInformation([half], o)),
  twin("conditionalEntropy", schemas.measureOptions, (o) => loss.conditionalEntropy([half], o)),
  twin("tsallisEntropy", schemas.toleranceOption, (o) => loss.tsallisEntropy(half, 2, o)),
  twin("crossEntropy", schemas.crossEntropyOptions, (o) => loss.crossEntropy(half, half, o)),
  twin("probabilities", schemas.probabilitiesOptions, (o) => loss.probabilities(half, o)),
  twin(
    "entropyFromCounts",
    schemas.entropyFromCountsOptions,
    (o) => loss.entropyFromCounts([3], o),
  ),
  twin("softmax", schemas.softmaxOptions, (o) => loss.softmax([0, 1], o)),
  twin("logSoftmax", schemas.softmaxOptions, (o) => loss.logSoftmax([0, 1], o)),
  twin(
    "reliabilityCurve",
    schemas.reliabilityCurveOptions,
    (o) => loss.reliabilityCurve([0.5], [1], o),
  ),
  twin("brierScore", schemas.reductionOption, (o) => loss.brierScore([half], [0], o)),
  twin(
    "softmaxCrossEntropyHessianProduct",
    schemas.reductionOption,
    (o) => loss.softmaxCrossEntropyHessianProduct(PAIR, [0, 1], PAIR, o),
  ),
  ...softmaxTwins(
    "softmaxCrossEntropy",
    schemas.softmaxCrossEntropyOptions,
    loss.softmaxCrossEntropy,
  ),
  ...softmaxTwins(
    "softmaxCrossEntropyGradient",
    schemas.softmaxCrossEntropyGradientOptions,
    loss.softmaxCrossEntropyGradient,
  ),
  ...softmaxTwins(
    "softmaxCrossEntropyWithGradient",
    schemas.softmaxCrossEntropyGradientOptions,
    loss.softmaxCrossEntropyWithGradient,
  ),
  twin(
    "sigmoidBinaryCrossEntropy",
    schemas.sigmoidBinaryCrossEntropyOptions,
    (o) => loss.sigmoidBinaryCrossEntropy(half, half, o),
  ),
  twin(
    "sigmoidBinaryCrossEntropyGradient",
    schemas.sigmoidBinaryCrossEntropyOptions,
    (o) => loss.sigmoidBinaryCrossEntropyGradient(half, half, o),
  ),
  twin(
    "categoricalCrossEntropy",
    schemas.categoricalCrossEntropyOptions,
    (o) => loss.categoricalCrossEntropy([half], [0], o),
  ),
  twin(
    "binaryCrossEntropy",
    schemas.binaryCrossEntropyOptions,
    (o) => loss.binaryCrossEntropy(half, half, o),
  ),
  twin(
    "negativeLogLikelihood",
    schemas.negativeLogLikelihoodOptions,
    (o) => loss.negativeLogLikelihood([[0]], [0], o),
  ),
  twin(
    "checkGradient",
    schemas.checkGradientOptions,
    (o) => loss.checkGradient(([x]) => x!, [1], [1], o),
  ),
  twin(
    "SoftmaxRegression.gradient",
    schemas.trainingLossOptions,
    (o) => new loss.SoftmaxRegression(2, 2).gradient(PAIR, [0, 1], o),
  ),
  twin(
    "SoftmaxRegression.trainEpoch",
    schemas.trainEpochOptions,
    (o) => new loss.SoftmaxRegression(2, 2).trainEpoch(PAIR, [0, 1], o),
  ),
];

/** The options that a schema knows. */
export function keysOf(schema: Twin["schema"]): string[] {
  return Object.keys((schema as unknown as schemas.OptionsSchema<object>).unwrap().shape);
}
