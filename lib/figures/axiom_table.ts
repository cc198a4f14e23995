import * as Plot from "@observablehq/plot";
import { draw } from "./draw.ts";
import { checkCount, checkSame } from "./refuse.ts";
import { INK, PAPER, PREDICTION, PREDICTION_TINT, TRUTH, TRUTH_TINT } from "./theme.ts";

/** Whether a measure has a property, and how one knows. */
export interface AxiomVerdict {
  /** Whether the property holds. */
  readonly holds: boolean;
  /** A few words under the verdict: the numbers that break it, or how often it was tried. */
  readonly why: string;
}

/** One row of {@linkcode axiomTable}. */
export interface AxiomRow {
  /** Name of the measure. */
  readonly measure: string;
  /** One verdict for each property, in their order. */
  readonly verdicts: readonly AxiomVerdict[];
}

interface Cell extends AxiomVerdict {
  readonly measure: string;
  readonly axiom: string;
}

const FIGURE = "axiom table";

/** Height of a row in pixels: two lines of text. */
const ROW = 48;

/** The word of a verdict, and the colour that goes with it. */
function words({ holds }: AxiomVerdict): string {
  return holds ? "✓ holds" : "✗ fails";
}

/** The marks: tinted cells, the verdict, and the reason under it. */
function marks(cells: readonly Cell[]): Plot.Markish[] {
  const place = { x: "axiom", y: "measure" } as const;
  return [
    Plot.cell(cells, {
      ...place,
      fill: ({ holds }: Cell) => holds ? PREDICTION_TINT : TRUTH_TINT,
      stroke: PAPER,
      strokeWidth: 2,
    }),
    Plot.text(cells, {
      ...place,
      text: words,
      fill: ({ holds }: Cell) => holds ? PREDICTION : TRUTH,
      fontWeight: 600,
      dy: -9,
    }),
    Plot.text(cells, {
      ...place,
      text: "why",
      fill: INK,
      dy: 9,
    }),
  ];
}

/**
 * Which properties of a distance which measures have: a table of verdicts, each in words and in
 * colour, with the numbers that break a property under it. The numbers' unit is the caller's, in
 * nats by custom.
 *
 * @example Divergence has a direction
 * ```ts
 * import { axiomTable } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = axiomTable(["same both ways"], [
 *   { measure: "D(p‖q)", verdicts: [{ holds: false, why: "0.51 ≠ 0.37" }] },
 *   { measure: "√JS", verdicts: [{ holds: true, why: "by symmetry" }] },
 * ]);
 * assert(plot.textContent!.includes("✗ fails"));
 * ```
 *
 * @param axioms Names of one to five properties.
 * @param rows The measures, each with a verdict for every property.
 * @returns The drawing, 640 pixels wide, 48 high a row and 68 more.
 * @throws {RangeError} If there are no rows, no properties or more than five.
 * @throws {TypeError} If a row has not a verdict for each property.
 */
export function axiomTable(axioms: readonly string[], rows: readonly AxiomRow[]): SVGSVGElement {
  checkCount(FIGURE, "properties", axioms.length, 5);
  checkCount(FIGURE, "rows", rows.length);
  rows.forEach(({ verdicts }, i) =>
    checkSame(
      FIGURE,
      `rows[${i}] must have a verdict for each property`,
      axioms.length,
      verdicts.length,
    )
  );
  const cells: Cell[] = rows.flatMap(({ measure, verdicts }) =>
    verdicts.map((verdict, i) => ({ ...verdict, measure, axiom: axioms[i]! }))
  );
  return draw({
    height: rows.length * ROW + 68,
    marginTop: 36,
    marginBottom: 8,
    marginLeft: 118,
    marginRight: 4,
    x: { domain: [...axioms], axis: "top", label: null, tickSize: 0, padding: 0 },
    y: { domain: rows.map(({ measure }) => measure), label: null, tickSize: 0, padding: 0 },
    marks: marks(cells),
  });
}
