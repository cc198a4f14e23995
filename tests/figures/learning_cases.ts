import { confidenceCounts, pixelImages, reliabilityDiagram } from "@surprisal/loss/figures";

/** A ring of 14 by 14 pixels, thicker for a larger `share`. */
function ring(share: number): number[] {
  return Array.from({ length: 196 }, (_, p) => {
    const r = Math.hypot(p % 14 - 6.5, Math.floor(p / 14) - 6.5);
    return Math.max(0, 1 - Math.abs(r - 4) / (0.5 + 2 * share));
  });
}

/** Ten bins whose accuracy is the confidence to a power. */
function bins(power: number, count: (i: number) => number) {
  return Array.from({ length: 10 }, (_, i) => {
    const [lower, upper] = [i / 10, (i + 1) / 10];
    const confidence = (lower + upper) / 2;
    return count(i) === 0
      ? { lower, upper, count: 0, confidence: undefined, accuracy: undefined }
      : { lower, upper, count: count(i), confidence, accuracy: confidence ** power };
  });
}

/** Drawings under review: pictures of pixels, and reliability before and after. */
export const LEARNING_CASES: Record<string, () => SVGSVGElement> = {
  pixelImages: () =>
    pixelImages(Array.from({ length: 7 }, (_, i) => ({
      label: `${i} read as ${9 - i}\n${i}.25 nats`,
      pixels: ring(i / 7),
    }))),
  pixelImagesWithSigns: () =>
    pixelImages(
      [0.2, 0.6, 1].map((share, i) => ({
        label: String(i),
        pixels: ring(share).map((x, p) => p % 14 < 7 ? x : -share * x),
      })),
      { signs: ["speaks for the digit", "speaks against it"], columns: 3 },
    ),
  reliabilityDiagram: () =>
    reliabilityDiagram([
      { label: "as trained", bins: bins(2, (i) => i < 2 ? 0 : 20 * i ** 2) },
      { label: "at temperature 1.9", bins: bins(1.1, (i) => i < 1 ? 0 : 300) },
    ]),
  confidenceCounts: () =>
    confidenceCounts([
      { label: "as trained", bins: bins(2, (i) => i < 2 ? 0 : 20 * i ** 2) },
      { label: "at T = 1.88", bins: bins(1.1, (i) => i < 1 ? 0 : 150 * i) },
    ]),
};

/** Legal drawings at the edges of what may be asked for. */
export const AWKWARD_LEARNING: Record<string, () => SVGSVGElement> = {
  noConfidence: () => confidenceCounts([{ label: "nobody", bins: bins(1, () => 0) }]),
  threePanels: () =>
    confidenceCounts(
      ["as trained", "at T = 1.88", "smoothed by 0.1"].map((label, k) => ({
        label,
        bins: bins(k, (i) => 1e4 * (i + 1)),
      })),
    ),
  onePixel: () => pixelImages([{ label: "one", pixels: [0.5] }], { columns: 1 }),
  noPixelsWithSigns: () =>
    pixelImages([{ label: "nothing", pixels: [0, 0, 0, 0] }], { signs: ["for", "against"] }),
  tenInARow: () =>
    pixelImages(Array.from({ length: 11 }, (_, i) => ({ label: `${i}`, pixels: ring(0.5) })), {
      columns: 10,
    }),
  fiveCurvesOfReliability: () =>
    reliabilityDiagram(
      ["a", "b", "c", "d", "e"].map((label, i) => ({ label, bins: bins(1 + i, () => 5) })),
    ),
};

/** What is drawn, the class of the error, and words that it must hold. */
export const LEARNING_REFUSALS: [() => unknown, typeof TypeError | typeof RangeError, string][] = [
  [() => pixelImages([]), RangeError, "number of images must be at least 1: found 0"],
  [
    () => pixelImages([{ label: "a", pixels: [0, 1] }]),
    TypeError,
    "images[0] must be square, as wide as the first: expected 1, found 2",
  ],
  [() => pixelImages([{ label: "a", pixels: [1.5] }]), RangeError, "images[0].pixels[0] is 1.5"],
  [
    () => pixelImages([{ label: "a", pixels: [NaN] }], { signs: ["+", "-"] }),
    RangeError,
    "images[0].pixels[0] is NaN",
  ],
  [() => pixelImages([{ label: "a", pixels: [1] }], { columns: 0 }), RangeError, "columns"],
  [() => reliabilityDiagram([]), RangeError, "number of series must be 1 to 5: found 0"],
  [
    () => reliabilityDiagram([{ label: "a", bins: bins(1, () => 0) }]),
    RangeError,
    "bins with predictions in series[0] must be at least 1: found 0",
  ],
  [() => confidenceCounts([]), RangeError, "number of series must be 1 to 3: found 0"],
  [
    () => confidenceCounts([{ label: "a", bins: [] }]),
    RangeError,
    "bins in series[0] must be at least 1: found 0",
  ],
];
