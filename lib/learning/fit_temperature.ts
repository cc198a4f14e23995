import { targetsOf } from "../losses/targets.ts";
import type { LogitsBatch } from "../losses/softmax_cross_entropy.ts";
import { CompensatedSum } from "../numerics/compensated_sum.ts";
import { SoftmaxRow } from "../numerics/softmax_row.ts";
import { batchOf, isTable } from "../types/batch.ts";
import type { Labels } from "../types/kinds.ts";
import { describe, Site } from "../types/site.ts";

const TASK = "fit a temperature";

/** Bisections of ln(1/temperature) at most: enough to leave two neighbouring doubles. */
const MOST_STEPS = 200;

/**
 * The temperature that makes logits least wrong: the minimum over T of the mean of
 * `softmaxCrossEntropy(z, labels, { temperature: T })`. It changes no ranking of the classes.
 *
 * The loss is convex in 1/T, so that there is one minimum; it is found where the slope is 0.
 *
 * The root of the slope is found up to rounding: no double lies between the two at which its
 * computed sign changes.
 *
 * @example Logits twice as sure as they ought to be
 * ```ts
 * import { fitTemperature } from "@surprisal/loss";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const sure = 2 * Math.log(3);
 * const rows = [[sure, 0], [sure, 0], [sure, 0], [sure, 0]];
 * assertAlmostEquals(fitTemperature(rows, [0, 0, 0, 1]), 2, 1e-14);
 * ```
 *
 * @param z Logits of N examples.
 * @param labels N class indices.
 * @returns The temperature, > 0.
 * @throws {TypeError} If shapes do not fit, or anything but numbers is found.
 * @throws {RangeError} If a logit or a label is bad, or no temperature above 0 and below infinity is
 * best: where every label has the largest logit of its row, none is cold enough; where the labels
 * have no more than the mean logits, none is hot enough.
 * @see Guo, Pleiss, Sun, Weinberger, On Calibration of Modern Neural Networks (2017).
 */
export function fitTemperature(z: LogitsBatch, labels: Labels): number {
  const site = new Site(TASK, "z");
  if (!isTable(z)) site.refuseType("z must be a batch of logits", `z is ${describe(z)}`);
  const batch = batchOf(z, site);
  if (isTable(labels)) site.refuseType("labels must be class indices", "labels is a table");
  const indices = targetsOf(labels, batch, true, {}, "labels").labels!;
  const row = new SoftmaxRow(batch.columns);
  return 1 / rootOf((beta) => {
    const slope = new CompensatedSum();
    for (let i = 0; i < batch.rows; i++) {
      batch.read(i, row.logits);
      row.load(site, 1 / beta);
      addSlope(row, indices[i]!, i, slope);
    }
    return slope.value;
  });
}

/** Adds the slope of a row's loss by 1/T: `Σ_j q_j (z_j - z_t)`. */
function addSlope(row: SoftmaxRow, label: number, i: number, slope: CompensatedSum): void {
  const own = row.logits[label]!;
  if (own === -Infinity) {
    const found = `z[${i}][${label}] is -Infinity`;
    new Site(TASK, "z").refuseValue("z must leave every label possible", found);
  }
  for (let j = 0; j < row.logits.length; j++) {
    const q = row.probability(j);
    if (q > 0) slope.add(q * (row.logits[j]! - own));
  }
}

/** The zero of a rising function of a positive number, by bisection of its logarithm. */
function rootOf(slope: (beta: number) => number): number {
  let [low, high] = bracketOf(slope);
  for (let step = 0; step < MOST_STEPS; step++) {
    const middle = Math.sqrt(low) * Math.sqrt(high);
    if (middle <= low || middle >= high) break;
    if (slope(middle) > 0) high = middle;
    else low = middle;
  }
  return Math.abs(slope(low)) < Math.abs(slope(high)) ? low : high;
}

/** The widest range of 1/T that is searched. */
const COLDEST = 2 ** 60;

/** Two numbers between which the slope changes its sign. */
function bracketOf(slope: (beta: number) => number): [number, number] {
  let low = 1;
  let high = 1;
  while (slope(high) <= 0) {
    if (high > COLDEST) return refuse("the labels have the largest logits, and no T is too cold");
    low = high;
    high *= 2;
  }
  while (slope(low) >= 0) {
    if (low < 1 / COLDEST) return refuse("the labels have no more than the mean logits");
    high = low;
    low /= 2;
  }
  return [low, high];
}

function refuse(found: string): never {
  const must = "one temperature above 0 and below infinity must be the best";
  return new Site(TASK, "z").refuseValue(must, found);
}
