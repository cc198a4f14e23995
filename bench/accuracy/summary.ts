import type { Finding } from "../../tests/support/subject.ts";
import { type Worst, worstOf } from "./worst.ts";

/** How far off a function is over many answers. */
export interface Summary {
  /** Answers compared. */
  readonly answers: number;
  /** The largest error, the one that 99.9 % stay below, and the middle one, in ulps. */
  readonly max: number;
  readonly most: number;
  readonly median: number;
  /** Share of answers that are the correctly rounded one. */
  readonly exact: number;
  /** Answers that are 0, infinite, NaN or of the wrong sign where the truth is a normal number. */
  readonly lost: number;
  /** The largest error of each family of inputs. */
  readonly families: Readonly<Record<string, number>>;
  /** Where the largest error is. */
  readonly worst?: Worst;
}

/** Sums up what was found about one function. */
export function summaryOf(findings: Iterable<Finding>): Summary {
  const errors: number[] = [];
  const families: Record<string, number> = {};
  let exact = 0;
  let lost = 0;
  let worst: Finding | undefined;
  for (const finding of findings) {
    const { input, actual, truth, error, lost: isLost } = finding;
    if (worst === undefined || error > worst.error) worst = finding;
    errors.push(error);
    families[input.family] = Math.max(families[input.family] ?? 0, error);
    if (actual === truth.nearest) exact++;
    if (isLost) lost++;
  }
  const sorted = Float64Array.from(errors).sort();
  return {
    answers: sorted.length,
    max: quantile(sorted, 1),
    most: quantile(sorted, 0.999),
    median: quantile(sorted, 0.5),
    exact: exact / sorted.length,
    lost,
    families,
    ...worst && { worst: worstOf(worst) },
  };
}

/** The value that a share of the sorted numbers does not exceed. */
function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
