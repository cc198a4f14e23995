import { assert, assertEquals } from "@std/assert";
import { drawLogits, drawPair, Random } from "../../bench/accuracy/hunt_inputs.ts";
import { crossEntropySum } from "../../lib/exact/cross_entropy.ts";
import { exactRows } from "../../lib/exact/exact_row.ts";
import { jensenShannonSum } from "../../lib/exact/jensen_shannon_divergence.ts";
import { klDivergenceSum } from "../../lib/exact/kl_divergence.ts";
import { lower } from "../../lib/exact/lower.ts";
import { FULL, type Precision, QUICK } from "../../lib/exact/precision.ts";
import { type Estimate, ofOneSign, rounded } from "../../lib/exact/rounded.ts";

/** What the quick arithmetic answers beside the full one, over many roundings. */
class Tally {
  roundings = 0;
  /** For how many the quick arithmetic was not enough. */
  full = 0;
  /** Its largest error, as a share of the sizes of the terms. */
  worst = 0;

  check(estimate: (precision: Precision) => Estimate, ...inputs: Float64Array[]): void {
    const answer = rounded((precision) => {
      if (precision === FULL) this.full++;
      return estimate(precision);
    }, lower);
    const { value: { high, low }, size } = estimate(QUICK);
    const { value } = estimate(FULL);
    const error = Math.abs((high - value.high) + (low - value.low));
    this.roundings++;
    if (error > 0) this.worst = Math.max(this.worst, error / size);
    // Only a failure is worth a message, which takes longer than all the rest.
    const truth = lower(value.high, value.low);
    if (!Object.is(answer, truth)) assertEquals(answer, truth, inputs.join("; "));
  }

  assertFull(most: number): void {
    assert(this.full <= most, `${this.full} of ${this.roundings} needed the full arithmetic`);
    assert(this.worst <= QUICK.error, `the quick arithmetic is off by ${this.worst}`);
  }
}

Deno.test("quick arithmetic rounds no softmax of 100,000 hard ones wrong, and keeps its bound", () => {
  const random = new Random(20_261_126);
  const [shares, losses] = [new Tally(), new Tally()];
  while (shares.roundings < 100_000) {
    const z = drawLogits(random, 2 + random.below(6));
    const rows = exactRows("hunt", z);
    for (let j = 0; j < z.length; j++) {
      shares.check((p) => ofOneSign(rows(p).probability(j)), z);
      shares.check((p) => ofOneSign(rows(p).complement(j)), z);
      losses.check((p) => ofOneSign(rows(p).surprisal(j)), z);
    }
  }
  shares.assertFull(10);
  // A gap of two logits may lie half way between two doubles, and the others add but a hair to it.
  losses.assertFull(1000);
});

Deno.test("quick arithmetic rounds no sum of 100,000 hard ones wrong, and keeps its bound", () => {
  const random = new Random(20_261_127);
  const [entropies, divergences] = [new Tally(), new Tally()];
  while (divergences.roundings < 100_000) {
    const [p, q] = drawPair(random) as [Float64Array, Float64Array];
    entropies.check((precision) => ofOneSign(crossEntropySum(p, p, precision)), p);
    entropies.check((precision) => ofOneSign(crossEntropySum(p, q, precision)), p, q);
    divergences.check((precision) => klDivergenceSum(p, q, precision), p, q);
    divergences.check((precision) => jensenShannonSum(p, q, precision), p, q);
  }
  entropies.assertFull(10);
  // Two logarithms of opposite sign leave a sum that is up to 2^13 times as small as they are.
  divergences.assertFull(300);
});
