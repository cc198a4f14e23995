import {
  binaryEntropyCurve,
  codeBookBars,
  entropyAndWaste,
  lossBaselines,
  predictionBars,
  surprisalCurve,
  toSvg,
} from "@surprisal/loss/figures";

/** The prediction of the source question. */
export const QUESTION = [0.1, 0.5, 0.1, 0.1, 0.2];

/** Drawings under review, by the name of their golden file: the data are those of the notebooks. */
export const CASES: Record<string, () => SVGSVGElement> = {
  surprisalCurve: () => surprisalCurve({ marks: [1, 1 / 2, 1 / 8, 0.1] }),
  binaryEntropyCurve: () => binaryEntropyCurve({ mark: 0.11 }),
  predictionBars: () => predictionBars(QUESTION, { target: 0 }),
  predictionBarsOfSixteen: () =>
    predictionBars(Array.from({ length: 16 }, (_, k) => (k + 1) / 136), { target: 12 }),
  codeBookBars: () =>
    codeBookBars([
      ["26 equally likely letters", 37.6035, 37.6035],
      ["letters of Moby-Dick", 28.9, 45.35],
      ["its own letters", 0, 24],
      ["only the letter a", 0, Infinity],
      ["gzip", 184, 224],
    ].flatMap(([book, a, j]) => [
      { text: "aaaaaaaa", book: book as string, bits: a as number },
      { text: "jteikfqa", book: book as string, bits: j as number },
    ])),
  entropyAndWaste: () =>
    entropyAndWaste([
      { label: "p in its own book", entropy: 1.75, divergence: 0 },
      { label: "p in a book for equal chances", entropy: 1.75, divergence: 0.25 },
      { label: "Moby-Dick in the book of Brown", entropy: 4.091, divergence: 0.00603 },
      { label: "the five classes", entropy: 0, divergence: 3.321928 },
    ], { unit: "bits" }),
  lossBaselines: () => lossBaselines({ loss: 2.3025850929940455 }),
  lossBaselinesInBits: () => lossBaselines({ loss: 3.5, unit: "bits", classes: [2, 10, 50257] }),
};

/** A drawing as its golden file holds it. */
export function svgOf(name: string): string {
  return toSvg(CASES[name]!(), { title: `Title of ${name}`, desc: `Description of ${name}` });
}
