import { CompensatedSum } from "../numerics/compensated_sum.ts";
import type { Chances, Probabilities, Vector } from "../types/kinds.ts";
import { checkOptions } from "../types/options.ts";
import { describe, Site } from "../types/site.ts";
import { checkLength, checkVector, numbersOf } from "../types/vector.ts";

/** The predictions whose confidence falls between two edges. */
export interface ReliabilityBin {
  /** Lower edge; belongs to the bin. */
  readonly lower: number;
  /** Upper edge; belongs to the next bin, and to this one only if it is the last. */
  readonly upper: number;
  /** How many predictions there are. */
  readonly count: number;
  /** Their mean confidence; undefined for an empty bin. */
  readonly confidence: number | undefined;
  /** The share of them that was right; undefined for an empty bin. */
  readonly accuracy: number | undefined;
}

/** Options of {@linkcode reliabilityCurve}. */
export interface ReliabilityCurveOptions {
  /** The number of bins of equal width, an integer in [1, 2^20]. Default 10. */
  readonly bins?: number;
}

/**
 * Reliability curve: how often predictions were right, by how sure they were. Bins are `[lower,
 * upper)`, the last one closed: a confidence of exactly 0.1 belongs to the second of ten bins, and 1
 * to the last.
 *
 * @example Two bins
 * ```ts
 * import { reliabilityCurve } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * const curve = reliabilityCurve([0.25, 0.5, 1], [0, 1, 1], { bins: 2 });
 * assertEquals(curve.map((bin) => bin.count), [1, 2]);
 * assertEquals(curve[1], { lower: 0.5, upper: 1, count: 2, confidence: 0.75, accuracy: 1 });
 * ```
 *
 * @param confidence N predicted probabilities, in [0, 1]: of the predicted class, or of yes.
 * @param correct N flags: whether the prediction was right, or the answer was yes; true, false, 1, 0.
 * @param options The number of bins.
 * @returns All bins, empty ones too, in order.
 * @throws {TypeError} If the arguments are empty, of different lengths, or hold anything else.
 * @throws {RangeError} If a confidence or `bins` is out of range.
 * @see DeGroot, Fienberg, The Statistician 32 (1983), 12-22.
 */
export function reliabilityCurve(
  confidence: Chances | Probabilities,
  correct: ArrayLike<number | boolean>,
  options: ReliabilityCurveOptions = {},
): ReliabilityBin[] {
  const task = "draw a reliability curve";
  checkOptions(task, options);
  const bins = binsOf(task, options.bins);
  const confidences = confidencesOf(confidence, new Site(task, "confidence"));
  const site = new Site(task, "correct");
  checkVector(correct, site);
  checkLength(correct, confidences.length, "confidence", site);
  const tallies = Array.from({ length: bins }, () => new Tally());
  confidences.forEach((c, i) => tallies[binOf(c, bins)]!.add(c, flagOf(correct, i, site)));
  return tallies.map((tally, b) => tally.bin(b / bins, (b + 1) / bins));
}

/** What is known of one bin so far. */
class Tally {
  readonly #confidence = new CompensatedSum();
  #count = 0;
  #right = 0;

  add(confidence: number, right: number): void {
    this.#confidence.add(confidence);
    this.#count++;
    this.#right += right;
  }

  bin(lower: number, upper: number): ReliabilityBin {
    const count = this.#count;
    if (count === 0) {
      return { lower, upper, count, confidence: undefined, accuracy: undefined };
    }
    const confidence = this.#confidence.value / count;
    return { lower, upper, count, confidence, accuracy: this.#right / count };
  }
}

/** The bin of a confidence, by the edges as they are reported and not as the product rounds. */
function binOf(confidence: number, bins: number): number {
  const guess = Math.min(Math.floor(confidence * bins), bins - 1);
  if (confidence < guess / bins) return guess - 1;
  return guess < bins - 1 && confidence >= (guess + 1) / bins ? guess + 1 : guess;
}

function confidencesOf(confidence: Vector, site: Site): Float64Array {
  const numbers = numbersOf(confidence, site);
  const at = numbers.findIndex((c) => !(c >= 0 && c <= 1));
  if (at >= 0) site.refuseEntry(at, numbers[at], "must be in [0, 1]");
  return numbers;
}

function flagOf(correct: ArrayLike<number | boolean>, i: number, site: Site): number {
  const flag = correct[i];
  if (flag === true || flag === 1) return 1;
  if (flag === false || flag === 0) return 0;
  const must = "correct must contain true, false, 1 or 0";
  return site.refuseType(must, `correct[${i}] is ${describe(flag)}`);
}

/** More bins than any curve has use for, and an array can have. */
const MOST_BINS = 2 ** 20;

/** Reads the option `bins`. */
export function binsOf(task: string, bins: number = 10): number {
  if (Number.isInteger(bins) && bins >= 1 && bins <= MOST_BINS) return bins;
  const must = `bins must be an integer in [1, ${MOST_BINS}]`;
  return new Site(task, "bins").refuse(must, bins);
}
