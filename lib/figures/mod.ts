/**
 * Figures of Surprisal: each is a function from plain data to a drawing by Observable Plot, and
 * {@linkcode figure} shows a drawing with its words in any notebook.
 *
 * ```ts
 * import { figure, surprisalCurve } from "@surprisal/loss/figures";
 *
 * figure(surprisalCurve({ marks: [1 / 8] }), {
 *   alt: "Surprisal in bits against probability, from 6 bits at 1/64 down to 0 bits at 1",
 *   caption: "One chance in eight is worth 3 bits.",
 * });
 * ```
 *
 * @module
 */

export { Figure, figure, type FigureBundle, type FigureText } from "./figure.ts";
export { type SvgText, toSvg } from "./to_svg.ts";
export { binaryEntropyCurve, type BinaryEntropyCurveOptions } from "./binary_entropy_curve.ts";
export { type PixelImage, pixelImages, type PixelImagesOptions } from "./pixel_images.ts";
export { predictionBars, type PredictionBarsOptions } from "./prediction_bars.ts";
export { reliabilityDiagram, type ReliabilitySeries } from "./reliability_diagram.ts";
export { surprisalCurve, type SurprisalCurveOptions } from "./surprisal_curve.ts";
export { codeBookBars, type CodeBookRow } from "./code_book_bars.ts";
export {
  entropyAndWaste,
  type EntropyAndWasteOptions,
  type EntropyAndWasteRow,
} from "./entropy_and_waste.ts";
export { lossBaselines, type LossBaselinesOptions } from "./loss_baselines.ts";
export type { GradientRow } from "./gradient_row.ts";
export { gradientRows, type GradientRowsOptions } from "./gradient_rows.ts";
export { jacobianHeatmap, type JacobianHeatmapOptions } from "./jacobian_heatmap.ts";
export { lossOverTime, type LossOverTimeOptions, type LossSeries } from "./loss_over_time.ts";
export { brierAgainstNextLoss, type BrierPoint } from "./brier_against_next_loss.ts";
export type { CurveAxis } from "./curve_scale.ts";
export { type Curve, type CurveDot, type CurveRule, curves, type CurvesOptions } from "./curves.ts";
export { type AxiomRow, axiomTable, type AxiomVerdict } from "./axiom_table.ts";
export {
  simplexContours,
  type SimplexContoursOptions,
  type SimplexPoint,
} from "./simplex_contours.ts";
export { derivativeErrors, type DerivativeErrorSeries } from "./derivative_errors.ts";
export { logSumExpAndMax, type LogSumExpAndMaxOptions } from "./log_sum_exp_and_max.ts";
export { probabilityGradient, type ProbabilityGradientOptions } from "./probability_gradient.ts";
export {
  type DecisionPanel,
  type DecisionPoint,
  decisionRegions,
  type DecisionRegionsOptions,
} from "./decision_regions.ts";
export { doubleSoftmaxRange, type DoubleSoftmaxRangeOptions } from "./double_softmax_range.ts";
export { trueDigits, type TrueDigitsOptions, type TrueDigitsRow } from "./true_digits.ts";
export { ulpErrors, type UlpErrorSeries, type UlpErrorsOptions } from "./ulp_errors.ts";
export { type CodeArea, codeAreas } from "./code_areas.ts";
export { confidenceCounts } from "./confidence_counts.ts";
export { type CostBar, costBars, type CostBarsOptions } from "./cost_bars.ts";
export { costMatrix, type CostMatrixOptions, type CostMatrixRow } from "./cost_matrix.ts";
export { kraftBudget, type KraftBudgetRow } from "./kraft_budget.ts";
export { narrowingInterval, type NarrowingIntervalOptions } from "./narrowing_interval.ts";
export { surprisalText } from "./surprisal_text.ts";
export type { Matrix } from "../types/matrix.ts";
export * from "./live/mod.ts";
