import fc from "fast-check";
import * as loss from "@surprisal/loss";
import * as exact from "@surprisal/loss/exact";
import { type Subject, subject } from "./subject.ts";
import * as v from "./values.ts";

const { unit, tolerance, onZero, number, probability, positive } = v;
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

/** The functions of numbers and of logits. */
const others: Subject[] = [
  subject("surprisal", fc.tuple(probability, inUnit), loss.surprisal),
  subject("binaryEntropy", fc.tuple(probability, inUnit), loss.binaryEntropy),
  subject("perplexity", fc.tuple(number, inUnit), loss.perplexity),
  subject(
    "oneHot",
    fc.integer({ min: 1, max: 9 }).chain((K) => fc.tuple(fc.nat(K - 1), fc.constant(K))),
    loss.oneHot,
  ),
  subject("uniform", fc.tuple(fc.integer({ min: 1, max: 9 })), loss.uniform),
  subject(
    "softmaxEntropy",
    fc.tuple(fc.oneof(v.anyLogits, v.logitsTable), inUnit),
    loss.softmaxEntropy,
  ),
  subject("exact.softmaxEntropy", fc.tuple(v.anyLogits, inUnit), exact.softmaxEntropy),
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

/** The functions of lib/information, and the same of the exact tier. */
export const INFORMATION: readonly Subject[] = [
  ...ofOne,
  ...ofTwo,
  crossEntropy,
  ...others,
  ofCounts,
];
