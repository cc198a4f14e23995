import surprisalCurve from "./golden/surprisalCurve.svg" with { type: "text" };
import binaryEntropyCurve from "./golden/binaryEntropyCurve.svg" with { type: "text" };
import predictionBars from "./golden/predictionBars.svg" with { type: "text" };
import predictionBarsOfSixteen from "./golden/predictionBarsOfSixteen.svg" with { type: "text" };
import codeBookBars from "./golden/codeBookBars.svg" with { type: "text" };
import entropyAndWaste from "./golden/entropyAndWaste.svg" with { type: "text" };
import lossBaselines from "./golden/lossBaselines.svg" with { type: "text" };
import lossBaselinesInBits from "./golden/lossBaselinesInBits.svg" with { type: "text" };
import gradientRows from "./golden/gradientRows.svg" with { type: "text" };
import jacobianHeatmap from "./golden/jacobianHeatmap.svg" with { type: "text" };
import lossOverTime from "./golden/lossOverTime.svg" with { type: "text" };
import brierAgainstNextLoss from "./golden/brierAgainstNextLoss.svg" with { type: "text" };
import derivativeErrors from "./golden/derivativeErrors.svg" with { type: "text" };
import derivativeErrorsUnbroken from "./golden/derivativeErrorsUnbroken.svg" with { type: "text" };
import logSumExpAndMax from "./golden/logSumExpAndMax.svg" with { type: "text" };
import probabilityGradient from "./golden/probabilityGradient.svg" with { type: "text" };
import curvesOfLosses from "./golden/curvesOfLosses.svg" with { type: "text" };
import curvesOfSlopes from "./golden/curvesOfSlopes.svg" with { type: "text" };
import curvesWithEndLabels from "./golden/curvesWithEndLabels.svg" with { type: "text" };
import axiomTable from "./golden/axiomTable.svg" with { type: "text" };
import simplexContours from "./golden/simplexContours.svg" with { type: "text" };
import decisionRegions from "./golden/decisionRegions.svg" with { type: "text" };
import doubleSoftmaxRange from "./golden/doubleSoftmaxRange.svg" with { type: "text" };
import trueDigits from "./golden/trueDigits.svg" with { type: "text" };
import ulpErrors from "./golden/ulpErrors.svg" with { type: "text" };
import ulpErrorsOfSums from "./golden/ulpErrorsOfSums.svg" with { type: "text" };
import pixelImages from "./golden/pixelImages.svg" with { type: "text" };
import pixelImagesWithSigns from "./golden/pixelImagesWithSigns.svg" with { type: "text" };
import reliabilityDiagram from "./golden/reliabilityDiagram.svg" with { type: "text" };
import kraftBudget from "./golden/kraftBudget.svg" with { type: "text" };
import codeAreas from "./golden/codeAreas.svg" with { type: "text" };
import narrowingInterval from "./golden/narrowingInterval.svg" with { type: "text" };
import costBars from "./golden/costBars.svg" with { type: "text" };
import costMatrix from "./golden/costMatrix.svg" with { type: "text" };
import confidenceCounts from "./golden/confidenceCounts.svg" with { type: "text" };
import surprisalText from "./golden/surprisalText.svg" with { type: "text" };

/** The reviewed drawings, read at load time so that the test needs no permission. */
export const GOLDEN: Record<string, string> = {
  kraftBudget,
  codeAreas,
  narrowingInterval,
  costBars,
  surprisalText,
  costMatrix,
  confidenceCounts,
  pixelImages,
  pixelImagesWithSigns,
  reliabilityDiagram,
  curvesOfLosses,
  curvesOfSlopes,
  curvesWithEndLabels,
  axiomTable,
  simplexContours,
  surprisalCurve,
  binaryEntropyCurve,
  predictionBars,
  predictionBarsOfSixteen,
  codeBookBars,
  entropyAndWaste,
  lossBaselines,
  lossBaselinesInBits,
  gradientRows,
  jacobianHeatmap,
  lossOverTime,
  brierAgainstNextLoss,
  derivativeErrors,
  derivativeErrorsUnbroken,
  logSumExpAndMax,
  probabilityGradient,
  decisionRegions,
  doubleSoftmaxRange,
  trueDigits,
  ulpErrors,
  ulpErrorsOfSums,
};
