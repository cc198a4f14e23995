import { axiomTable, curves, simplexContours } from "@surprisal/loss/figures";

/** Kullback-Leibler divergence in nats, written out: figures take plain data, and so do their tests. */
function divergence(p: readonly number[], q: readonly number[]): number {
  return p.reduce((sum, p_i, i) => sum + p_i * Math.log(p_i / q[i]!), 0);
}

/** Powers of ten from 10^low to 1, `a` a decade. */
function decades(low: number, a: number): number[] {
  return Array.from({ length: -low * a + 1 }, (_, i) => 10 ** (low + i / a));
}

const P = [0.6, 0.3, 0.1];
const SHARES = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);
const AXES = { x: { label: "share (0 to 1)" }, y: { label: "cost (nats)" } };

/** Drawings under review: losses under clipping, their slopes, properties of a distance, a triangle. */
export const DIVERGENCE_CASES: Record<string, () => SVGSVGElement> = {
  curvesOfLosses: () => {
    const q = decades(-50, 2);
    const loss = (least: number) => q.map((x) => -Math.log(Math.max(x, least)));
    return curves([
      { label: "no rule", x: q, y: loss(0), labelAt: 1e-35 },
      { label: "clipped at 1e-7", x: q, y: loss(1e-7), labelAt: 1e-49 },
    ], {
      x: { label: "probability q (log scale)", log: true },
      y: { label: "loss (nats)" },
      rules: [{ x: 1e-7, label: "q = 1e-7" }],
      dots: [{ x: 1e-20, y: 20 * Math.LN10, label: "46 nats" }],
    });
  },
  curvesOfSlopes: () => {
    const q = decades(-20, 2);
    return curves([
      { label: "no rule", x: q, y: q.map((x) => 1 / x), labelAt: 1e-16 },
      { label: "clipped", x: q, y: q.map((x) => x < 1e-7 ? 0 : 1 / x), labelAt: 1e-19 },
    ], {
      x: { label: "probability q (log scale)", log: true },
      y: { label: "slope (nats per unit, log scale)", log: true },
    });
  },
  curvesWithEndLabels: () => {
    const x = [1, 10, 100, 1000];
    return curves([
      { label: "falls", x, y: [800, 90, 12, 2.1] },
      { label: "is level", x, y: [3, 2.9, 2.6, 2.4] },
      { label: "rises to the same", x, y: [1, 1.1, 1.6, 2.2] },
    ], { x: { label: "rows", log: true }, y: { label: "time (ns)", log: true } });
  },
  axiomTable: () =>
    axiomTable(["0 when equal", "same both ways"], [
      {
        measure: "D(p‖q)",
        verdicts: [{ holds: true, why: "1,000 tried" }, { holds: false, why: "0.511, 0.368" }],
      },
      {
        measure: "total variation",
        verdicts: [{ holds: true, why: "1,000 tried" }, { holds: true, why: "1,000 tried" }],
      },
    ]),
  simplexContours: () =>
    simplexContours((q) => divergence(P, q), {
      levels: [0.02, 0.1, 0.3, 0.7],
      along: [P, [0, 1, 0]],
      points: [{ q: P, label: "p" }, { q: [0.1, 0.2, 0.7], label: "q", side: "left" }],
    }),
};

/** Awkward data, for the checks of layout only. */
export const AWKWARD_DIVERGENCES: Record<string, () => SVGSVGElement> = {
  curveOfOnePoint: () => curves([{ label: "one", x: [0.5], y: [1], labelAt: 0.5 }], AXES),
  curvesUnderNames: () =>
    curves([
      { label: "rising", x: SHARES, y: SHARES, labelAt: 0.5, side: "below" },
      { label: "falling", x: SHARES, y: SHARES.map((x) => 1 - x), labelAt: 0.8, anchor: "end" },
    ], { ...AXES, dots: [{ x: 0.5, y: 0.5, label: "the same", anchor: "end" }] }),
  curveOfOnePointAtItsEnd: () => curves([{ label: "one", x: [0.5], y: [1] }], AXES),
  axiomsOfOne: () =>
    axiomTable(["a"], [{ measure: "m", verdicts: [{ holds: false, why: "0 ≠ 1" }] }]),
  simplexWithoutPoints: () =>
    simplexContours((q) => divergence(P, q), { levels: [0.1, 100], along: [P, [0, 0, 1]] }),
};

/** What is drawn, the class of the error, and words that it must hold. */
export const DIVERGENCE_REFUSALS: [() => unknown, typeof TypeError | typeof RangeError, string][] =
  [
    [() => curves([], AXES), RangeError, "number of lines must be 1 to 5: found 0"],
    [
      () => curves([{ label: "a", x: [], y: [], labelAt: 0 }], AXES),
      RangeError,
      "number of positions in lines[0] must be at least 1: found 0",
    ],
    [
      () => curves([{ label: "a", x: [1, 2], y: [1], labelAt: 1 }], AXES),
      TypeError,
      "lines[0] must have a height for each position: expected 2, found 1",
    ],
    [
      () =>
        curves([{ label: "a", x: [0], y: [1], labelAt: 1 }], {
          ...AXES,
          x: { label: "q", log: true },
        }),
      RangeError,
      "each position must fit its axis: lines[0].x[0] is 0",
    ],
    [
      () => curves([{ label: "a", x: [0], y: [Infinity], labelAt: 0 }], AXES),
      RangeError,
      "each height must fit its axis: lines[0].y[0] is Infinity",
    ],
    [
      () => curves([{ label: "a", x: [0], y: [1], labelAt: NaN }], AXES),
      RangeError,
      "lines[0].labelAt must be on the axis",
    ],
    [() => axiomTable([], []), RangeError, "number of properties must be 1 to 5: found 0"],
    [() => axiomTable(["a"], []), RangeError, "number of rows must be at least 1: found 0"],
    [
      () => axiomTable(["a"], [{ measure: "m", verdicts: [] }]),
      TypeError,
      "rows[0] must have a verdict for each property: expected 1, found 0",
    ],
    [
      () => simplexContours(() => 1, { levels: [], along: [P, P] }),
      RangeError,
      "number of levels must be 1 to 10: found 0",
    ],
    [
      () => simplexContours(() => 1, { levels: [NaN], along: [P, P] }),
      RangeError,
      "levels[0] is NaN",
    ],
    [
      () =>
        simplexContours(() => 1, { levels: [1], along: [P, P], points: [{ q: [1], label: "a" }] }),
      TypeError,
      "points[0] must have three probabilities: expected 3, found 1",
    ],
  ];
