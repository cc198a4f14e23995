import * as surprisal from "@surprisal/loss";
import { crossEntropySum } from "../../lib/exact/cross_entropy.ts";
import { type ExactRow, exactRows } from "../../lib/exact/exact_row.ts";
import { jensenShannonSum } from "../../lib/exact/jensen_shannon_divergence.ts";
import { klDivergenceSum } from "../../lib/exact/kl_divergence.ts";
import { FULL } from "../../lib/exact/precision.ts";
import { LN2, takeLog } from "../../lib/numerics/logarithm.ts";
import { binaryLoss } from "../../lib/exact/sigmoid_binary_cross_entropy.ts";
import { DoubleDouble } from "../../lib/numerics/double_double.ts";
import { LIFT } from "../../lib/numerics/lift.ts";
import { ulp } from "../../tests/support/ulp.ts";
import * as inputs from "./hunt_inputs.ts";
import type { Input, Random } from "./hunt_inputs.ts";

/** A function to find bad inputs of. */
export interface Target {
  /** The golden group that takes its inputs. */
  readonly group: "logits" | "binary" | "scalar" | "probability" | "distribution" | "pair";
  draw(r: Random): Input;
  change(r: Random, input: Input): Input;
  /** The largest error of the default tier, in ulps, the exact tier being the truth. */
  error(input: Input): number;
}

const BITS = { unit: "bits" } as const;
const TINY = 1e-290;

/** The distance of an answer from a lifted truth, in ulps of the larger of truth and `scale`. */
function errorOf(actual: number, truth: DoubleDouble, scale = 0): number {
  const size = Math.max(Math.abs(truth.high / LIFT), scale);
  if (size < TINY) return 0;
  return Math.abs((actual * LIFT - truth.high) - truth.low) / LIFT / ulp(size);
}

function largest(
  answers: ArrayLike<number>,
  truth: (j: number) => DoubleDouble,
  scale = 0,
): number {
  return Array.from(answers, (answer, j) => errorOf(answer, truth(j), scale))
    .reduce((a, b) => Math.max(a, b));
}

function row(z: Float64Array): ExactRow {
  return exactRows("measure", z)(FULL);
}

function inBits(nats: DoubleDouble): DoubleDouble {
  return nats.divide(LN2.high, LN2.low);
}

function softmaxEntropySum(z: Float64Array): DoubleDouble {
  const sum = new DoubleDouble();
  const exact = row(z);
  for (let j = 0; j < z.length; j++) exact.addWeightedGap(sum, j);
  const { high, low } = exact.logTotal;
  return sum.add(high, low);
}

function softLoss(z: Float64Array, y: Float64Array): DoubleDouble {
  const sum = new DoubleDouble();
  const exact = row(z);
  y.forEach((w, j) => {
    const { high, low } = exact.surprisal(j).multiply(w);
    sum.add(high, low);
  });
  return sum;
}

function binaryEntropy(p: number): DoubleDouble {
  const sum = crossEntropySum(Float64Array.of(p), Float64Array.of(p), FULL);
  const { high, low } = new DoubleDouble().setDifference(1, p);
  const other = takeLog(new DoubleDouble(high, low)).multiply(high, low).scale(-LIFT);
  return sum.add(other.high, other.low);
}

function ofLogits(error: (z: Float64Array) => number): Target {
  return {
    group: "logits",
    draw: (r) => [inputs.drawLogits(r, inputs.classCount(r))],
    change: (r, [z]) => [inputs.changeLogits(r, z!)],
    error: ([z]) => error(z!),
  };
}

function ofSoftTargets(error: (z: Float64Array, y: Float64Array) => number): Target {
  return {
    group: "logits",
    draw: (r) => {
      const k = inputs.classCount(r);
      return [inputs.drawLogits(r, k), inputs.drawDistribution(r, k)];
    },
    change: (r, [z, y]) =>
      r.next() < 0.6 ? [inputs.changeLogits(r, z!), y!] : [z!, inputs.changeDistribution(r, y!)],
    error: ([z, y]) => error(z!, y!),
  };
}

function ofNumber(error: (x: number) => number): Target {
  return {
    group: "scalar",
    draw: (r) => [Float64Array.of(r.normal() * 10 ** (3 * r.next() - 1.5))],
    change: (r, [x]) => [inputs.changeLogits(r, x!)],
    error: ([x]) => error(x![0]!),
  };
}

function ofDistribution(error: (p: Float64Array) => number): Target {
  return {
    group: "distribution",
    draw: (r) => [inputs.drawDistribution(r, inputs.classCount(r))],
    change: (r, [p]) => [inputs.changeDistribution(r, p!)],
    error: ([p]) => error(p!),
  };
}

function ofPair(error: (p: Float64Array, q: Float64Array) => number): Target {
  return {
    group: "pair",
    draw: inputs.drawPair,
    change: (r, [p, q]) =>
      r.next() < 0.5
        ? [inputs.changeDistribution(r, p!), q!]
        : [p!, inputs.changeDistribution(r, q!)],
    error: ([p, q]) => error(p!, q!),
  };
}

const BINARY: Target = {
  group: "binary",
  draw: (r) => {
    const gap = 2 ** (-53 * r.next());
    const x = r.normal() * 10 ** (3 * r.next() - 1.5);
    return [Float64Array.of(x), Float64Array.of(r.pick([0, 1, r.next(), gap, 1 - gap]))];
  },
  change: (r, [x, y]) => {
    const moved = y![0]! + r.normal() * 10 ** (-17 * r.next());
    return r.next() < 0.5
      ? [inputs.changeLogits(r, x!), y!]
      : [x!, Float64Array.of(Math.min(1, Math.max(0, moved)))];
  },
  error: ([x, y]) => {
    const [z, w] = [x![0]!, y![0]!];
    return errorOf(surprisal.sigmoidBinaryCrossEntropy(z, w), binaryLoss(z, w, LIFT, FULL));
  },
};

const { softmax, logSoftmax, logSumExp, softmaxCrossEntropy } = surprisal;
const { entropy, crossEntropy, klDivergence, jensenShannonDivergence } = surprisal;

/** Every function that the search knows. */
export const TARGETS: Readonly<Record<string, Target>> = {
  softmax: ofLogits((z) => largest(softmax(z), (j) => row(z).probability(j))),
  logSoftmax: ofLogits((z) => largest(logSoftmax(z), (j) => row(z).surprisal(j).negate())),
  logSumExp: ofLogits((z) => {
    const { max, logTotal } = row(z);
    return errorOf(logSumExp(z), logTotal.add(max * LIFT), Math.abs(max));
  }),
  softmaxEntropy: ofLogits((z) => errorOf(surprisal.softmaxEntropy(z), softmaxEntropySum(z))),
  labelGradient: ofLogits((z) => {
    const t = z.indexOf(z.reduce((a, b) => Math.max(a, b)));
    const slope = (j: number) => j === t ? row(z).complement(j).negate() : row(z).probability(j);
    return largest(surprisal.softmaxCrossEntropyGradient(z, t), slope);
  }),
  softmaxCrossEntropy: ofSoftTargets((z, y) => errorOf(softmaxCrossEntropy(z, y), softLoss(z, y))),
  softmaxCrossEntropyGradient: ofSoftTargets((z, y) => {
    const slopes = surprisal.softmaxCrossEntropyGradient(z, y);
    return largest(slopes, (j) => row(z).probability(j).add(-y[j]! * LIFT), 0.25);
  }),
  softmaxCrossEntropyBits: ofLogits((z) => {
    const losses = Array.from(z, (_, t) => softmaxCrossEntropy(z, t, BITS));
    return largest(losses, (t) => inBits(row(z).surprisal(t)));
  }),
  sigmoidBinaryCrossEntropy: BINARY,
  sigmoidBinaryCrossEntropyBits: {
    ...BINARY,
    error: ([x, y]) => {
      const [z, w] = [x![0]!, y![0]!];
      const truth = inBits(binaryLoss(z, w, LIFT, FULL));
      return errorOf(surprisal.sigmoidBinaryCrossEntropy(z, w, BITS), truth);
    },
  },
  softplus: ofNumber((x) => errorOf(surprisal.softplus(x), binaryLoss(x, 0, LIFT, FULL))),
  sigmoid: ofNumber((x) =>
    errorOf(surprisal.sigmoid(x), row(Float64Array.of(x, 0)).probability(0))
  ),
  binaryEntropy: {
    ...ofDistribution(([p]) => errorOf(surprisal.binaryEntropy(p!), binaryEntropy(p!))),
    group: "probability",
  },
  entropy: ofDistribution((p) => errorOf(entropy(p), crossEntropySum(p, p, FULL))),
  entropyBits: ofDistribution((p) =>
    errorOf(entropy(p, BITS), inBits(crossEntropySum(p, p, FULL)))
  ),
  crossEntropy: ofPair((p, q) => errorOf(crossEntropy(p, q), crossEntropySum(p, q, FULL))),
  crossEntropyBits: ofPair((p, q) =>
    errorOf(crossEntropy(p, q, BITS), inBits(crossEntropySum(p, q, FULL)))
  ),
  klDivergence: ofPair((p, q) => errorOf(klDivergence(p, q), klDivergenceSum(p, q, FULL).value)),
  klDivergenceBits: ofPair((p, q) =>
    errorOf(klDivergence(p, q, BITS), inBits(klDivergenceSum(p, q, FULL).value))
  ),
  jensenShannonDivergence: ofPair((p, q) =>
    errorOf(jensenShannonDivergence(p, q), jensenShannonSum(p, q, FULL).value)
  ),
  jensenShannonDivergenceBits: ofPair((p, q) =>
    errorOf(jensenShannonDivergence(p, q, BITS), inBits(jensenShannonSum(p, q, FULL).value))
  ),
};
