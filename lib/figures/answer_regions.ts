import type { Line } from "./half_planes.ts";

/** A region of the plane: the classes answered there, and the lines on whose positive sides it lies. */
export interface AnswerRegion {
  readonly classes: readonly number[];
  readonly lines: readonly Line[];
}

function minus([a, b, c]: Line, [d, e, f]: Line): Line {
  return [a - d, b - e, c - f];
}

/** One region for each class: where its logit is the largest. */
function largest(rows: readonly Line[]): AnswerRegion[] {
  return rows.map((row, k) => ({
    classes: [k],
    lines: rows.filter((other) => other !== row).map((other) => minus(row, other)),
  }));
}

/** One region for each set of classes: where their logits are above 0 and the others are not. */
function above0(rows: readonly Line[]): AnswerRegion[] {
  return Array.from({ length: 2 ** rows.length }, (_, bits) => {
    const yes = (k: number) => (bits >> k & 1) === 1;
    return {
      classes: rows.map((_, k) => k).filter(yes),
      lines: rows.map((row, k) => yes(k) ? row : minus([0, 0, 0], row)),
    };
  });
}

/**
 * The regions in which a classifier with linear logits gives one answer each; `weights` holds for
 * each class the weights of x and of y and the bias.
 */
export function answerRegions(
  weights: readonly (readonly number[])[],
  answers: "largest" | "above 0",
): AnswerRegion[] {
  const rows = weights.map(([a, b, c]): Line => [a!, b!, c!]);
  return answers === "largest" ? largest(rows) : above0(rows);
}
