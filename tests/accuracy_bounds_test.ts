import { assert } from "@std/assert";
import fc from "fast-check";
import * as loss from "@surprisal/loss";
import { exactRows } from "../lib/exact/exact_row.ts";
import { FULL } from "../lib/exact/precision.ts";
import { binaryLoss } from "../lib/exact/sigmoid_binary_cross_entropy.ts";
import { exponentiate } from "../lib/numerics/exponential.ts";
import { LN2, takeLog } from "../lib/numerics/logarithm.ts";
import { LIFT } from "../lib/numerics/lift.ts";
import { DoubleDouble } from "../lib/numerics/double_double.ts";
import { pairOfDistributions, within } from "./support/arbitraries.ts";
import { ulp } from "./support/ulp.ts";

// The bounds of functions that have no golden numbers: against twice the digits, on seeded input.

/** The distance of an answer from the truth, in ulps of the truth, or of `scale` where it is larger. */
function errorOf(answer: number, { high, low }: DoubleDouble, scale = 0): number {
  return Math.abs((answer - high) - low) / ulp(Math.max(Math.abs(high), scale));
}

/** Holds a function to its bound: the largest error on 3000 inputs. */
function assertBound<T>(most: number, inputs: fc.Arbitrary<T>, errors: (x: T) => number[]): void {
  let worst = 0;
  fc.assert(
    fc.property(inputs, (x) => {
      for (const error of errors(x)) worst = Math.max(worst, error);
    }),
    { seed: 20261124, numRuns: 3000 },
  );
  assert(worst <= most, `${worst} ulp`);
  assert(worst > 0, "a bound that cannot be missed");
}

function sumOf(x: Iterable<number>): DoubleDouble {
  const sum = new DoubleDouble();
  for (const term of x) sum.add(term);
  return sum;
}

const positive = fc.oneof(within(1e-3, 1e3), within(-200, 200).map((e) => 10 ** e));

Deno.test("toBits() and toNats() stay within 1 ulp", () => {
  assertBound(1, positive, (x) => [
    errorOf(loss.toBits(x), new DoubleDouble(x).divide(LN2.high, LN2.low)),
    errorOf(loss.toNats(x), new DoubleDouble(x).multiply(LN2.high, LN2.low)),
  ]);
});

Deno.test("xLogX() and xLogY() stay within 2 ulp", () => {
  assertBound(2, fc.tuple(positive, positive), ([x, y]) => [
    errorOf(loss.xLogX(x), takeLog(new DoubleDouble(x)).multiply(x)),
    errorOf(loss.xLogY(x, y), takeLog(new DoubleDouble(y)).multiply(x)),
  ]);
});

Deno.test("losses of logits stay within 2 ulp in bits", () => {
  const bits = { unit: "bits" } as const;
  const logits = fc.array(within(-40, 40).map((x) => x % 7), { minLength: 2, maxLength: 5 });
  const inBits = (lifted: DoubleDouble) => lifted.scale(1 / LIFT).divide(LN2.high, LN2.low);
  assertBound(2, fc.tuple(logits, fc.nat(1), within(0, 1)), ([z, t, y]) => [
    errorOf(
      loss.softmaxCrossEntropy(z, t, bits),
      inBits(exactRows("measure", z)(FULL).surprisal(t)),
    ),
    errorOf(
      loss.sigmoidBinaryCrossEntropy(z[0]!, y, bits),
      inBits(binaryLoss(z[0]!, y, LIFT, FULL)),
    ),
  ]);
});

Deno.test("perplexity() stays within 1 ulp", () => {
  assertBound(1, within(0, 300), (x) => {
    const bits = new DoubleDouble(LN2.high, LN2.low).multiply(x);
    return [
      errorOf(loss.perplexity(x), exponentiate(new DoubleDouble(x))),
      errorOf(loss.perplexity(x, { unit: "bits" }), exponentiate(bits)),
    ];
  });
});

Deno.test("probabilities() normalises within 2 ulp", () => {
  const masses = fc.array(positive.filter((x) => x > 1e-50 && x < 1e50), { minLength: 1 });
  assertBound(2, masses, (x) => {
    const { high, low } = sumOf(x);
    const p = loss.probabilities(x, { normalize: true });
    return x.map((mass, j) => errorOf(p[j]!, new DoubleDouble(mass).divide(high, low)));
  });
});

Deno.test("smoothLabels() stays within 2 ulp", () => {
  assertBound(2, fc.tuple(pairOfDistributions, within(0, 1)), ([[y], epsilon]) => {
    const smooth = loss.smoothLabels(y, epsilon);
    return y.map((mass, j) => {
      const spread = new DoubleDouble(epsilon).divide(y.length);
      const kept = new DoubleDouble(1).add(-epsilon).multiply(mass);
      return errorOf(smooth[j]!, kept.add(spread.high, spread.low));
    });
  });
});

Deno.test("softmaxJacobian() stays within 2 ulp where the masses have the sum 1", () => {
  assertBound(2, within(0, 1), (x) => {
    // Powers of two keep the sum exact.
    const first = Math.round(x * 2 ** 30) / 2 ** 30;
    const q = [first, (1 - first) / 2, (1 - first) / 2];
    const { data } = loss.softmaxJacobian(q);
    return [...data].map((entry, at) => {
      const [i, j] = [Math.floor(at / 3), at % 3];
      const other = i === j ? new DoubleDouble(1).add(-q[i]!) : new DoubleDouble(-q[j]!);
      return q[i] === 0 || other.high === 0 ? 0 : errorOf(entry, other.multiply(q[i]!));
    });
  });
});

Deno.test("softmaxCrossEntropyHessianProduct() stays within 4 ulp of q_k times the largest |v|", () => {
  const inputs = fc.array(fc.tuple(within(-5, 5), within(-9, 9)), { minLength: 2, maxLength: 6 });
  assertBound(4, inputs, (pairs) => {
    const [z, v] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
    const exps = z.map((x) => exponentiate(new DoubleDouble(x)));
    const total = new DoubleDouble();
    for (const { high, low } of exps) total.add(high, low);
    const q = exps.map(({ high, low }) =>
      new DoubleDouble(high, low).divide(total.high, total.low)
    );
    const mean = new DoubleDouble();
    q.forEach(({ high, low }, j) => {
      const term = new DoubleDouble(high, low).multiply(v[j]!);
      mean.add(term.high, term.low);
    });
    const found = loss.softmaxCrossEntropyHessianProduct(z, 0, v);
    const largest = Math.max(...v.map(Math.abs));
    return q.map(({ high, low }, k) => {
      const truth = new DoubleDouble(v[k]!).add(-mean.high, -mean.low).multiply(high, low);
      return errorOf(found[k]!, truth, high * largest);
    });
  });
});

Deno.test("calibrationError() stays within 3 ulp of the largest confidence or accuracy", () => {
  const data = fc.array(fc.tuple(within(0, 1), fc.boolean()), { minLength: 1, maxLength: 60 });
  assertBound(3, data, (pairs) => {
    const truth = new DoubleDouble();
    for (let b = 0; b < 10; b++) {
      const bin = pairs.filter(([c]) => c >= b / 10 && (b === 9 || c < (b + 1) / 10));
      const gap = sumOf(bin.map(([c]) => -c)).add(bin.filter(([, right]) => right).length);
      truth.add(Math.abs(gap.high), gap.high < 0 ? -gap.low : gap.low);
    }
    const curve = loss.reliabilityCurve(pairs.map(([c]) => c), pairs.map(([, right]) => right));
    return [errorOf(loss.calibrationError(curve), truth.divide(pairs.length), 0.5)];
  });
});

Deno.test("negativeLogLikelihood() rounds once in bits, and not at all in nats", () => {
  assertBound(1, within(-700, -1e-9), (log) => {
    const logq = [log, Math.log(-Math.expm1(log))];
    assert(loss.negativeLogLikelihood(logq, 0) === -log);
    const truth = new DoubleDouble(-log).divide(LN2.high, LN2.low);
    return [errorOf(loss.negativeLogLikelihood(logq, 0, { unit: "bits" }), truth)];
  });
});
