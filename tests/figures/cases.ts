import { binaryEntropyCurve, predictionBars, surprisalCurve, toSvg } from "@surprisal/loss/figures";

/** The prediction of the source question. */
export const QUESTION = [0.1, 0.5, 0.1, 0.1, 0.2];

/** Drawings under review, by the name of their golden file: the data are those of the notebooks. */
export const CASES: Record<string, () => SVGSVGElement> = {
  surprisalCurve: () => surprisalCurve({ marks: [1, 1 / 2, 1 / 8, 0.1] }),
  binaryEntropyCurve: () => binaryEntropyCurve({ mark: 0.11 }),
  predictionBars: () => predictionBars(QUESTION, { target: 0 }),
  predictionBarsOfSixteen: () =>
    predictionBars(Array.from({ length: 16 }, (_, k) => (k + 1) / 136), { target: 12 }),
};

/** A drawing as its golden file holds it. */
export function svgOf(name: string): string {
  return toSvg(CASES[name]!(), { title: `Title of ${name}`, desc: `Description of ${name}` });
}
