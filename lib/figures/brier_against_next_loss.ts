import * as Plot from "@observablehq/plot";
import { draw, GRID_STYLE, INNER_WIDTH, TEXT_STYLE } from "./draw.ts";
import { short, textWidth } from "./format.ts";
import { checkCount, checkEach } from "./refuse.ts";
import { spread } from "./spread.ts";
import { FONT_SIZE, HEIGHT, PREDICTION, TRUTH } from "./theme.ts";

/** One dot of {@linkcode brierAgainstNextLoss}. */
export interface BrierPoint {
  /** Brier score before the step: sum over classes, from 0 to 2, no unit. */
  readonly brier: number;
  /** Loss after the step, in nats. */
  readonly loss: number;
  /** Name of the dot. Default: none; a dot without a name stays small. */
  readonly label?: string;
}

const FIGURE = "Brier score against next loss";
const MUST = "all numbers must be finite";
const MARGINS = { left: 52, right: 20 };

type Range = readonly [number, number];

/** Lowest and highest value with a share of air on both sides. */
function padded(values: readonly number[], share: number): Range {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const air = (high - low || 1) * share;
  return [low - air, high + air];
}

/** Names with both numbers, on the side with room and a line of text apart from each other. */
function names(points: readonly BrierPoint[], x: Range, y: Range) {
  const width = INNER_WIDTH - MARGINS.left - MARGINS.right;
  const pixel = (y[1] - y[0]) / (HEIGHT - 92);
  const texts = points.map((point) => {
    const text = `${point.label}: ${short(point.brier)} → ${short(point.loss)} nats`;
    const room = (x[1] - point.brier) / (x[1] - x[0]) * width - 14;
    const right = textWidth(text, FONT_SIZE) <= room;
    return { ...point, text, right, y: point.loss + (right ? 9 : -11) * pixel };
  });
  const placed = spread(texts.map((text) => text.y), 17 * pixel);
  return texts.map((text, i) => ({ ...text, y: placed[i]! }));
}

/** Named dots: large diamonds and their names. */
function named(points: readonly BrierPoint[], x: Range, y: Range): Plot.Markish[] {
  const texts = names(points, x, y);
  const shared = { x: "brier", y: "y", text: "text", ...TEXT_STYLE, fontWeight: 600 } as const;
  return [
    Plot.dot(points, {
      x: "brier",
      y: "loss",
      symbol: "diamond",
      r: 7,
      fill: TRUTH,
      stroke: "white",
      strokeWidth: 1.5,
    }),
    Plot.text(texts.filter(({ right }) => right), { ...shared, textAnchor: "start", dx: 12 }),
    Plot.text(texts.filter(({ right }) => !right), { ...shared, textAnchor: "end", dx: -12 }),
  ];
}

/**
 * Loss after one step against the Brier score before it, a dot for each prediction: all start with
 * the same loss, and the Brier score tells how fast it falls. Loss in nats.
 *
 * @example Two predictions with the same loss
 * ```ts
 * import { brierAgainstNextLoss } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const plot = brierAgainstNextLoss([
 *   { brier: 1.12, loss: 1.290468, label: "question" },
 *   { brier: 1.2, loss: 1.236175, label: "comment" },
 * ]);
 * assert(plot.textContent!.includes("question: 1.12 → 1.29 nats"));
 * ```
 *
 * @param points The dots; name two or three at most.
 * @returns The drawing, 640 by 380 pixels: x Brier score (no unit), y loss after the step (nats).
 * @throws {RangeError} If there is no dot, or a number is not finite.
 */
export function brierAgainstNextLoss(points: readonly BrierPoint[]): SVGSVGElement {
  check(points);
  const x = padded(points.map(({ brier }) => brier), 0.05);
  const y = padded(points.map(({ loss }) => loss), 0.08);
  return draw({
    marginLeft: MARGINS.left,
    marginRight: MARGINS.right,
    x: { domain: [...x], label: "Brier score before the step (sum over classes, 0 to 2)" },
    y: {
      domain: padded(points.map(({ loss }) => loss), 0.08),
      label: "loss after one step (nats)",
    },
    marks: [
      Plot.gridX(GRID_STYLE),
      Plot.gridY(GRID_STYLE),
      Plot.dot(points.filter(({ label }) => label === undefined), {
        x: "brier",
        y: "loss",
        r: 2.5,
        fill: PREDICTION,
        fillOpacity: 0.45,
      }),
      ...named(points.filter(({ label }) => label !== undefined), x, y),
    ],
  });
}

function check(points: readonly BrierPoint[]): void {
  checkCount(FIGURE, "points", points.length);
  checkEach(FIGURE, MUST, "brier", points.map(({ brier }) => brier), Number.isFinite);
  checkEach(FIGURE, MUST, "loss", points.map(({ loss }) => loss), Number.isFinite);
}
